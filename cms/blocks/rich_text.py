"""Rich text whose links are looked up together, however many passages a body has.

Wagtail expands each text by itself, with a query for its pages and one for its
documents. Here all the passages that one kind of block has in a body are expanded
when the first of them is shown.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.rich_text import RichText, expand_db_html, get_text_for_indexing

TEXT_FEATURES = ["bold", "italic", "ol", "ul", "link", "document-link"]
LINE_FEATURES = ["bold", "italic", "link"]

# No text can hold it: databases and browsers refuse it.
BETWEEN = "\0"


class Batch:
    def __init__(self, sources: Iterable[str]) -> None:
        self.sources = list(sources)

    @cached_property
    def expanded(self) -> dict[str, str]:
        pieces = expand_db_html(BETWEEN.join(self.sources)).split(BETWEEN)
        if len(pieces) != len(self.sources):
            # A tag that is never closed has swallowed what follows it.
            pieces = [expand_db_html(source) for source in self.sources]
        return dict(zip(self.sources, pieces, strict=True))


class Passage(RichText):
    """One text of a batch."""

    def __init__(self, source: str, batch: Batch) -> None:
        super().__init__(source)
        self.batch = batch

    def __html__(self) -> str:
        html = self.batch.expanded[self.source]
        return render_to_string("wagtailcore/shared/richtext.html", {"html": html})


class PassageBlock(blocks.RichTextBlock):
    def bulk_to_python(self, values: Iterable[str | None]) -> list[Passage]:
        batch = Batch(value or "" for value in values)
        return [Passage(source, batch) for source in batch.sources]

    def clean(self, value: RichText) -> RichText:
        cleaned = super().clean(value)
        # An editor that was emptied leaves an empty paragraph.
        if self.required and not has_words(cleaned):
            raise ValidationError(_("There are no words here yet: write some."))
        return cleaned


def has_words(text: RichText) -> bool:
    return bool(get_text_for_indexing(text.source))


# Migrations name the class of Wagtail's, which stays where it is.
DECONSTRUCT_ALIASES = {PassageBlock: "wagtail.blocks.RichTextBlock"}
