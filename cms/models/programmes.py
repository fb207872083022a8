"""Programmes of the town's plan, and how other pages belong to one."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page
from wagtail.search import index

from cms.blocks import TEXT_FEATURES
from cms.blocks.phases import DOING, DONE, STATES, TO_COME
from cms.cards import Card, earliest, fetch_pictures, readable
from cms.clock import next_midnight
from cms.languages import spoken_pages

from .base import BasePage


class PhaseValue(blocks.StructValue):
    @property
    def current_state(self) -> str:
        """The one that was set, or else what today's date makes of the dates."""
        if self["state"]:
            return self["state"]
        today = timezone.localdate()
        if self["begins"] and today < self["begins"]:
            return TO_COME
        if self["ends"] and self["ends"] < today:
            return DONE
        return DOING

    @property
    def state_name(self) -> str:
        return str(STATES[self.current_state])


class PhaseBlock(blocks.StructBlock):
    name = blocks.CharBlock(label=_("Name"), max_length=100)
    begins = blocks.DateBlock(label=_("From"), required=False)
    ends = blocks.DateBlock(label=_("To"), required=False)
    state = blocks.ChoiceBlock(
        list(STATES.items()),
        label=_("State"),
        required=False,
        help_text=_("Left empty, it follows from the dates."),
    )
    text = blocks.TextBlock(label=_("What is done"), required=False, max_length=300)

    class Meta:
        icon = "date"
        label = _("Phase")
        value_class = PhaseValue

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        begins, ends = cleaned["begins"], cleaned["ends"]
        errors = {}
        if begins and ends and ends < begins:
            errors["ends"] = _("A phase cannot end before it begins.")
        if not (begins or ends or cleaned["state"]):
            errors["state"] = _("Say when this phase is, or choose its state.")
        if errors:
            raise blocks.StructBlockValidationError(
                {name: ValidationError(text) for name, text in errors.items()}
            )
        return cleaned


class ResultBlock(blocks.StructBlock):
    number = blocks.CharBlock(label=_("Number"), max_length=30)
    label = blocks.CharBlock(label=_("What it counts"), max_length=100)
    text = blocks.TextBlock(
        label=_("What it means"),
        required=False,
        max_length=300,
        help_text=_("Where the number comes from and what it changed for people."),
    )

    class Meta:
        icon = "order"
        label = _("Result")


class PartnerBlock(blocks.StructBlock):
    name = blocks.CharBlock(label=_("Name"), max_length=100)
    role = blocks.CharBlock(label=_("What it does here"), required=False)
    page = blocks.PageChooserBlock(label=_("Its page here"), required=False)
    address = blocks.URLBlock(label=_("Or its own site"), required=False)

    class Meta:
        icon = "group"
        label = _("Partner")


@dataclass(frozen=True, slots=True)
class Partner:
    """``url`` is empty where there is nowhere to lead to."""

    name: str
    role: str
    url: str


@dataclass(frozen=True, slots=True)
class Part:
    """The news, works … of a programme."""

    title: str
    cards: list[Card]


class ProgrammePage(BasePage):
    """A programme: what it wants, how far it is, what it costs, what has changed."""

    parent_page_types = ["cms.HomePage", "cms.SectionPage"]
    subpage_types = ["cms.StandardPage"]

    aim = RichTextField(
        _("what it wants"),
        features=TEXT_FEATURES,
        blank=True,
        help_text=_("In two or three sentences: for whom, and to what end."),
    )
    actions = RichTextField(
        _("what is done"),
        features=TEXT_FEATURES,
        blank=True,
        help_text=_("A list reads best."),
    )
    phases = StreamField(
        [("phase", PhaseBlock())], verbose_name=_("phases"), blank=True
    )
    progress = models.PositiveSmallIntegerField(
        _("progress in percent"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(100, _("Progress goes from 0 to 100."))],
        help_text=_("Left empty, how many of the phases are done."),
    )
    cost = models.PositiveIntegerField(
        _("cost in euros"), null=True, blank=True, help_text=_("Whole euros.")
    )
    spent = models.PositiveIntegerField(
        _("spent so far in euros"), null=True, blank=True
    )
    spent_on = models.DateField(
        _("date of this figure"),
        null=True,
        blank=True,
        help_text=_("The day on which that much had been spent."),
    )
    cost_note = models.CharField(
        _("where the figures come from"),
        max_length=200,
        blank=True,
        help_text=_("The deed or plan, such as: figures of the plan of 2018."),
    )
    results = StreamField(
        [("result", ResultBlock())],
        verbose_name=_("what has changed"),
        blank=True,
        max_num=8,
    )
    partners = StreamField(
        [("partner", PartnerBlock())], verbose_name=_("partners"), blank=True
    )

    content_panels = [
        *BasePage.content_panels[:-1],
        MultiFieldPanel(
            [FieldPanel("aim"), FieldPanel("actions")], heading=_("The programme")
        ),
        MultiFieldPanel(
            [FieldPanel("phases"), FieldPanel("progress")], heading=_("How far it is")
        ),
        MultiFieldPanel(
            [
                FieldPanel("cost"),
                FieldRowPanel([FieldPanel("spent"), FieldPanel("spent_on")]),
                FieldPanel("cost_note"),
            ],
            heading=_("What it costs"),
        ),
        "results",
        "partners",
        "body",
    ]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("aim"),
        index.SearchField("actions"),
        index.SearchField("phases"),
        index.SearchField("results"),
        index.SearchField("partners"),
    ]

    class Meta:
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")

    def clean(self) -> None:
        super().clean()
        errors = {}
        if self.spent is not None and self.spent_on is None:
            errors["spent_on"] = _("Say on which day that much had been spent.")
        if self.spent_on and self.spent is None:
            errors["spent"] = _("Say how much had been spent on that day.")
        if self.spent_on and self.spent_on > timezone.localdate():
            errors["spent_on"] = _("This day is still to come.")
        if self.spent is not None and self.cost is not None and self.spent > self.cost:
            errors["spent"] = _(
                "More is spent than the programme costs. "
                "If the cost has grown, write the new cost too."
            )
        if errors:
            raise ValidationError(errors)

    @property
    def phases_done(self) -> int:
        return sum(phase.value.current_state == DONE for phase in self.phases)

    @property
    def percent(self) -> int | None:
        """How much is done; None where neither a figure nor a phase says so."""
        if self.progress is not None:
            return self.progress
        return round(100 * self.phases_done / len(self.phases)) if self.phases else None

    @property
    def spent_percent(self) -> int | None:
        if self.spent is None or not self.cost:
            return None
        return round(100 * self.spent / self.cost)

    @property
    def begins(self) -> datetime.date | None:
        dates = [phase.value["begins"] for phase in self.phases]
        return min((date for date in dates if date), default=None)

    @property
    def ends(self) -> datetime.date | None:
        dates = [phase.value["ends"] for phase in self.phases]
        return max((date for date in dates if date), default=None)

    @property
    def until(self) -> datetime.datetime | None:
        """Phases begin and end at midnight."""
        return next_midnight() if self.phases else None

    def card(self) -> Card:
        return Card(
            title=self.title,
            url=self.url,
            text=self.introduction,
            image_id=self.image_id,
            progress=self.percent,
            until=self.until,
        )

    def linked_partners(self) -> list[Partner]:
        # Raw, as the words around the pages are read: one query for all the pages.
        values = [block["value"] for block in self.partners.raw_data]
        pages = spoken_pages({value["page"] for value in values if value.get("page")})
        return [
            Partner(
                name=value["name"],
                role=value.get("role") or "",
                url=page.url if page else value.get("address") or "",
            )
            for value in values
            for page in [pages.get(value.get("page"))]
        ]

    def parts(self) -> Iterator[Part]:
        """The pages below this one, then what belongs to it, a kind at a time."""
        if below := self.cards():
            yield Part(gettext("In depth"), below)
        for model in apps.get_models():
            if issubclass(model, PartOfProgramme):
                cards = model.cards_of(self, PartOfProgramme.LIMIT)
                if cards:
                    yield Part(capfirst(str(model._meta.verbose_name_plural)), cards)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict:
        context = super().get_context(request, *args, **kwargs)
        parts = list(self.parts())
        cards = [card for part in parts for card in part.cards]
        fetch_pictures(cards)
        times = [time for time in (self.until, earliest(cards)) if time]
        return context | {
            "partners": self.linked_partners(),
            "parts": parts,
            "until": min(times, default=None),
        }


class PartOfProgramme(BasePage):
    """A page that may belong to a programme, and is then listed on its page.

    Any page type, in whatever app, that inherits from this is found; it may answer
    ``cards_of`` in its own way, with cards that say until when they are true. The
    relation is looked up by ``translation_key``: a translation belongs to the
    programme of its own language, whichever of the programme's translations is chosen.
    """

    LIMIT: ClassVar[int] = 6

    order_in_programme: ClassVar[tuple[Any, ...]] = ("-first_published_at",)

    programme = models.ForeignKey(
        ProgrammePage,
        verbose_name=_("programme"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("The programme that this belongs to, whose page then lists it."),
    )

    class Meta:
        abstract = True

    @classmethod
    def cards_of(cls, programme: ProgrammePage, limit: int) -> list[Card]:
        """Cards of what belongs to a programme, in the programme's language."""
        pages = cls.objects.filter(
            locale_id=programme.locale_id,
            programme__translation_key=programme.translation_key,
        )
        pages = readable(pages).defer_streamfields().order_by(*cls.order_in_programme)
        return [page.card() for page in pages[:limit]]

    @property
    def spoken_programme(self) -> Page | None:
        """The programme in the reader's language, or as it is; None while not live."""
        if self.programme_id is None:
            return None
        return spoken_pages([self.programme_id]).get(self.programme_id)
