"""What is kept about people for a time, and erased by itself when it is over.

An app registers what it keeps when it starts. A daily task erases; privacy pages
and the notices of forms read the same list, so that they promise what is done.
"""

from __future__ import annotations

import calendar
import datetime
import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from django.utils import timezone
from django.utils.functional import Promise

logger = logging.getLogger(__name__)

# A moment is a day too.
Day = TypeVar("Day", bound=datetime.date)


@dataclass(frozen=True, slots=True)
class Kept:
    """``erase`` gets a moment, erases what is older and says how much that was.

    It freezes counts before it erases, and is safe to repeat. ``what``, ``why`` and
    ``erased`` are words for readers. What is not kept for the same months everywhere
    has ``months`` 0, so that ``erase`` gets the present, and says ``how_long``.
    """

    name: str
    what: Promise
    why: Promise
    months: int
    erase: Callable[[datetime.datetime], int]
    how_long: Promise | str = ""

    @property
    def until(self) -> datetime.datetime:
        return months_before(timezone.now(), self.months)


def months_before(moment: Day, months: int) -> Day:
    """The same day of an earlier month, or its last one: a month before 31 March."""
    year, month = divmod(moment.year * 12 + moment.month - 1 - months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return moment.replace(year=year, month=month + 1, day=min(moment.day, last))


kept: dict[str, Kept] = {}


def register(one: Kept) -> None:
    kept[one.name] = one


def erase() -> dict[str, int]:
    """How many of each kind were erased; one that fails does not stop the others."""
    erased = {}
    for one in kept.values():
        try:
            erased[one.name] = one.erase(one.until)
        except Exception:
            logger.exception("Erasing %s failed", one.name)
        else:
            logger.info(
                "Erased %s: %s, from before %s",
                one.name,
                erased[one.name],
                one.until.date(),
            )
    return erased
