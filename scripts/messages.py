"""The words to translate: collect them, or check that each has its Italian.

English is the language of the code. The other languages have the words that readers
meet on every page; what they lack is shown in Italian.

    python -m scripts.messages collect    what `make messages` does
    python -m scripts.messages check      part of `make check`

Collecting needs gettext (Debian: gettext), which only developers and CI have; the
product compiles with polib (``manage.py compile_translations``).
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import polib

PROJECT = Path(__file__).resolve().parent.parent
LANGUAGE = "it"
CATALOGUE = f"locale/{LANGUAGE}/LC_MESSAGES/django.po"
# Header lines that change with every collecting and say nothing.
RESTLESS = re.compile(
    r'^"(?:POT-Creation-Date|Report-Msgid-Bugs-To):.*\n', re.MULTILINE
)
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w*\}")


def apps(project: Path) -> list[Path]:
    return sorted(file.parent for file in project.glob("*/apps.py"))


def collect(project: Path) -> None:
    """Bring each app's catalogue up to its code and templates.

    Each app by itself, from its own folder, where no settings can be imported.
    """
    environment = {**os.environ}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    for app in apps(project):
        (app / "locale").mkdir(exist_ok=True)
        subprocess.run(
            [
                *(sys.executable, "-m", "django", "makemessages"),
                *("--locale", LANGUAGE, "--no-location", "--no-obsolete"),
            ],
            cwd=app,
            env=environment,
            check=True,
            capture_output=True,
        )
        if (app / CATALOGUE).exists():
            catalogue = (app / CATALOGUE).read_text()
            (app / CATALOGUE).write_text(RESTLESS.sub("", catalogue))
            prune(app)


def others(app: Path) -> list[Path]:
    """The catalogues of an app in languages that may be translated in part."""
    found = app.glob("locale/*/LC_MESSAGES/django.po")
    return sorted(file for file in found if file != app / CATALOGUE)


def prune(app: Path) -> None:
    """Take what is no longer in the code out of the other languages."""
    wanted = words(app / CATALOGUE)
    for file in others(app):
        catalogue = polib.pofile(str(file), wrapwidth=78)
        gone = [entry for entry in catalogue if key(entry) not in wanted]
        for entry in gone:
            catalogue.remove(entry)
        if gone:
            catalogue.save()


def wrong(entry: polib.POEntry) -> str:
    """What is wrong with one translation, or nothing."""
    given = [entry.msgstr] if not entry.msgid_plural else entry.msgstr_plural.values()
    if not all(given):
        return "is not translated"
    if entry.fuzzy:
        return "is only guessed at (fuzzy)"
    wanted = set(PLACEHOLDER.findall(entry.msgid_plural or entry.msgid))
    # The singular may say "one" where the plural has a number.
    used = [set(PLACEHOLDER.findall(text)) for text in given]
    if used[-1] != wanted or not all(names <= wanted for names in used):
        return "has other placeholders than its translation"
    return ""


def key(entry: polib.POEntry) -> tuple[str | None, str]:
    return entry.msgctxt, entry.msgid


def words(catalogue: Path) -> set[tuple[str | None, str]]:
    if not catalogue.exists():
        return set()
    return {key(entry) for entry in polib.pofile(str(catalogue))}


def problems() -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        for app in apps(PROJECT):
            ignored = shutil.ignore_patterns("__pycache__", "static", "*.mo")
            shutil.copytree(app, copy / app.name, ignore=ignored)
        collect(copy)
        for app in apps(PROJECT):
            committed = app / CATALOGUE
            fresh = words(copy / app.name / CATALOGUE)
            for _, text in sorted(fresh - words(committed), key=str):
                yield f"{app.name}: “{text}” is not in the catalogue"
            for _, text in sorted(words(committed) - fresh, key=str):
                yield f"{app.name}: “{text}” is no longer in the code"
            for file in others(app):
                for _, text in sorted(words(file) - fresh, key=str):
                    yield f"{file}: “{text}” is no longer in the code"
            yield from mistakes(app)


def mistakes(app: Path) -> Iterator[str]:
    """What is wrong in the catalogues of an app as they are; wants no gettext."""
    for file in [app / CATALOGUE, *others(app)]:
        for entry in polib.pofile(str(file)) if file.exists() else ():
            if reason := wrong(entry):
                yield f"{file}: “{entry.msgid}” {reason}"


def main(action: str) -> str | None:
    if not shutil.which("xgettext"):
        return "Install gettext first (on Debian or Ubuntu: sudo apt install gettext)."
    if action == "collect":
        collect(PROJECT)
        return None
    found = list(problems())
    return "\n".join([*found, "Run `make messages` and translate."]) if found else None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
