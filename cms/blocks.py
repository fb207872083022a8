"""The pieces of which a page's body is made; every page type shares this stream."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents import get_document_model
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images import get_image_model
from wagtail.images.blocks import ImageBlock
from wagtail.models import Page

from .cards import Card

TEXT_FEATURES = ["bold", "italic", "ol", "ul", "link", "document-link"]
LINE_FEATURES = ["bold", "italic", "link"]


class HeadingValue(blocks.StructValue):
    @property
    def anchor(self) -> str:
        return slugify(self["text"])


class HeadingBlock(blocks.StructBlock):
    text = blocks.CharBlock(label=_("Text"), max_length=150)
    # Level 1 is the page's title.
    level = blocks.ChoiceBlock(
        [("2", _("Section")), ("3", _("Part of a section")), ("4", _("Detail"))],
        default="2",
        label=_("Level"),
    )

    class Meta:
        icon = "title"
        label = _("Heading")
        description = _("Names what follows; readers jump from one to the next.")
        template = "cms/blocks/heading.html"
        value_class = HeadingValue
        preview_value = {"text": "La piazza coperta", "level": "2"}


class PictureBlock(blocks.StructBlock):
    image = ImageBlock(label=_("Image"))
    caption = blocks.CharBlock(label=_("Caption"), required=False, max_length=250)

    class Meta:
        icon = "image"
        label = _("Image")
        description = _("A picture with its caption and its author.")
        template = "cms/blocks/image.html"

    def get_preview_value(self) -> blocks.StructValue:
        """The newest picture of the library."""
        newest = get_image_model().objects.order_by("pk").last()
        return self.to_python({"image": newest and newest.pk, "caption": ""})


class QuoteBlock(blocks.StructBlock):
    text = blocks.TextBlock(label=_("Text"))
    source = blocks.CharBlock(label=_("Who says it"), required=False, max_length=150)

    class Meta:
        icon = "openquote"
        label = _("Quote")
        description = _("Somebody's own words.")
        template = "cms/blocks/quote.html"
        preview_value = {
            "text": "Qui ci si saluta ancora dal balcone.",
            "source": "Un'abitante del quartiere",
        }


class CalloutBlock(blocks.StructBlock):
    kind = blocks.ChoiceBlock(
        [
            ("note", _("To know")),
            ("success", _("Good news")),
            ("warning", _("Take care")),
        ],
        default="note",
        label=_("Kind"),
    )
    title = blocks.CharBlock(label=_("Title"), max_length=100)
    text = blocks.RichTextBlock(label=_("Text"), features=LINE_FEATURES)

    class Meta:
        icon = "warning"
        label = _("Callout")
        description = _("What a reader in a hurry must not miss.")
        template = "cms/blocks/callout.html"
        preview_value = {
            "kind": "note",
            "title": "Quando",
            "text": "<p>Ogni martedì, dalle 15 alle 18.</p>",
        }


class FigureBlock(blocks.StructBlock):
    number = blocks.CharBlock(label=_("Number"), max_length=30)
    label = blocks.CharBlock(label=_("What it counts"), max_length=100)


class FiguresBlock(blocks.StructBlock):
    figures = blocks.ListBlock(FigureBlock(), min_num=1, max_num=4, label=_("Figures"))

    class Meta:
        icon = "order"
        label = _("Figures")
        description = _("Up to four numbers that tell the matter at a glance.")
        template = "cms/blocks/figures.html"
        preview_value = {
            "figures": [
                {"number": "295", "label": "alberi"},
                {"number": "60", "label": "specie"},
            ]
        }


class DocumentsBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), required=False, max_length=100)
    documents = blocks.ListBlock(
        DocumentChooserBlock(), min_num=1, label=_("Documents")
    )

    class Meta:
        icon = "doc-full"
        label = _("Documents")
        description = _("Files to download.")
        template = "cms/blocks/documents.html"

    def get_preview_value(self) -> blocks.StructValue:
        """The newest files of the library."""
        newest = get_document_model().objects.order_by("-pk").values_list("pk")[:2]
        return self.to_python({"documents": [pk for (pk,) in newest]})


class LinkValue(blocks.StructValue):
    """A link to a page, which follows the page, or to an address."""

    @property
    def page(self) -> Page | None:
        chosen = self["page"]
        if chosen is None:
            return None
        page = chosen.localized
        return page if page.live else None

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
        if bool(cleaned["page"]) == bool(cleaned["address"]):
            message = _("Choose a page or write an address: one of the two.")
            raise blocks.StructBlockValidationError(
                block_errors={"address": ValidationError(message)}
            )
        if cleaned["address"] and not cleaned["label"]:
            message = _("Say in words where this address leads.")
            raise blocks.StructBlockValidationError(
                block_errors={"label": ValidationError(message)}
            )
        return cleaned

    class Meta:
        icon = "link"
        label = _("Link")
        value_class = LinkValue


class LinksBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), required=False, max_length=100)
    links = blocks.ListBlock(LinkBlock(), min_num=1, label=_("Links"))

    class Meta:
        icon = "link"
        label = _("Links")
        description = _("Where to go on reading, here or elsewhere.")
        template = "cms/blocks/links.html"
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


class BodyBlock(blocks.StreamBlock):
    heading = HeadingBlock()
    text = blocks.RichTextBlock(
        features=TEXT_FEATURES,
        icon="pilcrow",
        label=_("Text"),
        description=_("Paragraphs, lists and links."),
        template="cms/blocks/text.html",
        preview_value="<p>Il quartiere cresce con chi lo abita.</p>",
    )
    image = PictureBlock()
    quote = QuoteBlock()
    callout = CalloutBlock()
    figures = FiguresBlock()
    documents = DocumentsBlock()
    links = LinksBlock()


class ListingValue(blocks.StructValue):
    """``url`` and ``cards`` are there once the page has looked them up."""

    url = ""
    cards: Sequence[Card] = ()

    def take_from(self, page: Page) -> None:
        self.url = page.url
        self.cards = page.specific_deferred.cards(self["limit"])


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
        description = _("The newest things of a page, such as the news.")
        template = "cms/blocks/listing.html"
        value_class = ListingValue
        preview_value = {"title": "Le ultime notizie", "page": None, "limit": 3}


class HomeBlock(BodyBlock):
    listing = ListingBlock()
