"""What must be done before the demo's site can start; safe to repeat.

One process does it all, because each start of Django costs a second or two.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.core.management import call_command

from cms.checks import stop_on_wrong_settings
from cms.management.commands.compile_translations import compile_changed

PROJECT = Path(__file__).resolve().parent.parent


def static_files() -> Iterator[Path]:
    yield PROJECT / "requirements.txt"
    yield PROJECT / "cms/right_to_left.py"
    yield PROJECT / "cms/static_files.py"
    yield from sorted(PROJECT.glob("cms/brand/*.css"))
    for file in sorted(PROJECT.glob("*/static/**/*")):
        if file.is_file():
            yield file


def collect_static_files() -> None:
    """Collect only what changed since the last time: it takes a while."""
    digest = hashlib.sha256()
    for file in static_files():
        digest.update(f"{file}\0".encode())
        digest.update(file.read_bytes())
    stamp = settings.STATIC_ROOT / "collected"
    if stamp.exists() and stamp.read_text() == digest.hexdigest():
        return
    print("Collecting static files …", flush=True)
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(digest.hexdigest())


def main() -> None:
    # First of all: Django reads the catalogues once, and what is not there then
    # stays English, in the names that are written into the database too.
    compile_changed()
    stop_on_wrong_settings()
    print("Bringing the database up to date …", flush=True)
    call_command("migrate", interactive=False, verbosity=0)
    collect_static_files()
    print("Loading the demo's content …", flush=True)
    logging.disable(logging.INFO)
    call_command("load_demo")


if __name__ == "__main__":
    main()
