"""Tables: with a caption, named columns, and words that are translated one by one."""

from __future__ import annotations

import hashlib
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import (
    TypedTable,
    TypedTableBlock,
    TypedTableBlockValidationError,
)
from wagtail_localize.segments import StringSegmentValue

from .groups import FACTS


def name_of(words: str) -> str:
    """How translations know words of a table: by themselves and not by their place,
    so that a row put between two others leaves every translation where it was."""
    return hashlib.sha256(words.encode()).hexdigest()[:16]


class GridBlock(TypedTableBlock):
    """Rows of cells; a column holds words or numbers, which stand at its end."""

    text = blocks.CharBlock(label=_("Words"), required=False, max_length=500)
    number = blocks.CharBlock(label=_("Numbers"), required=False, max_length=50)

    def clean(self, value: TypedTable) -> TypedTable:
        cleaned = super().clean(value)
        if not self.is_deferred_validation and (missing := faults(cleaned)):
            raise TypedTableBlockValidationError(non_block_errors=missing)
        return cleaned

    def get_translatable_segments(self, value: TypedTable) -> list[StringSegmentValue]:
        words = dict.fromkeys(word for word in words_of(value) if word)
        return [StringSegmentValue(name_of(word), word) for word in words]

    def restore_translated_segments(
        self, value: TypedTable, segments: list[StringSegmentValue]
    ) -> TypedTable:
        spoken = {segment.path: segment.render_text() for segment in segments}

        def translated(words: str) -> str:
            return spoken.get(name_of(words), words)

        return TypedTable(
            columns=[
                {**column, "heading": translated(column["heading"])}
                for column in value.columns
            ],
            row_data=[
                {"values": [translated(cell) for cell in row["values"]]}
                for row in value.row_data
            ],
            caption=translated(value.caption),
        )


def words_of(table: TypedTable) -> list[str]:
    return [
        table.caption,
        *(column["heading"] for column in table.columns),
        *(cell for row in table.row_data for cell in row["values"]),
    ]


def faults(table: TypedTable) -> list[Any]:
    found = []
    if not table.caption.strip():
        found.append(_("Write a caption: what does the table show?"))
    if not table.columns or not table.row_data:
        found.append(_("Add at least a column and a row."))
    if not all(column["heading"].strip() for column in table.columns):
        found.append(_("Give every column a heading: they are the table's first row."))
    return found


class TableBlock(blocks.StructBlock):
    table = GridBlock(label=_("Table"))
    first_names_row = blocks.BooleanBlock(
        label=_("The first column names the rows"), required=False, default=True
    )

    class Meta:
        icon = "table"
        label = _("Table")
        group = FACTS
        description = _("Words and numbers in rows and named columns.")
        template = "cms/blocks/table.html"
        preview_value = {
            "table": {
                "caption": "Gli spazi e i loro orari",
                "columns": [
                    {"type": "text", "heading": "Spazio"},
                    {"type": "text", "heading": "Orario"},
                    {"type": "number", "heading": "Posti"},
                ],
                "rows": [
                    {"values": ["Coworking", "8.30-19", "14"]},
                    {"values": ["Auditorium", "Su richiesta", "120"]},
                ],
            },
            "first_names_row": True,
        }
