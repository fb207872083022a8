"""A survey as it is answered and counted: one for all the languages of its page."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from functools import cached_property
from uuid import UUID

from django.db import models
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from surveys.definition import Definition, read


class State(models.TextChoices):
    FUTURE = "future", _("Not open yet")
    OPEN = "open", _("Open")
    CLOSED = "closed", pgettext_lazy("survey", "Closed")
    FULL = "full", pgettext_lazy("survey", "Complete")


class Access(models.TextChoices):
    ANYONE = "anyone", _("anyone, once for each device")
    CODE = "code", _("whoever has a code, once for each code")


class Publication(models.TextChoices):
    NEVER = "never", _("never")
    CLOSING = "closing", _("when it has closed")
    LIVE = "live", _("while it is open")


Moment = datetime.datetime | None


def by_the_clock(opens_at: Moment, closes_at: Moment, now: datetime.datetime) -> State:
    if opens_at and now < opens_at:
        return State.FUTURE
    if closes_at and now >= closes_at:
        return State.CLOSED
    return State.OPEN


def open_at(now: datetime.datetime) -> Q:
    """The same of rows with ``opens_at`` and ``closes_at``."""
    return Q(Q(opens_at=None) | Q(opens_at__lte=now)) & Q(
        Q(closes_at=None) | Q(closes_at__gt=now)
    )


def next_change(opens_at: Moment, closes_at: Moment, now: datetime.datetime) -> Moment:
    """When the clock alone changes the state; None if it never will."""
    times = (time for time in (opens_at, closes_at) if time and time > now)
    return min(times, default=None)


class Survey(models.Model):
    """What was published of a survey, apart from its questions.

    ``key`` is the ``translation_key`` of its pages. All of it comes from the page in
    the site's first language, each time that one is published.
    """

    key = models.UUIDField(unique=True, editable=False)
    opens_at = models.DateTimeField(_("opens"), null=True, blank=True)
    closes_at = models.DateTimeField(_("closes"), null=True, blank=True)
    limit = models.PositiveIntegerField(_("most responses"), null=True, blank=True)
    access = models.CharField(max_length=10, choices=Access, default=Access.ANYONE)
    publication = models.CharField(
        max_length=10, choices=Publication, default=Publication.CLOSING
    )
    keep_months = models.PositiveSmallIntegerField(default=24)

    class Meta:
        verbose_name = _("survey")
        verbose_name_plural = _("surveys")

    def __str__(self) -> str:
        return str(self.key)

    @cached_property
    def version(self) -> SurveyVersion | None:
        """The one that is answered now."""
        return self.versions.order_by("-number").first()

    def state(self, now: datetime.datetime | None = None) -> State:
        state = by_the_clock(self.opens_at, self.closes_at, now or timezone.now())
        is_full = self.limit is not None and self.count() >= self.limit
        return State.FULL if state == State.OPEN and is_full else state

    def count(self) -> int:
        number: int = self.versions.aggregate(n=Count("responses"))["n"]
        return number


class SurveyVersion(models.Model):
    """The questions as they were published; never changed."""

    survey = models.ForeignKey(
        Survey, on_delete=models.CASCADE, related_name="versions"
    )
    number = models.PositiveIntegerField()
    written = models.JSONField()
    published_on = models.DateField(default=timezone.localdate)

    class Meta:
        verbose_name = _("version of a survey")
        verbose_name_plural = _("versions of surveys")
        constraints = [
            models.UniqueConstraint(
                fields=["survey", "number"], name="survey_version_number"
            )
        ]

    def __str__(self) -> str:
        return f"{self.survey} {self.number}"

    @cached_property
    def definition(self) -> Definition:
        return read(self.written)


class ItemQuerySet(models.QuerySet["Item"]):
    def ids(self, survey: Survey) -> dict[str, int]:
        """By key."""
        rows = self.filter(survey=survey).values_list("key", "pk")
        return {str(key): pk for key, pk in rows}

    def add(self, survey: Survey, keys: Iterable[str]) -> None:
        self.bulk_create(
            (self.model(survey=survey, key=UUID(key)) for key in keys),
            ignore_conflicts=True,
        )


class Item(models.Model):
    """A question, a line of a table or a choice, as a small number: there are
    millions of answers."""

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="items")
    key = models.UUIDField()

    objects = ItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("item of a survey")
        verbose_name_plural = _("items of surveys")
        constraints = [
            models.UniqueConstraint(fields=["survey", "key"], name="survey_item_key")
        ]

    def __str__(self) -> str:
        return str(self.key)
