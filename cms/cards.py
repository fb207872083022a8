"""A card: how anything introduces itself in a list, whatever app it comes from."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef
from django.db.models.functions import Length, Substr
from wagtail.images import get_image_model
from wagtail.models import PageQuerySet, PageViewRestriction

from .crops import look_ahead

if TYPE_CHECKING:
    from .models.media import Image


@dataclass(slots=True)
class Card:
    """``label`` is the kind or the state of the thing, ``meta`` one more fact such as
    an address, ``progress`` how much is done in percent. ``until`` is there when
    time alone makes the card untrue. ``language`` is set only when the card's
    words are not in the page's own. ``image`` is there once ``fetch_pictures`` has
    looked for it.
    """

    title: str
    url: str
    text: str = ""
    image_id: int | None = None
    date: datetime.date | None = None
    label: str = ""
    meta: str = ""
    progress: int | None = None
    until: datetime.datetime | None = None
    language: str = ""
    image: Image | None = None


def readable(pages: PageQuerySet) -> PageQuerySet:
    """Those that are live, and closed neither themselves nor by a page above.

    Wagtail's ``live().public()`` says the same with a query more for each list.
    """
    return pages.live().exclude(_closed())


@cache
def _closed() -> Exists:
    """Made once: every list asks it, and it is never changed."""
    return Exists(
        PageViewRestriction.objects.filter(
            page__path=Substr(OuterRef("path"), 1, Length("page__path"))
        )
    )


def fetch_pictures(cards: Sequence[Card]) -> Sequence[Card]:
    """Give the cards the pictures that readers may see, all at once; return them."""
    find_pictures(cards)
    look_ahead((card.image for card in cards), "card")
    return cards


def find_pictures(
    cards: Iterable[Card], also: Iterable[int | None] = ()
) -> dict[int, Image]:
    """The same without the files; for who fetches those of other pictures too.

    Returns all that were found, by id, those of the ids ``also`` among them.
    """
    illustrated = [card for card in cards if card.image_id]
    ids = {card.image_id for card in illustrated} | {pk for pk in also if pk}
    images: dict[int, Image] = get_image_model().objects.in_bulk(ids) if ids else {}
    for card in illustrated:
        image = images.get(card.image_id or 0)
        card.image = image if image and image.is_shown else None
    return images


def earliest(cards: Iterable[Card]) -> datetime.datetime | None:
    """Until when all these cards are true; None where no clock can change them."""
    return min((card.until for card in cards if card.until), default=None)
