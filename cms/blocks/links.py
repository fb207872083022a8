"""Other pages, one by one or as an index has them, and other sites."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.models import Page

from cms.cards import Card

from .fetching import Cards, Pages, Shown
from .groups import PAGES
from .refusing import Fault, refuse

ONE_OF_TWO = _("Choose a page or write an address: one of the two.")


class LinkValue(blocks.StructValue):
    """A link to a page, which follows the page, or to an address.

    ``page`` is there once it was looked up, and only if it is live; ``language``
    where it is not the reader's.
    """

    page: Page | None = None
    language = ""

    @property
    def url(self) -> str:
        if self["page"]:
            return self.page.url if self.page else ""
        return self["address"]

    @property
    def text(self) -> str:
        return self["label"] or (self.page.title if self.page else self["address"])


class LinkBlock(blocks.StructBlock):
    page = blocks.PageChooserBlock(label=_("Page"), required=False)
    address = blocks.URLBlock(label=_("Or an address"), required=False)
    label = blocks.CharBlock(
        label=_("Words"),
        required=False,
        max_length=100,
        help_text=_("Left empty, the page's title."),
    )

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        refuse(wrong(cleaned))
        if not self.is_deferred_validation:
            refuse(missing(cleaned))
        return cleaned

    class Meta:
        icon = "link"
        label = _("Link")
        value_class = LinkValue


def wrong(link: LinkValue) -> Iterator[Fault]:
    if link["page"] and link["address"]:
        yield "address", ONE_OF_TWO


def missing(link: LinkValue) -> Iterator[Fault]:
    if not link["page"] and not link["address"]:
        yield "address", ONE_OF_TWO
    if link["address"] and not link["label"]:
        yield "label", _("Say in words where this address leads.")


class LinksValue(Shown):
    def chosen(self) -> Iterable[Page | None]:
        return [link["page"] for link in self["links"]]

    def take(self, pages: Pages, cards: Cards) -> None:
        for link in self["links"]:
            if link["page"] and (spoken := pages.get(link["page"].pk)):
                link.page, link.language = spoken.page, spoken.language


class LinksBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), required=False, max_length=100)
    links = blocks.ListBlock(LinkBlock(), min_num=1, label=_("Links"))

    class Meta:
        icon = "link"
        label = _("Links")
        group = PAGES
        description = _("Where to go on reading, here or elsewhere.")
        template = "cms/blocks/links.html"
        value_class = LinksValue
        preview_value = {
            "title": "Per saperne di più",
            "links": [
                {
                    "page": None,
                    "address": "https://www.comune.sondrio.it/",
                    "label": "Comune di Sondrio",
                }
            ],
        }


class CardsValue(Shown):
    as_cards = True

    def chosen(self) -> Iterable[Page | None]:
        return self["pages"]

    def take(self, pages: Pages, cards: Cards) -> None:
        chosen = [page.pk for page in self["pages"] if page]
        self.cards = [cards[pk] for pk in chosen if pk in cards]

    def images(self) -> Iterable[Any]:
        return [card.image for card in self.cards]


class CardsBlock(blocks.StructBlock):
    """Pages that an editor chose, as each introduces itself."""

    title = blocks.CharBlock(label=_("Title"), max_length=100)
    pages = blocks.ListBlock(
        blocks.PageChooserBlock(label=_("Page")),
        min_num=1,
        max_num=12,
        label=_("Pages"),
    )

    class Meta:
        icon = "grip"
        label = _("Cards")
        group = PAGES
        description = _("Some pages, each with its picture and its first words.")
        template = "cms/blocks/cards.html"
        value_class = CardsValue

    def get_preview_value(self) -> CardsValue:
        value = self.to_python({"title": "Da leggere anche", "pages": []})
        value.cards = EXAMPLES
        return value


class ListingValue(Shown):
    """``url`` and ``cards`` are there once the page has been looked up."""

    url = ""

    def chosen(self) -> Iterable[Page | None]:
        return [self["page"]]

    def take(self, pages: Pages, cards: Cards) -> None:
        if self["page"] and (spoken := pages.get(self["page"].pk)):
            self.url = spoken.page.url
            self.cards = [
                replace(card, language=card.language or spoken.language)
                for card in spoken.page.specific_deferred.cards(self["limit"])
            ]

    def images(self) -> Iterable[Any]:
        return [card.image for card in self.cards]


class ListingBlock(blocks.StructBlock):
    """The newest things of one index page; the page itself says which they are."""

    title = blocks.CharBlock(label=_("Title"), max_length=100)
    page = blocks.PageChooserBlock(label=_("From which page"))
    limit = blocks.IntegerBlock(
        label=_("How many"), default=3, min_value=1, max_value=12
    )
    more = blocks.CharBlock(
        label=_("Words of the link to all"), required=False, max_length=60
    )

    class Meta:
        icon = "list-ul"
        label = _("List from a page")
        group = PAGES
        description = _("The newest things of a page, such as the news.")
        template = "cms/blocks/listing.html"
        value_class = ListingValue

    def get_preview_value(self) -> ListingValue:
        value = self.to_python({"title": "Le ultime notizie", "limit": 3, "more": ""})
        value.cards = EXAMPLES
        return value


EXAMPLES = [
    Card("Apre la ciclofficina", "#", "Il sabato si impara a riparare la bici."),
    Card("La nuova mappa del parco", "#", "Duecentonovantacinque alberi, uno per uno."),
    Card(
        "Una sera al cinema", "#", "Tre film sotto le stelle, scelti da chi vive qui."
    ),
]
