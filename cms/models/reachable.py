"""How somebody or something is reached, and when it is open."""

from __future__ import annotations

import datetime
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.forms import CheckboxSelectMultiple
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail_localize.fields import SynchronizedField

from cms.clock import next_midnight
from cms.opening import Closure, Hours, Span, Status, status_at, week

# In schema.org's words, whatever the reader's language.
SCHEMA_DAYS = (
    *("Monday", "Tuesday", "Wednesday", "Thursday"),
    *("Friday", "Saturday", "Sunday"),
)


class HoursBlock(blocks.StructBlock):
    days = blocks.MultipleChoiceBlock(
        [(str(number), name) for number, name in WEEKDAYS.items()],
        label=_("Days"),
        widget=CheckboxSelectMultiple,
    )
    opens = blocks.TimeBlock(label=_("From"))
    closes = blocks.TimeBlock(label=_("To"))

    class Meta:
        icon = "time"
        label = _("Hours")

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if cleaned["closes"] <= cleaned["opens"]:
            message = _("It must close later than it opens, on the same day.")
            raise blocks.StructBlockValidationError(
                {"closes": ValidationError(message)}
            )
        return cleaned


class ClosureBlock(blocks.StructBlock):
    first = blocks.DateBlock(label=_("From"))
    last = blocks.DateBlock(
        label=_("To"), required=False, help_text=_("Left empty, one day.")
    )
    reason = blocks.CharBlock(label=_("Why"), required=False, max_length=100)

    class Meta:
        icon = "cross"
        label = _("Closed")

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if cleaned["last"] and cleaned["last"] < cleaned["first"]:
            message = _("The last day cannot come before the first.")
            raise blocks.StructBlockValidationError({"last": ValidationError(message)})
        return cleaned


class Reachable(models.Model):
    """Telephone, mail, site, and opening hours with days of closure."""

    phone = models.CharField(
        _("telephone"),
        max_length=30,
        blank=True,
        validators=[
            RegexValidator(
                r"^\+?[0-9][0-9 ./-]*$",
                _("Write the number in figures, such as 0342 526111."),
            )
        ],
    )
    email = models.EmailField(
        _("e-mail"),
        blank=True,
        help_text=_("An office's or an association's, not a person's own."),
    )
    website = models.URLField(_("its own site"), blank=True)
    hours = StreamField(
        [("hours", HoursBlock())],
        verbose_name=_("opening hours"),
        blank=True,
        help_text=_("The same every week; one line for each span of the day."),
    )
    closures = StreamField(
        [("closure", ClosureBlock())],
        verbose_name=_("days of closure"),
        blank=True,
        help_text=_(
            "Holidays and exceptions; those that are past vanish by themselves."
        ),
    )
    hours_note = models.CharField(
        _("note on the hours"),
        max_length=200,
        blank=True,
        help_text=_("Such as: by appointment; in August mornings only."),
    )

    contact_panel = MultiFieldPanel(
        [FieldPanel("phone"), FieldPanel("email"), FieldPanel("website")],
        heading=_("Contacts"),
    )
    hours_panel = MultiFieldPanel(
        [FieldPanel("hours"), FieldPanel("closures"), FieldPanel("hours_note")],
        heading=_("Opening hours"),
    )
    override_translatable_fields = [SynchronizedField("phone", overridable=False)]

    class Meta:
        abstract = True

    @cached_property
    def opening_hours(self) -> list[Hours]:
        return [
            Hours(int(day), block.value["opens"], block.value["closes"])
            for block in self.hours
            for day in block.value["days"]
        ]

    @cached_property
    def closed_days(self) -> list[Closure]:
        """Today's and those to come, in order."""
        closures = [
            Closure(
                block.value["first"],
                block.value["last"] or block.value["first"],
                block.value["reason"],
            )
            for block in self.closures
        ]
        today = timezone.localdate()
        return sorted(
            (closure for closure in closures if closure.last >= today),
            key=lambda closure: closure.first,
        )

    @property
    def week(self) -> list[tuple[str, list[Span]]]:
        """Each day's name with its spans; empty where no hours are known."""
        if not self.opening_hours:
            return []
        return [(WEEKDAYS[day], spans) for day, spans in week(self.opening_hours)]

    @cached_property
    def opening(self) -> Status | None:
        """Whether it is open now; None where no hours are known."""
        if not self.opening_hours:
            return None
        return status_at(timezone.localtime(), self.opening_hours, self.closed_days)

    @property
    def until(self) -> datetime.datetime | None:
        """Until when ``opening`` and ``closed_days`` hold."""
        if self.opening is None:
            return next_midnight() if self.closed_days else None
        return min(filter(None, (self.opening.changes, next_midnight())))

    @property
    def phone_url(self) -> str:
        """RFC 3966; the digits alone, for a telephone to dial."""
        digits = "".join(sign for sign in self.phone if sign.isdecimal() or sign == "+")
        return f"tel:{digits}" if digits else ""

    @property
    def site_host(self) -> str:
        """``example.org``: what people read of an address."""
        return (urlsplit(self.website).hostname or "").removeprefix("www.")

    def contact_schema(self) -> dict[str, Any]:
        """Contacts and hours as schema.org tells them; only what is there."""
        told = {
            "telephone": self.phone,
            "email": self.email,
            "sameAs": self.website,
            "openingHoursSpecification": [
                {
                    "@type": "OpeningHoursSpecification",
                    "dayOfWeek": [SCHEMA_DAYS[int(day)] for day in block.value["days"]],
                    "opens": block.value["opens"].isoformat("minutes"),
                    "closes": block.value["closes"].isoformat("minutes"),
                }
                for block in self.hours
            ],
        }
        return {name: value for name, value in told.items() if value}
