"""Words: headings, paragraphs, somebody's own words, what must not be missed."""

from __future__ import annotations

from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from .groups import WORDS
from .rich_text import LINE_FEATURES, TEXT_FEATURES, PassageBlock


class HeadingValue(blocks.StructValue):
    @property
    def anchor(self) -> str:
        """As words in Latin letters give it; where there are none, in their own."""
        return slugify(self["text"]) or slugify(self["text"], allow_unicode=True)


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
        group = WORDS
        description = _("Names what follows; readers jump from one to the next.")
        template = "cms/blocks/heading.html"
        value_class = HeadingValue
        preview_value = {"text": "La piazza coperta", "level": "2"}


class TextBlock(PassageBlock):
    class Meta:
        icon = "pilcrow"
        label = _("Text")
        group = WORDS
        description = _("Paragraphs, lists and links.")
        template = "cms/blocks/text.html"
        preview_value = "<p>Il quartiere cresce con chi lo abita.</p>"


class QuoteBlock(blocks.StructBlock):
    text = blocks.TextBlock(label=_("Text"))
    source = blocks.CharBlock(label=_("Who says it"), required=False, max_length=150)

    class Meta:
        icon = "openquote"
        label = _("Quote")
        group = WORDS
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
    text = PassageBlock(label=_("Text"), features=LINE_FEATURES)

    class Meta:
        icon = "warning"
        label = _("Callout")
        group = WORDS
        description = _("What a reader in a hurry must not miss.")
        template = "cms/blocks/callout.html"
        preview_value = {
            "kind": "note",
            "title": "Quando",
            "text": "<p>Ogni martedì, dalle 15 alle 18.</p>",
        }


class AnswerBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), max_length=150)
    text = PassageBlock(label=_("Text"), features=TEXT_FEATURES)

    class Meta:
        icon = "collapse-down"
        label = _("Piece")


class AccordionBlock(blocks.StructBlock):
    items = blocks.ListBlock(AnswerBlock(), min_num=1, label=_("Pieces"))

    class Meta:
        icon = "collapse-down"
        label = _("Accordion")
        group = WORDS
        description = _("Titles that open when they are pressed, such as questions.")
        template = "cms/blocks/accordion.html"
        preview_value = {
            "items": [
                {
                    "title": "Bisogna iscriversi?",
                    "text": "<p>No: basta venire.</p>",
                },
                {
                    "title": "E se piove?",
                    "text": "<p>Ci si vede nell'auditorium, alla stessa ora.</p>",
                },
            ]
        }
