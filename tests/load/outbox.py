"""Deliveries per second through the outbox, with a network that takes no time."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Generator, Iterator
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


Rates = dict[str, float]


def measure(
    folder: Path, environment: dict[str, str], count: int
) -> Generator[str, None, Rates]:
    """Lines of a table: database, processes, deliveries/s, three commits/s, ratio.

    Returns the best rate of each database.
    """
    yield "| database | processes | deliveries per second | the same commits, bare | share |"
    yield "| --- | ---: | ---: | ---: | ---: |"
    rates = {}
    sqlite = {"DATABASE_URL": f"sqlite:///{folder / 'bench.sqlite3'}"}
    rates["SQLite"] = yield from _on("SQLite", environment | sqlite, count)
    try:
        with empty_database() as address:
            postgres = {"DATABASE_URL": address}
            rates["PostgreSQL"] = yield from _on(
                "PostgreSQL", environment | postgres, count
            )
    except psycopg.OperationalError as error:
        raise SystemExit(
            f"PostgreSQL does not answer ({str(error).strip()}). Start it, or set"
            " BENCH_DATABASE_URL."
        ) from error
    return rates


def _on(
    name: str, environment: dict[str, str], count: int
) -> Generator[str, None, float]:
    prepare = command("prepare", count * len(PROCESSES))
    subprocess.run(prepare, env=environment, check=True)
    best = 0.0
    for turn, processes in enumerate(PROCESSES):
        mine = (turn * count, (turn + 1) * count)
        with workers(environment, mine, processes) as started:
            rate, bare = (count / seconds_of(started) for _ in range(2))
        yield f"| {name} | {processes} | {rate:.0f} | {bare:.0f} | 1/{bare / rate:.1f} |"
        best = max(best, rate)
    return best


def command(*arguments: object) -> list[str]:
    return [sys.executable, "-m", "django", "bench", *map(str, arguments)]


@contextmanager
def workers(
    environment: dict[str, str], mine: tuple[int, int], processes: int
) -> Iterator[list[subprocess.Popen[str]]]:
    started = [
        subprocess.Popen(
            command("work", *mine, part, processes),
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for part in range(processes)
    ]
    try:
        yield started
    finally:
        for process in started:
            process.communicate()


def seconds_of(started: list[subprocess.Popen[str]]) -> float:
    """Of the next thing they all do: from the first one's beginning to the last
    one's end."""
    for process in started:
        hear(process)
    for process in started:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    times = [hear(process).split() for process in started]
    return max(float(end) for _, end in times) - min(float(began) for began, _ in times)


def hear(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    if line := process.stdout.readline():
        return line
    raise SystemExit("The benchmark's process failed; its words are above.")


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
