"""``manage.py compile_translations``: make each ``.mo`` from its ``.po``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polib
from django.core.management import BaseCommand

PROJECT = Path(__file__).resolve().parents[3]


def catalogues() -> list[Path]:
    return sorted(PROJECT.glob("*/locale/*/LC_MESSAGES/*.po"))


def compile_changed() -> None:
    """Compile what is newer than its ``.mo``; wants no settings."""
    for source in catalogues():
        target = source.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
            polib.pofile(str(source)).save_as_mofile(str(target))


class Command(BaseCommand):
    """polib does it, because gettext is no part of a bare machine."""

    help = "Compile the project's translations that changed."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        compile_changed()
