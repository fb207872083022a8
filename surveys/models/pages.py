"""The survey as editors write it and readers find it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Locale, PageQuerySet
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from cms.cards import Card
from cms.models import BasePage, PartOfProgramme
from cms.models.indexes import IndexPage
from cms.rights import NotPublishable
from surveys import faults
from surveys.blocks import DecisionBlock, SectionBlock
from surveys.building import definition_of
from surveys.definition import Definition, in_words_of

from .shown_results import ShownResults
from .survey import (
    Access,
    Publication,
    State,
    Survey,
    by_the_clock,
    next_change,
    open_at,
)

# Only the page in the site's first language says so, for all languages at once.
FOR_ALL_LANGUAGES = (
    "opens_at",
    "closes_at",
    "limit",
    "access",
    "publication",
    "keep_months",
)


class SurveyPage(ShownResults, PartOfProgramme):
    """Questions to residents. What is answered is a ``SurveyVersion`` of them."""

    order_in_programme = ("-closes_at", "-first_published_at")
    share_moments = ("publication",)
    parent_page_types = ["surveys.SurveysPage"]
    subpage_types: list[str] = []

    sections = StreamField(
        [("section", SectionBlock())], verbose_name=_("questions"), max_num=20
    )
    opens_at = models.DateTimeField(
        _("opens"), null=True, blank=True, help_text=_("Empty: when it is published.")
    )
    closes_at = models.DateTimeField(
        _("closes"),
        null=True,
        blank=True,
        help_text=_("Empty: when it is no longer published."),
    )
    limit = models.PositiveIntegerField(
        _("most responses"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("After so many it takes no more. Empty: no limit."),
    )
    access = models.CharField(
        _("who may answer"), max_length=10, choices=Access, default=Access.ANYONE
    )
    publication = models.CharField(
        _("results are public"),
        max_length=10,
        choices=Publication,
        default=Publication.CLOSING,
    )
    purpose = models.TextField(
        _("what the answers are for"),
        max_length=1000,
        help_text=_("Who decides what with them. It opens the privacy notice."),
    )
    legal_basis = models.CharField(
        _("legal basis"),
        max_length=300,
        default=_(
            "A task in the public interest (art. 6.1.e of Regulation (EU) 2016/679, "
            "art. 2-ter of legislative decree 196/2003)."
        ),
    )
    controller = models.CharField(
        _("controller"),
        max_length=300,
        help_text=_("Who answers for the data, such as: Comune di Sondrio."),
    )
    privacy_contact = models.CharField(
        _("whom to ask about the data"),
        max_length=300,
        help_text=_("An office and its e-mail; the data protection officer."),
    )
    keep_months = models.PositiveSmallIntegerField(
        _("answers are kept (months)"),
        default=24,
        validators=[MinValueValidator(1)],
        help_text=_("After the closing. Then each answer is erased; figures remain."),
    )
    decisions = StreamField(
        [("decision", DecisionBlock())],
        verbose_name=_("you said, we did"),
        blank=True,
    )

    content_panels = [
        *BasePage.content_panels,
        "programme",
        "sections",
        "decisions",
    ]
    settings_panels = [
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("opens_at"), FieldPanel("closes_at")]),
                FieldRowPanel([FieldPanel("access"), FieldPanel("limit")]),
                FieldPanel("publication"),
            ],
            heading=_("When and who"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("purpose"),
                FieldPanel("legal_basis"),
                FieldPanel("controller"),
                FieldPanel("privacy_contact"),
                FieldPanel("keep_months"),
            ],
            heading=_("Privacy notice"),
        ),
        *BasePage.settings_panels,
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("sections")]
    override_translatable_fields = [
        SynchronizedField(name, overridable=False) for name in FOR_ALL_LANGUAGES
    ]

    class Meta:
        verbose_name = _("survey")
        verbose_name_plural = _("surveys")

    def clean(self) -> None:
        super().clean()
        errors: dict[str, list[str]] = {}
        if self.opens_at and self.closes_at and self.closes_at <= self.opens_at:
            errors["closes_at"] = [str(_("A survey cannot close before it opens."))]
        if self.is_source:
            said = list(faults.sentences(self.written, self.counted))
            if said:
                errors["sections"] = said
        if errors:
            raise ValidationError(errors)

    def publish(self, revision: Any, *args: Any, **kwargs: Any) -> None:
        """Responses may have come since the draft was saved: raises NotPublishable."""
        page = revision.as_object()
        if page.is_source:
            said = list(faults.sentences(page.written, page.counted))
            if said:
                raise NotPublishable(" ".join(said))
        super().publish(revision, *args, **kwargs)

    @property
    def written(self) -> Definition:
        """The questions as they stand on this page, in its language."""
        return definition_of(self.sections.get_prep_value())

    @cached_property
    def survey(self) -> Survey | None:
        """None until it is published for the first time."""
        return Survey.objects.filter(key=self.translation_key).first()

    @property
    def counted(self) -> Definition | None:
        """The questions that have responses already, whose figures must not change
        their meaning."""
        if self.survey and self.survey.version and self.survey.count():
            return self.survey.version.definition
        return None

    @property
    def definition(self) -> Definition:
        """What is answered, in this page's words. Needs a published survey."""
        if self.survey and self.survey.version:
            return in_words_of(self.survey.version.definition, self.written)
        return self.written

    def card(self) -> Card:
        now = timezone.now()
        return Card(
            title=self.title,
            url=self.url,
            text=self.introduction,
            image_id=self.image_id,
            label=str(by_the_clock(self.opens_at, self.closes_at, now).label),
            until=next_change(self.opens_at, self.closes_at, now),
        )

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict:
        context = super().get_context(request, *args, **kwargs)
        state = self.survey.state() if self.survey else State.CLOSED
        return context | {
            "state": state,
            "question_count": len(list(self.definition.questions)),
            "until": next_change(self.opens_at, self.closes_at, timezone.now()),
        }


class SurveysPage(IndexPage):
    """All surveys of a language; elsewhere only those that are open."""

    lists = SurveyPage
    order = ("-opens_at", "-first_published_at")
    parent_page_types = ["cms.HomePage", "cms.SectionPage"]
    subpage_types = ["surveys.SurveyPage"]

    class Meta:
        verbose_name = _("surveys index")
        verbose_name_plural = _("surveys indexes")

    def cards(self, limit: int | None = None) -> list[Card]:
        pages = self.listed().filter(open_at(timezone.now()))
        return [page.card() for page in pages[:limit]]


def sources() -> PageQuerySet:
    """Each survey's page in the language in which it was written."""
    first = Locale.get_default()
    in_first = SurveyPage.objects.filter(
        translation_key=OuterRef("translation_key"), locale=first
    )
    return SurveyPage.objects.filter(Q(locale=first) | ~Exists(in_first))
