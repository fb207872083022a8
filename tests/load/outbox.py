"""Deliveries per second through the outbox, with a network that takes no time."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from psycopg import sql

POSTGRES = os.environ.get(
    "BENCH_DATABASE_URL", "postgres://postgres:postgres@127.0.0.1:5432/postgres"
)
DATABASE = "piastra_bench"
PROCESSES = (1, 2, 4)


def measure(folder: Path, environment: dict[str, str], count: int) -> Iterator[str]:
    """Lines of a table: database, processes, deliveries/s, three commits/s, ratio."""
    yield "| database | processes | deliveries per second | the same commits, bare | share |"
    yield "| --- | ---: | ---: | ---: | ---: |"
    sqlite = f"sqlite:///{folder / 'bench.sqlite3'}"
    yield from _on("SQLite", environment | {"DATABASE_URL": sqlite}, count)
    try:
        with empty_database() as address:
            yield from _on("PostgreSQL", environment | {"DATABASE_URL": address}, count)
    except psycopg.OperationalError as error:
        raise SystemExit(
            f"PostgreSQL does not answer ({str(error).strip()}). Start it, or set"
            " BENCH_DATABASE_URL."
        ) from error


def _on(name: str, environment: dict[str, str], count: int) -> Iterator[str]:
    for processes in PROCESSES:
        run(environment, "prepare", count)
        rate = count / together(
            environment,
            *[["deliver", part, processes] for part in range(processes)],
        )
        each = count // processes
        bare = count / together(environment, *[["commits", each]] * processes)
        yield f"| {name} | {processes} | {rate:.0f} | {bare:.0f} | 1/{bare / rate:.1f} |"
        run(environment, "clear")


def run(environment: dict[str, str], *arguments: object) -> None:
    subprocess.run(command(*arguments), env=environment, check=True)


def command(*arguments: object) -> list[str]:
    return [sys.executable, "-m", "django", "bench", *map(str, arguments)]


def together(environment: dict[str, str], *calls: list[object]) -> float:
    """Seconds from the first process' beginning to the last one's end."""
    started = [
        subprocess.Popen(
            command(*call),
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for call in calls
    ]
    for process in started:
        assert process.stdout is not None
        process.stdout.readline()
    for process in started:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    times = [process.communicate()[0].split() for process in started]
    if any(process.returncode for process in started):
        raise SystemExit("The benchmark's process failed; its words are above.")
    return max(float(end) for _, end in times) - min(float(b) for b, _ in times)


@contextmanager
def empty_database() -> Iterator[str]:
    """A database of its own on the server of ``POSTGRES``; dropped afterwards."""
    name = sql.Identifier(DATABASE)
    drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(name)
    with psycopg.connect(POSTGRES, autocommit=True) as server:
        server.execute(drop)
        server.execute(sql.SQL("CREATE DATABASE {}").format(name))
    try:
        yield urlsplit(POSTGRES)._replace(path=f"/{DATABASE}").geturl()
    finally:
        with psycopg.connect(POSTGRES, autocommit=True) as server:
            server.execute(drop)
