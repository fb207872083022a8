"""Works and building sites: what is being done, until when, and what it means."""

from __future__ import annotations

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Case, IntegerField, Value, When
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.images.blocks import ImageBlock
from wagtail.models import PageQuerySet
from wagtail.search import index

from cms.cards import Card
from cms.clock import next_midnight
from cms.crops import look_ahead
from cms.lists import Facet, choices_of, facet

from .base import BasePage
from .indexes import IndexPage
from .located import Located
from .programmes import PartOfProgramme

DISTURBED = {
    "traffic": _("Traffic and parking"),
    "way": _("On foot and by bicycle"),
    "access": _("Access to homes and shops"),
    "noise": _("Noise and dust"),
    "service": _("Water, light, services"),
}


class DisruptionValue(blocks.StructValue):
    @property
    def kind_name(self) -> str:
        return str(DISTURBED[self["kind"]])


class DisruptionBlock(blocks.StructBlock):
    kind = blocks.ChoiceBlock(list(DISTURBED.items()), label=_("What it concerns"))
    text = blocks.TextBlock(label=_("What changes"), max_length=400)
    alternative = blocks.TextBlock(
        label=_("What one can do instead"), required=False, max_length=300
    )
    begins = blocks.DateBlock(label=_("From"), required=False)
    ends = blocks.DateBlock(label=_("To"), required=False)

    class Meta:
        icon = "warning"
        label = _("Disruption")
        value_class = DisruptionValue

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        begins, ends = cleaned["begins"], cleaned["ends"]
        if begins and ends and ends < begins:
            message = _("It cannot end before it begins.")
            raise blocks.StructBlockValidationError({"ends": ValidationError(message)})
        return cleaned


SIDES = ("before", "after")


class PairBlock(blocks.StructBlock):
    before = ImageBlock(label=_("Before"))
    after = ImageBlock(label=_("After"))
    caption = blocks.CharBlock(label=_("Caption"), required=False, max_length=250)

    class Meta:
        icon = "image"
        label = _("Before and after")


class WorkPage(Located, PartOfProgramme):
    class Phase(models.TextChoices):
        OPEN = "open", pgettext_lazy("works", "Under way")
        SUSPENDED = "suspended", pgettext_lazy("works", "Suspended")
        PLANNED = "planned", pgettext_lazy("works", "Planned")
        FINISHED = "finished", pgettext_lazy("works", "Finished")

    parent_page_types = ["cms.WorksPage"]
    subpage_types: list[str] = []

    phase = models.CharField(
        _("phase"), max_length=10, choices=Phase.choices, default=Phase.PLANNED
    )
    begins = models.DateField(_("begins on"), null=True, blank=True)
    expected_end = models.DateField(_("expected to end on"), null=True, blank=True)
    ended = models.DateField(
        _("ended on"),
        null=True,
        blank=True,
        help_text=_("When it was really finished. Only for a finished work."),
    )
    phase_note = models.CharField(
        _("why it is so"),
        max_length=250,
        blank=True,
        help_text=_("Why it is suspended or late, in a sentence people understand."),
    )
    disruptions = StreamField(
        [("disruption", DisruptionBlock())],
        verbose_name=_("what changes for people"),
        blank=True,
        help_text=_("What is past vanishes by itself."),
    )
    pictures = StreamField(
        [("pair", PairBlock())],
        verbose_name=_("before and after"),
        blank=True,
        max_num=6,
    )
    cost = models.PositiveIntegerField(
        _("cost in euros"), null=True, blank=True, help_text=_("Whole euros.")
    )
    cost_note = models.CharField(
        _("who pays, and where the figure comes from"), max_length=200, blank=True
    )
    contractor = models.CharField(
        _("contractor"), max_length=150, blank=True, help_text=_("The firm at work.")
    )
    responsible = models.CharField(
        _("office in charge"),
        max_length=150,
        blank=True,
        help_text=_("Whom people can turn to; an office, not a person."),
    )

    content_panels = [
        *BasePage.content_panels[:-1],
        "programme",
        MultiFieldPanel(
            [
                FieldPanel("phase"),
                FieldRowPanel([FieldPanel("begins"), FieldPanel("expected_end")]),
                FieldPanel("ended"),
                FieldPanel("phase_note"),
            ],
            heading=_("How far it is"),
        ),
        Located.where_panel,
        "disruptions",
        "pictures",
        MultiFieldPanel(
            [
                FieldPanel("cost"),
                FieldPanel("cost_note"),
                FieldPanel("contractor"),
                FieldPanel("responsible"),
            ],
            heading=_("Who does it, and what it costs"),
        ),
        "body",
    ]
    search_fields = [
        *BasePage.search_fields,
        *Located.located_search_fields,
        index.SearchField("disruptions"),
        index.SearchField("contractor"),
        index.FilterField("phase"),
    ]

    class Meta:
        verbose_name = _("work")
        verbose_name_plural = _("works")

    def clean(self) -> None:
        super().clean()
        errors = {}
        begins, ended, today = self.begins, self.ended, timezone.localdate()
        if begins and self.expected_end and self.expected_end < begins:
            errors["expected_end"] = _("A work cannot end before it begins.")
        if ended and begins and ended < begins:
            errors["ended"] = _("A work cannot end before it begins.")
        if ended and ended > today:
            errors["ended"] = _("This day is still to come.")
        if ended and self.phase != self.Phase.FINISHED:
            errors["phase"] = _("It has an end: choose “finished”, or take it away.")
        if self.phase == self.Phase.OPEN and begins and begins > today:
            errors["phase"] = _("It begins on a day to come: choose “planned”.")
        if errors:
            raise ValidationError(errors)

    @property
    def is_late(self) -> bool:
        """The day on which it was to end is past, and it has not ended."""
        return (
            self.phase != self.Phase.FINISHED
            and self.expected_end is not None
            and self.expected_end < timezone.localdate()
        )

    @property
    def until(self) -> datetime.datetime | None:
        """A work becomes late, and what it disturbs passes, at midnight."""
        return None if self.phase == self.Phase.FINISHED else next_midnight()

    def disturbs(self) -> list[blocks.StructValue]:
        """What changes for people, today or later."""
        if self.phase == self.Phase.FINISHED:
            return []
        today = timezone.localdate()
        values = [block.value for block in self.disruptions]
        return [
            value for value in values if not value["ends"] or value["ends"] >= today
        ]

    def shown_pairs(self) -> list[blocks.StructValue]:
        """Before and after, where readers may see both."""
        pairs = [block.value for block in self.pictures]
        return [pair for pair in pairs if all(pair[side].is_shown for side in SIDES)]

    def label(self) -> str:
        name = self.get_phase_display()
        if self.is_late:
            return _("%(phase)s, past its expected end") % {"phase": name}
        return name

    def card(self) -> Card:
        return Card(
            title=self.title,
            url=self.url,
            text=self.introduction,
            image_id=self.image_id,
            label=self.label(),
            meta=self.address,
            until=self.until,
        )

    def structured_data(self) -> list[dict[str, Any]]:
        return [*super().structured_data(), *([self.schema()] if self.address else [])]

    def schema(self) -> dict[str, Any]:
        """Where the work is, as schema.org's Place."""
        return {
            "@type": "Place",
            "name": self.title,
            "url": self.full_url,
            "address": self.address,
            **self.geo_schema(),
        }

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict:
        context = super().get_context(request, *args, **kwargs)
        pairs = [block.value for block in self.pictures]
        look_ahead(
            (pair[side] for pair in pairs for side in ("before", "after")), "half"
        )
        return context | {
            "programme": self.spoken_programme,
            "disturbs": self.disturbs(),
            "pairs": pairs,
            "until": self.until,
        }


class WorksPage(IndexPage):
    """Works, those under way first."""

    lists = WorkPage
    order = (
        Case(
            *(
                When(phase=phase, then=Value(rank))
                for rank, phase in enumerate(WorkPage.Phase)
            ),
            output_field=IntegerField(),
        ),
        "-begins",
        "title",
    )

    parent_page_types = ["cms.HomePage", "cms.SectionPage"]
    subpage_types = ["cms.WorkPage"]

    class Meta:
        verbose_name = _("works index")
        verbose_name_plural = _("works indexes")

    def facets(self, request: HttpRequest, pages: PageQuerySet) -> list[Facet]:
        choices = choices_of(pages, "phase")
        return [facet(request, "phase", _("Phase"), "phase", choices)]

    def cards(self, limit: int | None = None) -> list[Card]:
        """Elsewhere only those that are not finished."""
        works = self.listed().exclude(phase=WorkPage.Phase.FINISHED)
        return [work.card() for work in works[:limit]]
