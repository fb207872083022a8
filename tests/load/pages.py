"""The home page, kept and not, beside a bare view that returns the same bytes."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

SECONDS = 3
ROUNDS = 3
WORKERS = 2


def measure(folder: Path, environment: dict[str, str]) -> Generator[str, None, float]:
    """Lines of a table: page, its rate, the yardstick's, the share of it.

    Page and yardstick are asked in turn, so that what else the machine does
    falls on both; the figures are medians of the rounds. Returns the yardstick's.
    """
    environment = environment | {"DATABASE_URL": f"sqlite:///{folder / 'site.sqlite3'}"}
    for arguments in (["migrate"], ["collectstatic"], ["load_demo"]):
        quiet = [] if arguments == ["load_demo"] else ["--noinput", "-v0"]
        subprocess.run(
            [sys.executable, "manage.py", *arguments, *quiet],
            env=environment,
            check=True,
            stdout=subprocess.DEVNULL,
        )
    yield "| home page | requests per second | bare view, same bytes | share | bytes |"
    yield "| --- | ---: | ---: | ---: | ---: |"
    for name, cache in (("kept", "1"), ("rendered each time", "0")):
        body = folder / f"body-{cache}"
        site = environment | {"BENCH_CACHE": cache}
        bare = environment | {"BENCH_BYTES": str(body)}
        with gunicorn("cms.wsgi", site) as page:
            ask(page, body=body)
            with gunicorn("tests.load.bare", bare) as yardstick:
                rounds = [(ask(page), ask(yardstick)) for _ in range(ROUNDS)]
        rates, bares = (median(each) for each in zip(*rounds, strict=True))
        share = median(theirs / ours for ours, theirs in rounds)
        size = body.stat().st_size
        yield f"| {name} | {rates:.0f} | {bares:.0f} | 1/{share:.1f} | {size} |"
    return bares


def ask(port: int, body: Path | None = None) -> float:
    """Requests per second that are answered on ``port``."""
    answer = subprocess.run(
        [
            *(sys.executable, "-m", "tests.load.clients", str(port), str(SECONDS)),
            *([str(body)] if body else []),
        ],
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    return float(answer.stdout)


@contextmanager
def gunicorn(module: str, environment: dict[str, str]) -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [
            *(sys.executable, "-m", "gunicorn", f"{module}:application"),
            *("--bind", f"127.0.0.1:{port}", "--workers", str(WORKERS)),
            # Else one worker may accept all the kept connections, by chance.
            *("--log-level", "warning", "--reuse-port"),
        ],
        env=environment,
    )
    try:
        wait_for(port)
        yield port
    finally:
        server.terminate()
        server.wait(20)


def wait_for(port: int, seconds: float = 30) -> None:
    ends = time.monotonic() + seconds
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            if time.monotonic() > ends:
                raise
            time.sleep(0.1)
        else:
            return
