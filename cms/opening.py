"""Opening hours: what is open now, and until when that is true. No database here.

Hours repeat every week. Closures are whole days. Two spans that touch are one.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

# How far ahead the next opening is looked for.
DAYS_AHEAD = 14


@dataclass(frozen=True, slots=True)
class Hours:
    """``weekday`` as in Python: Monday is 0."""

    weekday: int
    opens: datetime.time
    closes: datetime.time


@dataclass(frozen=True, slots=True)
class Closure:
    first: datetime.date
    last: datetime.date
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Status:
    """``changes`` is when it opens or closes next, if that is known."""

    open: bool
    changes: datetime.datetime | None
    today: bool = True


Span = tuple[datetime.time, datetime.time]


def spans_on(
    day: datetime.date, hours: Sequence[Hours], closures: Sequence[Closure]
) -> list[Span]:
    """When it is open on that day, in order."""
    if any(closure.first <= day <= closure.last for closure in closures):
        return []
    spans: list[Span] = []
    today = (each for each in hours if each.weekday == day.weekday())
    for each in sorted(today, key=lambda each: (each.opens, each.closes)):
        if spans and each.opens <= spans[-1][1]:
            opens, closes = spans.pop()
            spans.append((opens, max(closes, each.closes)))
        else:
            spans.append((each.opens, each.closes))
    return spans


def status_at(
    now: datetime.datetime, hours: Sequence[Hours], closures: Sequence[Closure]
) -> Status:
    """``now`` in the place's own time zone."""
    for ahead in range(DAYS_AHEAD):
        day = now.date() + datetime.timedelta(days=ahead)
        for opens, closes in spans_on(day, hours, closures):
            begin, end = (
                datetime.datetime.combine(day, time, tzinfo=now.tzinfo)
                for time in (opens, closes)
            )
            if now < begin:
                return Status(False, begin, today=ahead == 0)
            if now < end:
                return Status(True, end)
    return Status(False, None)


def week(hours: Sequence[Hours]) -> list[tuple[int, list[Span]]]:
    """Every weekday with its spans, closures aside."""
    monday = datetime.date(2024, 1, 1)
    return [
        (weekday, spans_on(monday + datetime.timedelta(days=weekday), hours, ()))
        for weekday in range(7)
    ]
