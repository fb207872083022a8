"""The directory of associations and groups."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Lower
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import ItemBase
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page, PageQuerySet
from wagtail.search import index

from cms.cards import Card
from cms.forms import PageForm
from cms.languages import spoken_pages
from cms.lists import Facet, choices_of, facet

from .base import BasePage
from .indexes import IndexPage
from .places import PlacePage
from .reachable import Reachable
from .topics import Topic, topics_of

LANGUAGES = {
    "it": _("Italian"),
    "lis": _("Italian sign language"),
    "en": _("English"),
    "fr": _("French"),
    "de": _("German"),
    "es": _("Spanish"),
    "ar": _("Arabic"),
    "ro": _("Romanian"),
    "sq": _("Albanian"),
    "mk": _("Macedonian"),
    "uk": _("Ukrainian"),
    "ru": _("Russian"),
    "tr": _("Turkish"),
    "zh": _("Chinese"),
    "hi": _("Hindi"),
    "bn": _("Bengali"),
    "ur": _("Urdu"),
    "wo": _("Wolof"),
}


class AssociationTopic(ItemBase):
    tag = models.ForeignKey(
        Topic, on_delete=models.CASCADE, related_name="associations"
    )
    content_object = ParentalKey(
        "cms.AssociationPage", on_delete=models.CASCADE, related_name="tagged_topics"
    )


class AssociationForm(PageForm):
    languages = forms.MultipleChoiceField(
        label=_("languages spoken"),
        choices=list(LANGUAGES.items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("In which languages one can be understood there."),
    )


def known_languages(codes: Any) -> None:
    """Validator: a list of codes out of ``LANGUAGES``."""
    if not isinstance(codes, list) or set(codes) - set(LANGUAGES):
        raise ValidationError(_("Choose the languages from the list."))


class AssociationPage(Reachable, BasePage):
    class Kind(models.TextChoices):
        ASSOCIATION = "association", _("Association")
        COOPERATIVE = "cooperative", _("Cooperative")
        COMMITTEE = "committee", _("Committee or informal group")
        PARISH = "parish", _("Parish or religious community")
        SPORT = "sport", _("Sports club")
        SCHOOL = "school", _("School or parents' group")

    base_form_class = AssociationForm
    parent_page_types = ["cms.AssociationsPage"]
    subpage_types: list[str] = []

    kind = models.CharField(
        _("kind"), max_length=12, choices=Kind.choices, default=Kind.ASSOCIATION
    )
    topics = ClusterTaggableManager(
        through=AssociationTopic, verbose_name=_("topics"), blank=True
    )
    languages = models.JSONField(
        _("languages spoken"), default=list, blank=True, validators=[known_languages]
    )
    place = models.ForeignKey(
        PlacePage,
        verbose_name=_("meeting place"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("One of the places on this site."),
    )
    place_note = models.CharField(
        _("meeting place in words"),
        max_length=200,
        blank=True,
        help_text=_("Where else one meets, or which room: first floor, blue door."),
    )

    content_panels = [
        *BasePage.content_panels[:1],
        "kind",
        "topics",
        *BasePage.content_panels[1:-1],
        Reachable.contact_panel,
        MultiFieldPanel(
            [FieldPanel("place"), FieldPanel("place_note")],
            heading=_("Where one meets"),
        ),
        Reachable.hours_panel,
        "languages",
        "body",
    ]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("place_note"),
        index.FilterField("kind"),
    ]

    class Meta:
        verbose_name = _("association")
        verbose_name_plural = _("associations")

    @property
    def spoken_place(self) -> Page | None:
        """The meeting place in the reader's language, or as it is."""
        if self.place_id is None:
            return None
        return spoken_pages([self.place_id]).get(self.place_id)

    @property
    def language_names(self) -> list[str]:
        return [str(LANGUAGES[code]) for code in LANGUAGES if code in self.languages]

    def card(self) -> Card:
        return Card(
            title=self.title,
            url=self.url,
            text=self.introduction,
            image_id=self.image_id,
            label=self.get_kind_display(),
        )

    def schema(self) -> dict[str, Any]:
        """This association as schema.org tells it; only what is known."""
        told = {
            "@type": "Organization",
            "name": self.title,
            "url": self.full_url,
            "description": self.introduction,
            "knowsLanguage": [code for code in self.languages if code != "lis"],
            **self.contact_schema(),
        }
        # Opening hours are a place's, not an organisation's.
        told.pop("openingHoursSpecification", None)
        return {name: value for name, value in told.items() if value}

    def structured_data(self) -> list[dict[str, Any]]:
        return [*super().structured_data(), self.schema()]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict:
        context = super().get_context(request, *args, **kwargs)
        return context | {
            "topics": self.topics.prefetch_related("names"),
            "place": self.spoken_place,
            "index": self.get_parent(),
            "until": self.until,
        }


class AssociationsPage(IndexPage):
    lists = AssociationPage
    order = (Lower("title"),)

    parent_page_types = ["cms.HomePage", "cms.SectionPage"]
    subpage_types = ["cms.AssociationPage"]

    class Meta:
        verbose_name = _("directory of associations")
        verbose_name_plural = _("directories of associations")

    def facets(self, request: HttpRequest, pages: PageQuerySet) -> list[Facet]:
        choices = choices_of(pages, "kind")
        return [
            facet(request, "kind", _("Kind"), "kind", choices),
            topics_of(request, pages, "associations"),
        ]
