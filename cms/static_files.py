"""How static files are kept: named by their content, and compressed once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import brotli
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.files.storage import FileSystemStorage
from whitenoise.compress import Compressor
from whitenoise.storage import CompressedManifestStaticFilesStorage

from . import right_to_left

CODE = Path(right_to_left.__file__)


class QuickCompressor(Compressor):
    """Brotli's default takes half a minute for the last three per cent."""

    @staticmethod
    def compress_brotli(data: bytes) -> bytes:
        return brotli.compress(data, quality=9)


class StaticFilesStorage(CompressedManifestStaticFilesStorage):
    def create_compressor(self, **kwargs: Any) -> Compressor:
        return QuickCompressor(**kwargs)


class MirroredFinder(finders.BaseFinder):
    """Bootstrap Italia's sheet for languages that are read from right to left.

    Made when it is asked for (``collectstatic``, ``runserver``), into ``VAR_DIR``,
    and again when the sheet or the code that mirrors it is newer.
    """

    SHEET = "css/bootstrap-italia.min.css"
    MIRRORED = "css/bootstrap-italia.rtl.min.css"

    def __init__(self, app_names: Any = None, *args: Any, **kwargs: Any) -> None:
        self.storage = FileSystemStorage(settings.VAR_DIR / "mirrored")

    def check(self, **kwargs: Any) -> list[Any]:
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        if path != self.MIRRORED:
            return []
        return [str(self._made())] if find_all else str(self._made())

    def list(self, ignore_patterns: Any) -> Iterator[tuple[str, FileSystemStorage]]:
        self._made()
        yield self.MIRRORED, self.storage

    def _made(self) -> Path:
        source = Path(str(finders.find(self.SHEET)))
        target = Path(self.storage.path(self.MIRRORED))
        newest = max(file.stat().st_mtime for file in (source, CODE))
        if not target.exists() or target.stat().st_mtime < newest:
            target.parent.mkdir(parents=True, exist_ok=True)
            sheet = source.read_text(encoding="utf-8-sig")
            target.write_text(right_to_left.mirrored(sheet), encoding="utf-8")
        return target
