"""Whether the demo has anything to prepare: nothing, while all that the preparation
reads is what it was when it last came to its end.

Standard library only and no Django, whose start takes as long as the preparation.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
VARIABLE = re.compile(r"^#? ?([A-Z_]+)=", re.MULTILINE)


def is_prepared(folder: Path, values: Mapping[str, str]) -> bool:
    """A database of its own is somebody else's too: it is always looked at."""
    if "DATABASE_URL" in {**values, **os.environ}:
        return False
    stamp = _place(folder)
    return stamp.exists() and stamp.read_text() == _now(folder, values)


def set_prepared(folder: Path, values: Mapping[str, str]) -> None:
    stamp = _place(folder)
    stamp.parent.mkdir(exist_ok=True)
    stamp.write_text(_now(folder, values))


def _place(folder: Path) -> Path:
    # `make clean` takes this folder away, and what it holds has to be made again.
    return folder / "static" / "prepared"


def _now(folder: Path, values: Mapping[str, str]) -> str:
    names = VARIABLE.findall((PROJECT / ".env.example").read_text())
    shell = {name: os.environ[name] for name in names if name in os.environ}
    seen: list[object] = [str(PROJECT), dict(values), shell]
    for file in _files():
        status = file.stat()
        seen.append((str(file), status.st_size, status.st_mtime_ns))
    database = folder / "piastra.sqlite3"
    # Another database put in its place is another file.
    seen.append(database.stat().st_ino if database.exists() else None)
    return hashlib.sha256(json.dumps(seen).encode()).hexdigest()


def _files() -> Iterator[Path]:
    """Code, templates, translations and static files of every app."""
    yield PROJECT / "requirements.txt"
    yield from sorted((PROJECT / "scripts").glob("*.py"))
    for app in sorted(PROJECT.glob("*/apps.py")):
        for file in sorted(app.parent.rglob("*")):
            if file.is_file() and file.parent.name != "__pycache__":
                yield file
