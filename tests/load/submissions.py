"""Responses to a survey of twelve questions per second: the POST that sends all the
answers, through gunicorn, a draft each."""

from __future__ import annotations

import http.client
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlencode

from .outbox import empty_database
from .pages import WORKERS, gunicorn

COUNT = 600
CLIENTS = 8


def measure(folder: Path, environment: dict[str, str]) -> Iterator[str]:
    """Lines of a table: database, responses sent per second."""
    yield "| database | responses sent per second |"
    yield "| --- | ---: |"
    # Each comes from a connection of its own: the limit is for one that sends many.
    environment = environment | {"BEHIND_PROXY": "1"}
    sqlite = {"DATABASE_URL": f"sqlite:///{folder / 'submissions.sqlite3'}"}
    yield f"| SQLite | {rate(environment | sqlite):.0f} |"
    with empty_database() as address:
        yield f"| PostgreSQL | {rate(environment | {'DATABASE_URL': address}):.0f} |"


def rate(environment: dict[str, str]) -> float:
    for arguments in (
        ["migrate", "--noinput", "-v0"],
        ["collectstatic", "--noinput", "-v0"],
        ["load_demo"],
    ):
        manage(environment, *arguments)
    drafts = manage(environment, "bench_submissions", str(COUNT)).splitlines()
    with gunicorn("cms.wsgi", environment) as port:
        # Each process reads its code once; nobody waits for that twice.
        send(port, drafts[: 4 * WORKERS])
        measured = drafts[4 * WORKERS :]
        began = time.monotonic()
        with ThreadPoolExecutor(CLIENTS) as clients:
            parts = [measured[part::CLIENTS] for part in range(CLIENTS)]
            list(clients.map(lambda part: send(port, part), parts))
        return len(measured) / (time.monotonic() - began)


def manage(environment: dict[str, str], *arguments: str) -> str:
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        env=environment,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    ).stdout


def send(port: int, drafts: Iterable[str]) -> None:
    """Exits if one is not taken."""
    for draft in drafts:
        address, token = draft.split()
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        connection.request(
            "POST",
            address,
            urlencode({"token": token, "website": ""}),
            {
                "Host": "localhost",
                "Content-Type": "application/x-www-form-urlencoded",
                "Sec-Fetch-Site": "same-origin",
                "X-Real-IP": from_somewhere(address),
            },
        )
        answer = connection.getresponse()
        answer.read()
        connection.close()
        if answer.status != 302 or "grazie" not in answer.headers["Location"]:
            raise SystemExit(f"{address} was answered {answer.status}")


def from_somewhere(address: str) -> str:
    number = hash(address)
    return f"10.{number % 250}.{number // 250 % 250}.{number // 62500 % 250}"
