"""The simulator as a process, and how it starts and ends."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import requests

from simulator.accounts import PAGES, X_ACCOUNTS
from simulator.server import Simulator

from .conftest import Desk, Rewriting, tweepy_client
from .test_faults import Caller


@contextmanager
def process(*words: str) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "simulator", "--port=0", "--smtp-port=0", *words]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as running:
        yield running
        running.kill()


def address(running: subprocess.Popen[str]) -> str:
    assert running.stdout is not None
    return running.stdout.readline().split()[2].rstrip("/")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_quickly_and_quietly(tmp_path, number):
    with process(f"--state={tmp_path / 'state'}") as running:
        assert requests.get(address(running), timeout=5).status_code == 200

        began = time.monotonic()
        running.send_signal(number)
        out, err = running.communicate(timeout=5)

    assert time.monotonic() - began < 2
    assert (running.returncode, out, err) == (0, "", "")


def test_what_was_answered_outlives_a_kill(tmp_path):
    with (
        process(f"--state={tmp_path / 'state'}") as running,
        Rewriting(address(running)) as wire,
    ):
        id = tweepy_client(wire, X_ACCOUNTS[0]).create_tweet(text="Salvo").data["id"]
        running.kill()
        running.wait(timeout=5)

    with (
        Simulator(state=tmp_path / "state") as simulator,
        requests.Session() as session,
    ):
        assert [row["id"] for row in Desk(simulator, session).accepted()] == [id]


def test_what_it_writes_names_no_token():
    with process("--verbose") as running:
        url = address(running)
        requests.get(
            f"{url}/v26.0/me", {"access_token": PAGES[0].access_token}, timeout=5
        )
        running.terminate()
        _, err = running.communicate(timeout=5)

    assert err == "simulator: GET /v26.0/me 200\n"


@pytest.mark.parametrize("option", ["--port", "--smtp-port"])
def test_a_taken_port_is_one_plain_sentence(option):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with process(f"{option}={port}") as running:
            out, err = running.communicate(timeout=5)

    assert (running.returncode, out) == (2, "")
    assert str(port) in err
    assert "taken" in err
    assert err.count("\n") == 1


def test_a_state_file_that_cannot_be_written_is_one_plain_sentence(tmp_path):
    (tmp_path / "file").write_text("")
    with process(f"--state={tmp_path / 'file' / 'state'}") as running:
        _, err = running.communicate(timeout=5)

    assert running.returncode == 2
    assert "cannot use the state file" in err
    assert err.count("\n") == 1


def test_only_this_machine_may_reach_it():
    with process("--host=0.0.0.0") as running:
        _, err = running.communicate(timeout=5)

    assert running.returncode == 2
    assert "loopback only" in err


def test_a_stop_leaves_no_thread_and_waits_for_nobody():
    before = set(threading.enumerate())

    with Simulator() as simulator, requests.Session() as session:
        caller = Caller(Desk(simulator, session), "x")
        for effect in ("accept_then_hang", "accept_late"):
            caller.order(effect, seconds=60)
            with pytest.raises(requests.ReadTimeout):
                caller.post(effect, timeout=0.1)
        idle = socket.create_connection(("127.0.0.1", simulator.smtp_port))
        began = time.monotonic()
    idle.close()

    assert time.monotonic() - began < 1
    assert set(threading.enumerate()) == before


def test_two_stand_side_by_side():
    with Simulator() as one, Simulator() as other:
        assert one.port != other.port
        assert one.url == f"http://127.0.0.1:{one.port}"
