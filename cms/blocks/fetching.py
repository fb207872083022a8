"""What the blocks of one page show of other pages and of the library, fetched together.

However many blocks a body has, it asks the database about as often as a short one:
every block that shows pages or pictures has a value of the class ``Shown``, and
``fetch`` looks all of them up at once. A block whose page was never fetched (the
chooser's preview) shows what it can say by itself.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, ClassVar

from django.utils.translation import get_language
from wagtail.blocks import StructValue
from wagtail.fields import StreamValue
from wagtail.models import Page

from cms.cards import Card, earliest, find_pictures, readable
from cms.crops import look_ahead, make
from cms.languages import spoken_pages, tag

if TYPE_CHECKING:
    from cms.models import BasePage, Image


@dataclass(frozen=True, slots=True)
class Spoken:
    """A live page as it is read here; ``language`` only where it is not the reader's."""

    page: Page
    language: str = ""


Pages = Mapping[int, Spoken]
Cards = Mapping[int, Card]


class Shown(StructValue):
    """A value that shows pages or pictures.

    ``as_cards`` asks for the cards of the chosen pages; ``shapes`` names those of
    ``cms.crops`` in which its template shows the pictures.
    """

    as_cards: ClassVar[bool] = False
    shapes: ClassVar[tuple[str, ...]] = ()
    cards: Sequence[Card] = ()

    def chosen(self) -> Iterable[Page | None]:
        """The pages that an editor chose."""
        return ()

    def take(self, pages: Pages, cards: Cards) -> None:
        """Keep what became of the chosen pages, each by the id that was chosen.

        A page that is not live is in neither; ``cards`` holds only those that any
        reader may read.
        """

    def images(self) -> Iterable[Image | None]:
        return ()


def shown(body: StreamValue) -> list[Any]:
    return [child.value for child in body if isinstance(child.value, Shown)]


def make_pictures(body: StreamValue) -> None:
    """Make the files of the pictures that the blocks of this body show."""
    for value in shown(body):
        for image in value.images():
            if image:
                make(image, *value.shapes)


def fetch(page: BasePage) -> datetime.datetime | None:
    """Give the page's blocks the pages, the cards and the pictures that they show.

    Answers until when the cards are true; None where no clock can change them.
    """
    values = shown(page.body)
    pages = spoken([each for value in values for each in value.chosen()], page)
    wanted = {
        each.pk for value in values if value.as_cards for each in value.chosen() if each
    }
    cards = dict(introduce({pk: pages[pk] for pk in wanted & pages.keys()}))
    for value in values:
        value.take(pages, cards)
    cards_shown = (card for value in values for card in value.cards)
    images = find_pictures(cards_shown, also=[page.image_id])
    page.image = images.get(page.image_id or 0)
    look_ahead(
        [page.image, *(image for value in values for image in value.images())],
        *{"wide", "share", "card"}.union(*(value.shapes for value in values)),
    )
    return earliest(card for value in values for card in value.cards)


def spoken(chosen: Iterable[Page | None], here: BasePage) -> Pages:
    """The live ones, in the language of ``here`` where they exist in it."""
    pages = {page.pk: page for page in chosen if page}
    if all(page.locale_id == here.locale_id for page in pages.values()):
        return {pk: Spoken(page) for pk, page in pages.items() if page.live}
    return {
        pk: Spoken(page, foreign(page.locale.language_code))
        for pk, page in spoken_pages(pages.keys()).items()
    }


def foreign(code: str) -> str:
    """The language as browsers name it, unless the page around has it too."""
    return "" if tag(code) == tag(get_language()) else tag(code)


def introduce(pages: Pages) -> Iterator[tuple[int, Card]]:
    """The cards of those pages that any reader may read."""
    if not pages:
        return
    ids = [spoken.page.pk for spoken in pages.values()]
    rows = readable(Page.objects.filter(pk__in=ids)).defer_streamfields().specific()
    specific = {page.pk: page for page in rows if hasattr(page, "card")}
    for pk, spoken in pages.items():
        if found := specific.get(spoken.page.pk):
            yield pk, replace(found.card(), language=spoken.language)
