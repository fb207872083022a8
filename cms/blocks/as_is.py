"""Values that are no words: the same in every language, never offered to translators."""

from __future__ import annotations

from typing import Any

from wagtail import blocks


class AsIsBlock(blocks.CharBlock):
    """A line such as a street's address.

    wagtail-localize takes every CharBlock for words unless it answers for itself.
    """

    def get_translatable_segments(self, value: str) -> list[Any]:
        return []

    def restore_translated_segments(self, value: str, segments: list[Any]) -> str:
        return value


# Migrations name the class of Wagtail's, which stays where it is.
DECONSTRUCT_ALIASES = {AsIsBlock: "wagtail.blocks.CharBlock"}
