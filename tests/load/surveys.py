"""What it takes to count the results of a survey, on both databases."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from .outbox import empty_database

RESPONSES = 100_000


def measure(folder: Path, environment: dict[str, str]) -> Iterator[str]:
    """Lines of a table: database, milliseconds the first time, again, filtered."""
    yield "| database | before the pack is made | all | filtered |"
    yield "| --- | ---: | ---: | ---: |"
    sqlite = f"sqlite:///{folder / 'surveys.sqlite3'}"
    yield _on("SQLite", environment | {"DATABASE_URL": sqlite})
    with empty_database() as address:
        yield _on("PostgreSQL", environment | {"DATABASE_URL": address})


def _on(name: str, environment: dict[str, str]) -> str:
    measured = subprocess.run(
        [sys.executable, "-m", "django", "bench_results", str(RESPONSES)],
        env=environment,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    times = (f"{each} ms" for each in measured.stdout.split()[-3:])
    return f"| {name} | {' | '.join(times)} |"
