"""Several programs in one terminal: kept running, and ended together."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from scripts import supervisor
from scripts.supervisor import Program, keep, run_once


def python(name, code, **options):
    return Program(name, (sys.executable, "-uc", code), **options)


class Terminal(list):
    """What was said, as (name, line)."""

    def __call__(self, name, line):
        self.append((name, line.decode().rstrip("\n")))


def is_running(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text()


def wait_until(condition, seconds=10):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not come"
        time.sleep(0.02)


def test_every_line_comes_with_the_name_in_front_and_the_code_is_known():
    said = Terminal()
    code = "import sys; print('è'); print('b', file=sys.stderr); sys.exit(3)"

    ended = asyncio.run(run_once(python("site", code), said))

    assert said == [("site", "è"), ("site", "b")]
    assert ended == 3


def test_a_line_too_long_to_show_does_not_stop_the_rest(monkeypatch):
    monkeypatch.setattr(supervisor, "LONGEST_LINE", 1000)
    said = Terminal()

    asyncio.run(run_once(python("site", "print('a' * 10000); print('after')"), said))

    assert said[-1] == ("site", "after")


def test_a_program_that_ends_is_started_again_after_growing_pauses(monkeypatch):
    pauses = []
    said = Terminal()

    async def pause(seconds):
        pauses.append(seconds)
        if len(pauses) == 8:
            raise asyncio.CancelledError

    monkeypatch.setattr(supervisor.asyncio, "sleep", pause)

    with pytest.raises(asyncio.CancelledError):
        asyncio.run(keep(python("worker", "raise SystemExit(1)"), said))

    assert pauses == [1, 2, 4, 8, 16, 32, 60, 60]
    assert said[0] == ("worker", "ended (1); again in 1 s")


def test_one_that_ran_for_a_minute_begins_with_a_short_pause_again(monkeypatch):
    pauses = []
    clock = iter([0, 1, 1, 2, 2, 70, 70, 71])

    async def pause(seconds):
        pauses.append(seconds)
        if len(pauses) == 4:
            raise asyncio.CancelledError

    monkeypatch.setattr(supervisor.asyncio, "sleep", pause)
    monkeypatch.setattr(supervisor, "monotonic", lambda: next(clock))

    with pytest.raises(asyncio.CancelledError):
        asyncio.run(keep(python("worker", ""), Terminal()))

    assert pauses == [1, 2, 1, 2]


async def started_and_cancelled(program, said):
    ready = asyncio.Event()
    task = asyncio.create_task(keep(program, said, ready))
    await ready.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


def test_cancelling_lets_a_program_say_goodbye():
    said = Terminal()
    code = (
        "import signal, sys\n"
        "signal.signal(signal.SIGTERM, lambda *_: (print('goodbye'), sys.exit()))\n"
        "print('works')\n"
        "signal.pause()"
    )

    asyncio.run(started_and_cancelled(python("site", code, ready=b"works"), said))

    assert said == [("site", "works"), ("site", "goodbye")]


def test_one_that_does_not_listen_is_ended_by_force_with_its_children(monkeypatch):
    monkeypatch.setattr(supervisor, "GRACE", 0.2)
    said = Terminal()
    code = (
        "import os, signal\n"
        "signal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
        "child = os.fork()\n"
        "if child: print(os.getpid(), child, 'works')\n"
        "while True: signal.pause()"
    )

    asyncio.run(started_and_cancelled(python("site", code, ready=b"works"), said))

    parent, child, _ = said[0][1].split()
    wait_until(lambda: not is_running(int(parent)) and not is_running(int(child)))


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends them for us")
def test_killing_the_supervisor_leaves_no_program_behind(tmp_path):
    code = (
        "import asyncio, sys\n"
        "from scripts.supervisor import Program, keep\n"
        "child = 'import os, time; print(os.getpid()); time.sleep(60)'\n"
        "asyncio.run(keep(Program('site', (sys.executable, '-uc', child))))"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, text=True
    )
    with parent, parent.stdout as output:
        pid = int(output.readline().split()[-1])

        parent.send_signal(signal.SIGKILL)
        parent.wait()

        wait_until(lambda: not is_running(pid))
