"""``make demo``: the whole of Piastra in one terminal, on this machine alone.

Site, worker, beat and simulator run together until Ctrl-C. All they keep is in
``var/`` (or ``VAR_DIR``), so the next start goes on where this one ended.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import fcntl
import os
import signal
import socket
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from scripts import demo_settings, stamp
from scripts.supervisor import Program, keep, run_once

PROJECT = Path(__file__).resolve().parent.parent
PORTS = {"site": 0, "simulator": 1, "simulator's mail": 2}


class Stop(Exception):
    """A reason, in one sentence, why the demo cannot run."""


# Before anything starts


def usable_port(text: str) -> int:
    if text.isdecimal() and 1024 <= int(text) <= 65533:
        return int(text)
    raise Stop(f"PORT is {text!r}; it must be a number from 1024 to 65533.")


def open_folder(folder: Path) -> None:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        (folder / "demo.lock").touch()
    except OSError as error:
        raise Stop(
            f"The demo keeps its data in {folder} and cannot write there"
            f" ({error.strerror}). Make it writable, or choose another: VAR_DIR=…"
        ) from None


@contextlib.contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Hold the folder's lock; the kernel lets go of it however we end."""
    with (folder / "demo.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Stop(f"A demo is already running on {folder}.") from None
        yield


def loopback() -> list[tuple[socket.AddressFamily, str]]:
    """Where ``localhost`` may lead a browser to, as far as this machine has it."""
    families = [(socket.AF_INET, "127.0.0.1")]
    with contextlib.suppress(OSError), socket.socket(socket.AF_INET6) as probe:
        probe.bind(("::1", 0))
        families.append((socket.AF_INET6, "::1"))
    return families


def check_ports(port: int) -> None:
    for name, offset in PORTS.items():
        for family, host in loopback():
            with socket.socket(family) as probe:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                try:
                    probe.bind((host, port + offset))
                except OSError:
                    raise Stop(
                        f"Port {port + offset} (the {name}) is taken."
                        " Choose another, such as: make demo PORT=8100"
                    ) from None


# What runs


def programs(folder: Path, port: int) -> dict[str, Program]:
    environment = {
        "DJANGO_SETTINGS_MODULE": "cms.settings.production",
        "ENV_FILE": str(folder / "demo.env"),
        "VAR_DIR": str(folder),
        "PYTHONUNBUFFERED": "1",
    }
    python = sys.executable
    celery = (python, "-m", "celery", "-A", "cms", "--quiet")
    doors = [f"127.0.0.1:{port}"] + [f"[::1]:{port}"] * (len(loopback()) - 1)
    commands = {
        "simulator": (
            *(python, "-m", "simulator", "--port", str(port + 1)),
            *("--smtp-port", str(port + 2), "--state", str(folder / "simulator.json")),
        ),
        "prepare": (python, "-m", "scripts.prepare"),
        "site": (
            *(python, "-m", "gunicorn", "cms.wsgi", "--workers", "2"),
            *(part for door in doors for part in ("--bind", door)),
        ),
        # Alone, it has nobody to talk to, and ends sooner.
        "worker": (
            *(*celery, "worker", "--pool", "threads", "--concurrency", "8"),
            *("--without-gossip", "--without-mingle", "--without-heartbeat"),
        ),
        "beat": (*celery, "beat"),
    }
    return {
        name: Program(
            name, command, environment, b"ready." if name == "worker" else b""
        )
        for name, command in commands.items()
    }


async def answers(address: str) -> None:
    """Wait until the address gives a page."""

    def ask() -> bool:
        try:
            with urllib.request.urlopen(address, timeout=20) as page:  # noqa: S310
                return page.status == 200
        except (urllib.error.URLError, OSError):
            return False

    while not await asyncio.to_thread(ask):
        await asyncio.sleep(0.2)


async def run(folder: Path, port: int, values: dict[str, str]) -> None:
    """Run everything until cancelled; raises Stop when the preparation fails."""
    all_programs = programs(folder, port)
    works = asyncio.Event()
    async with asyncio.TaskGroup() as group:
        group.create_task(keep(all_programs["simulator"]))
        await answers(values["X_ADDRESS"])
        if not stamp.is_prepared(folder, values):
            if await run_once(all_programs["prepare"]):
                raise Stop("The demo could not be prepared; the lines above tell why.")
            stamp.set_prepared(folder, values)
        group.create_task(keep(all_programs["site"]))
        group.create_task(keep(all_programs["worker"], ready=works))
        await answers(values["SITE_URL"])
        # Last: three programs that start at once keep a small machine busy.
        group.create_task(keep(all_programs["beat"]))
        await works.wait()
        print(welcome(values), flush=True)


def welcome(values: dict[str, str]) -> str:
    site, simulator = values["SITE_URL"], values["X_ADDRESS"]
    logins = "\n".join(
        f"    {name:<9} {values[f'DEMO_PASSWORD_{name.upper()}']}"
        for name in ("admin", "editor", "approver")
    )
    return f"""
  Piastra is running.

    {site}/        the site
    {site}/admin/  where the team works
    {simulator}/        the networks and the mailbox, simulated

{logins}

  Ctrl-C stops everything; nothing is lost.
"""


async def until_told_to_stop(folder: Path, port: int, values: dict[str, str]) -> None:
    """Run until the first SIGINT, SIGTERM or SIGHUP."""
    task = asyncio.create_task(run(folder, port, values))
    loop = asyncio.get_running_loop()
    told = False

    def stop() -> None:
        nonlocal told
        if not told:
            told = True
            print("\nStopping …", flush=True)
            task.cancel()

    for signal_number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        loop.add_signal_handler(signal_number, stop)
    with contextlib.suppress(asyncio.CancelledError):
        await task


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", default="8000", help="the site's port")
    folder = Path(os.environ.get("VAR_DIR") or PROJECT / "var").resolve()
    os.chdir(PROJECT)
    try:
        port = usable_port(parser.parse_args().port)
        open_folder(folder)
        with alone(folder):
            check_ports(port)
            values = demo_settings.prepare(folder / "demo.env", port)
            asyncio.run(until_told_to_stop(folder, port, values))
    except* Stop as stops:
        sys.exit(str(stops.exceptions[0]))


if __name__ == "__main__":
    main()
