"""Keep several programs running in one terminal, and end them together.

Each line that a program prints comes out with its name in front. A program that
ends is started again after a pause of 1, 2, 4 … 60 seconds; one that ran for a
minute begins again at 1. Cancelling ``keep`` ends its program: SIGTERM, and after
``GRACE`` seconds SIGKILL to it and all its children.

Each program leads a process group of its own, so that the terminal's Ctrl-C
reaches the supervisor alone and the end is orderly. On Linux the kernel ends the
programs if the supervisor itself is killed.
"""

from __future__ import annotations

import asyncio
import contextlib
import ctypes
import os
import signal
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from time import monotonic

GRACE = 4.0
LONGEST_PAUSE = 60.0
LONGEST_LINE = 2**20
PR_SET_PDEATHSIG = 1

Say = Callable[[str, bytes], None]


@dataclass(frozen=True)
class Program:
    """A command and its name; a line with ``ready`` in it says that it works."""

    name: str
    command: tuple[str, ...]
    environment: Mapping[str, str] = field(default_factory=dict)
    ready: bytes = b""


def _end_with_parent() -> Callable[[], None] | None:
    if sys.platform != "linux":
        return None
    prctl = ctypes.CDLL(None).prctl
    return lambda: prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def print_line(name: str, line: bytes) -> None:
    sys.stdout.buffer.write(f"{name:<9} │ ".encode() + line.rstrip(b"\n") + b"\n")
    sys.stdout.flush()


async def run_once(
    program: Program, say: Say = print_line, ready: asyncio.Event | None = None
) -> int:
    """Run the program to its end and answer its exit code."""
    process = await asyncio.create_subprocess_exec(
        *program.command,
        env={**os.environ, **program.environment},
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
        limit=LONGEST_LINE,
        start_new_session=True,
        preexec_fn=_end_with_parent(),
    )
    output = asyncio.create_task(_pass_on(program, process, say, ready))
    try:
        await process.wait()
    finally:
        await _end(process)
        await output
    return process.returncode or 0


async def _pass_on(
    program: Program,
    process: asyncio.subprocess.Process,
    say: Say,
    ready: asyncio.Event | None,
) -> None:
    assert process.stdout is not None  # noqa: S101 (a pipe was asked for)
    while True:
        try:
            line = await process.stdout.readline()
        except ValueError:
            line = b"(a line too long to show)\n"
        if not line:
            return
        say(program.name, line)
        if ready and program.ready in line:
            ready.set()


async def _end(process: asyncio.subprocess.Process) -> None:
    """End the program if it still runs, then whatever it left behind."""
    with contextlib.suppress(ProcessLookupError):
        process.terminate()
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(process.wait(), GRACE)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    await process.wait()


async def keep(
    program: Program, say: Say = print_line, ready: asyncio.Event | None = None
) -> None:
    """Run the program again and again, until cancelled."""
    pause = 1.0
    while True:
        began = monotonic()
        code = await run_once(program, say, ready)
        if monotonic() - began > LONGEST_PAUSE:
            pause = 1.0
        say(program.name, f"ended ({code}); again in {pause:g} s".encode())
        await asyncio.sleep(pause)
        pause = min(2 * pause, LONGEST_PAUSE)
