"""The simulator on free ports, its accounts, and the real clients pointed at it."""

from __future__ import annotations

import struct
import warnings
import zlib
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import pytest
import requests
import tweepy

from simulator.accounts import PAGES, X_ACCOUNTS, XAccount
from simulator.server import Simulator

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import facebook


class Rewriting(requests.Session):
    """Sends every call to the simulator, rewritten before it is signed."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self.to = urlsplit(url)

    def request(self, method: Any, url: Any, **more: Any) -> requests.Response:  # type: ignore[override]
        parts = urlsplit(str(url))._replace(
            scheme=self.to.scheme, netloc=self.to.netloc
        )
        more["timeout"] = more.get("timeout") or 5
        return super().request(method, urlunsplit(parts), **more)


class Desk:
    """What tests ask of a simulator in one word."""

    def __init__(self, simulator: Simulator, session: requests.Session) -> None:
        self.simulator = simulator
        self.url = simulator.url
        self.session = session

    def get(self, path: str, **more: Any) -> requests.Response:
        return self.session.get(f"{self.url}{path}", timeout=5, **more)

    def post(self, path: str, data: Any = None, **more: Any) -> requests.Response:
        return self.session.post(f"{self.url}{path}", json=data, timeout=5, **more)

    def order(self, network: str, route: str, effect: str, **more: Any) -> None:
        fault = {"network": network, "route": route, "effect": effect, **more}
        assert self.post("/faults", fault).status_code == 200

    def accepted(self) -> list[dict[str, Any]]:
        return self.get("/accepted.json").json()

    def texts(self) -> list[str]:
        return [row["text"] for row in self.accepted()]


@pytest.fixture
def simulator() -> Iterator[Simulator]:
    with Simulator() as simulator:
        yield simulator


@pytest.fixture
def desk(simulator: Simulator) -> Iterator[Desk]:
    with requests.Session() as session:
        yield Desk(simulator, session)


@pytest.fixture
def wire(simulator: Simulator) -> Iterator[Rewriting]:
    with Rewriting(simulator.url) as session:
        yield session


def tweepy_client(session: requests.Session, account: XAccount) -> tweepy.Client:
    client = tweepy.Client(**account.credentials)
    client.session = session
    return client


@pytest.fixture
def x(wire: Rewriting) -> tweepy.Client:
    return tweepy_client(wire, X_ACCOUNTS[0])


@pytest.fixture
def other_x(wire: Rewriting) -> tweepy.Client:
    return tweepy_client(wire, X_ACCOUNTS[1])


def graph_client(session: requests.Session, token: str) -> Any:
    graph = facebook.GraphAPI(token, session=session, timeout=5)
    graph.version = "v26.0"
    return graph


@pytest.fixture
def graph(wire: Rewriting) -> Any:
    return graph_client(wire, PAGES[0].access_token)


@pytest.fixture
def other_graph(wire: Rewriting) -> Any:
    return graph_client(wire, PAGES[1].access_token)


def png(width: int = 2, height: int = 3, padding: int = 0) -> bytes:
    """A true picture of so many pixels; ``padding`` bytes make it heavier."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        crc = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + crc

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"".join(b"\0" + b"\x80" * width for _ in range(height)))
    extra = chunk(b"teXt", b" " * padding) if padding else b""
    parts = chunk(b"IHDR", header), extra, chunk(b"IDAT", rows), chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


@pytest.fixture
def picture() -> bytes:
    return png()
