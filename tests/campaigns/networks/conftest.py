"""The networks' simulator, and a peer that answers whatever bytes it is told."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator

import pytest

from simulator.server import Simulator


@pytest.fixture
def simulator() -> Iterator[Simulator]:
    with Simulator() as running:
        yield running


@pytest.fixture
def closed_address() -> str:
    """An address of loopback where nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return f"http://127.0.0.1:{listener.getsockname()[1]}"


@pytest.fixture
def silent_address() -> Iterator[str]:
    """A peer that takes the connection and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"


class Peer:
    """Answers each connection with the same bytes and remembers what it was told."""

    def __init__(self, answer: bytes, pieces: int, pause: float) -> None:
        self.answer, self.pieces, self.pause = answer, pieces, pause
        self.heard: list[bytes] = []
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}"
        self.stopped = threading.Event()
        self.thread = threading.Thread(target=self.serve)
        self.thread.start()

    def serve(self) -> None:
        while True:
            connection, _ = self.listener.accept()
            with connection:
                if self.stopped.is_set():
                    return
                self.heard.append(connection.recv(65536))
                size = max(1, -(-len(self.answer) // self.pieces))
                for start in range(0, len(self.answer), size):
                    try:
                        connection.sendall(self.answer[start : start + size])
                    except OSError:
                        break
                    if self.stopped.wait(self.pause):
                        break

    def stop(self) -> None:
        self.stopped.set()
        socket.create_connection(("127.0.0.1", self.port)).close()
        self.thread.join()
        self.listener.close()


@pytest.fixture
def peer() -> Iterator[Callable[..., Peer]]:
    """Starts peers: ``peer(bytes)``, or in ``pieces`` with a ``pause`` after each."""
    started: list[Peer] = []

    def start(answer: bytes, pieces: int = 1, pause: float = 0) -> Peer:
        started.append(Peer(answer, pieces, pause))
        return started[-1]

    yield start
    for each in started:
        each.stop()
