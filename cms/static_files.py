"""How static files are made and kept: named by their content, compressed once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, ClassVar

import brotli
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.files.storage import FileSystemStorage
from whitenoise.compress import Compressor
from whitenoise.storage import CompressedManifestStaticFilesStorage

from . import right_to_left
from .right_to_left import mirrored

CODE = [Path(__file__), Path(right_to_left.__file__)]
PLAYER = re.compile(
    r"@font-face\{font-family:VideoJS[^{}]*\}"
    r"|(?<=[{}])[^{}@]*\.(?:vjs-|video-js)[^{}]*\{[^{}]*\}"
)


def without_player(sheet: str) -> str:
    """Without Video.js, which we do not ship: a seventh of the compressed sheet, and
    a font inside it that every page would load and our policy refuses."""
    return PLAYER.sub("", sheet)


class QuickCompressor(Compressor):
    """Brotli's default takes half a minute for the last three per cent."""

    @staticmethod
    def compress_brotli(data: bytes) -> bytes:
        return brotli.compress(data, quality=9)


class StaticFilesStorage(CompressedManifestStaticFilesStorage):
    def create_compressor(self, **kwargs: Any) -> Compressor:
        return QuickCompressor(**kwargs)


class SheetFinder(finders.BaseFinder):
    """Sheets as readers get them: Bootstrap Italia's, for each direction of reading,
    and ours, whose parts are one request.

    Made when they are asked for (``collectstatic``, ``runserver``), into ``VAR_DIR``,
    and again when a source or the code that makes them is newer.
    """

    SOURCE = "css/bootstrap-italia.min.css"
    LEFT_TO_RIGHT = "css/bootstrap-italia.ltr.min.css"
    RIGHT_TO_LEFT = "css/bootstrap-italia.rtl.min.css"
    BRAND = "cms/brand.css"
    PARTS = Path(__file__).parent / "brand"
    MAKERS: ClassVar[dict[str, Callable[[str], str]]] = {
        LEFT_TO_RIGHT: without_player,
        RIGHT_TO_LEFT: lambda sheet: mirrored(without_player(sheet)),
        BRAND: str,
    }

    def __init__(self, app_names: Any = None, *args: Any, **kwargs: Any) -> None:
        self.storage = FileSystemStorage(settings.VAR_DIR / "sheets")

    def check(self, **kwargs: Any) -> list[Any]:
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        if path not in self.MAKERS:
            return []
        return [str(self._made(path))] if find_all else str(self._made(path))

    def list(self, ignore_patterns: Any) -> Iterator[tuple[str, FileSystemStorage]]:
        for path in self.MAKERS:
            self._made(path)
            yield path, self.storage

    def _sources(self, path: str) -> Sequence[Path]:
        if path == self.BRAND:
            return sorted(self.PARTS.glob("*.css"))
        return [Path(str(finders.find(self.SOURCE)))]

    def _made(self, path: str) -> Path:
        sources = self._sources(path)
        target = Path(self.storage.path(path))
        # The folder too: a part that is gone leaves no newer file behind.
        newest = max(file.stat().st_mtime for file in (*sources, self.PARTS, *CODE))
        if not target.exists() or target.stat().st_mtime < newest:
            target.parent.mkdir(parents=True, exist_ok=True)
            sheet = "\n".join(file.read_text("utf-8-sig") for file in sources)
            target.write_text(self.MAKERS[path](sheet), encoding="utf-8")
        return target
