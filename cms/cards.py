"""A card: how anything introduces itself in a list, whatever app it comes from."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef
from django.db.models.functions import Length, Substr
from wagtail.models import PageQuerySet, PageViewRestriction

from .crops import look_ahead

if TYPE_CHECKING:
    from .models.media import Image


@dataclass(frozen=True, slots=True)
class Card:
    """``label`` is the kind or the state of the thing, ``meta`` one more fact such as
    an address, ``progress`` how much is done in percent. ``until`` is there when
    time alone makes the card untrue. ``language`` is set only when the card's
    words are not in the page's own.
    """

    title: str
    url: str
    text: str = ""
    image: Image | None = None
    date: datetime.date | None = None
    label: str = ""
    meta: str = ""
    progress: int | None = None
    until: datetime.datetime | None = None
    language: str = ""


def readable(pages: PageQuerySet) -> PageQuerySet:
    """Those that are live, and closed neither themselves nor by a page above.

    Wagtail's ``live().public()`` says the same with a query more for each list.
    """
    closed = PageViewRestriction.objects.filter(
        page__path=Substr(OuterRef("path"), 1, Length("page__path"))
    )
    return pages.live().exclude(Exists(closed))


def fetch_pictures(cards: Sequence[Card]) -> Sequence[Card]:
    """Give all the cards their pictures in one query, and return them."""
    look_ahead((card.image for card in cards), "card")
    return cards


def earliest(cards: Iterable[Card]) -> datetime.datetime | None:
    """Until when all these cards are true; None where no clock can change them."""
    return min((card.until for card in cards if card.until), default=None)
