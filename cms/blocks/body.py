"""The one stream that every page's body is."""

from __future__ import annotations

from typing import Any

from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from wagtail import blocks

from .files import DocumentsBlock
from .links import CardsBlock, LinksBlock, ListingBlock
from .lists import FiguresBlock, TimelineBlock
from .maps import MapBlock
from .pictures import GalleryBlock, PictureBlock
from .rich_text import TEXT_FEATURES
from .tables import TableBlock
from .text import AccordionBlock, CalloutBlock, HeadingBlock, QuoteBlock, TextBlock
from .videos import VideoBlock


class BodyBlock(blocks.StreamBlock):
    heading = HeadingBlock()
    text = TextBlock(features=TEXT_FEATURES)
    image = PictureBlock()
    gallery = GalleryBlock()
    video = VideoBlock()
    map = MapBlock()
    quote = QuoteBlock()
    callout = CalloutBlock()
    accordion = AccordionBlock()
    figures = FiguresBlock()
    timeline = TimelineBlock()
    table = TableBlock()
    documents = DocumentsBlock()
    links = LinksBlock()
    cards = CardsBlock()
    listing = ListingBlock()

    class Meta:
        # Each list asks its page anew what it has to show.
        block_counts = {"listing": {"max_num": 6}}

    def render_basic(
        self, value: blocks.StreamValue, context: dict[str, Any] | None = None
    ) -> SafeString:
        """As Wagtail's, and each template knows the ``id`` of its block."""
        return format_html_join(
            "\n",
            '<div class="block-{}">{}</div>',
            (
                (child.block_type, child.render({**(context or {}), "id": child.id}))
                for child in value
            ),
        )
