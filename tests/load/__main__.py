"""``make bench``: prints the tables of docs/performance.md; ``ARGS=--write`` puts
them there, with the machine and the commit."""

from __future__ import annotations

import argparse
import os
import platform
import secrets
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from cryptography.fernet import Fernet

from . import outbox, pages, submissions, surveys

ROOT = Path(__file__).resolve().parents[2]
PAPER = ROOT / "docs" / "performance.md"
# Deliveries a second, on a machine whose bare view answers so many requests.
TARGET, REFERENCE = 200, 2500
BEGIN, END = "<!-- measured -->\n", "<!-- end -->"


def environment(folder: Path) -> dict[str, str]:
    """Production's, in a folder that goes away; nothing of the caller's ``.env``."""
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.load.settings",
        "ENV_FILE": str(folder / "none"),
        "VAR_DIR": str(folder),
        "SECRET_KEY": secrets.token_urlsafe(48),
        "CREDENTIALS_KEYS": Fernet.generate_key().decode(),
        "SITE_URL": "http://localhost",
        "EMAIL_URL": "dummymail://",
        "LOG_LEVEL": "WARNING",
    }


def report(folder: Path, count: int, only: str | None) -> Iterator[str]:
    yield f"{machine()}, {datetime.now(UTC):%Y-%m-%d}, commit {commit()}.\n"
    if only in (None, "outbox"):
        yield f"{count} deliveries:\n"
        rates = yield from outbox.measure(folder, environment(folder), count)
        yield ""
    if only in (None, "pages"):
        yield (
            f"gunicorn with {pages.WORKERS} workers; medians of {pages.ROUNDS} times"
            f" {pages.SECONDS} s:\n"
        )
        bare = yield from pages.measure(folder, environment(folder))
        yield ""
    if only in (None, "surveys"):
        yield f"Results of {surveys.RESPONSES:,} responses to 30 questions:\n"
        yield from surveys.measure(folder, environment(folder))
        yield ""
    if only in (None, "submissions"):
        yield (
            f"{submissions.COUNT} responses to twelve questions, sent by"
            f" {submissions.CLIENTS} clients to gunicorn with {pages.WORKERS} workers:\n"
        )
        yield from submissions.measure(folder, environment(folder))
        yield ""
    if only is None:
        reached = ", ".join(f"{rate:.0f} on {name}" for name, rate in rates.items())
        yield (
            f"The target for deliveries is {TARGET} a second where the bare view answers"
            f" {REFERENCE} requests a second. Here it answers {bare:.0f}, so the target"
            f" is {TARGET * bare / REFERENCE:.0f}; reached: {reached}.\n"
        )


def machine() -> str:
    cpu = platform.processor() or platform.machine()
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            cpu = line.partition(":")[2].strip()
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    load = os.getloadavg()[0]
    return (
        f"{os.cpu_count()} cores of {cpu}, {memory:.0f} GiB, Python"
        f" {platform.python_version()}, load {load:.1f} when it began"
    )


def commit() -> str:
    def git(*arguments: str) -> str:
        return subprocess.run(
            ["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=True
        ).stdout.strip()

    changed = git("status", "--porcelain", "--untracked-files=no")
    return git("rev-parse", "--short", "HEAD") + (" with changes" if changed else "")


def main() -> None:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument(
        "only", nargs="?", choices=["outbox", "pages", "surveys", "submissions"]
    )
    parser.add_argument("--deliveries", type=int, default=1000)
    parser.add_argument("--write", action="store_true", help="into the document")
    asked = parser.parse_args()
    lines = []
    (ROOT / "var").mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="bench-", dir=ROOT / "var") as folder:
        for line in report(Path(folder), asked.deliveries, asked.only):
            sys.stdout.write(f"{line}\n")
            sys.stdout.flush()
            lines.append(line)
    if asked.write:
        before, _, rest = PAPER.read_text().partition(BEGIN)
        after = rest.partition(END)[2]
        PAPER.write_text("\n".join([before + BEGIN, *lines, END + after]))


if __name__ == "__main__":
    sys.exit(main())
