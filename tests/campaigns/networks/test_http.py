from __future__ import annotations

import logging
import socket
import threading
from collections.abc import Callable
from time import monotonic, sleep
from typing import Any

import pytest

from campaigns.networks.base import Rejected, TryLater, Unconfirmed
from campaigns.networks.http import Answer, Door, Unanswered, Unreached, scrub

from .answers import http

SECRET = "s3cr3t/token+x"


def door(address: str, **options: float) -> Door:
    return Door(address, [SECRET], options)


def call(door: Door, *, publishing: bool) -> Any:
    with door.asking(lambda answer: None, publishing=publishing):
        return door.request("POST", "https://api.example/2/tweets").json()["data"]


def test_the_configured_address_takes_the_place_of_the_libraries_host(
    peer: Callable[..., Any],
) -> None:
    service = peer(http(200, {"data": 1}))

    door(f"{service.address}/base").request("GET", "https://api.example/2/me?x=1")

    assert service.heard[0].startswith(b"GET /base/2/me?x=1 HTTP/1.1")
    assert f"Host: 127.0.0.1:{service.port}".encode() in service.heard[0]


def test_a_token_in_the_query_travels_in_a_header(peer: Callable[..., Any]) -> None:
    service = peer(http(200, {}))

    door(service.address).request(
        "GET", "https://api.example/me", params={"access_token": SECRET, "fields": "id"}
    )

    assert service.heard[0].startswith(b"GET /me?fields=id HTTP/1.1")
    assert f"Authorization: Bearer {SECRET}".encode() in service.heard[0]


def test_a_redirect_is_not_followed(peer: Callable[..., Any]) -> None:
    elsewhere = peer(http(200, {"data": 1}))
    service = peer(http(307, "", Location=f"{elsewhere.address}/2/tweets"))

    with pytest.raises(Unconfirmed, match="unreadable_answer"):
        call(door(service.address), publishing=True)

    assert elsewhere.heard == []
    assert len(service.heard) == 1


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"HTTP/1.1 200 OK\r\n",
        b'HTTP/1.1 200 OK\r\nContent-Length: 90\r\n\r\n{"data": 1}',
        b'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nb\r\n{"data"',
        b'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nb\r\n{"data": 1}\r\n',
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc",
        b"not http at all\r\n\r\n",
    ],
)
def test_an_answer_cut_short_is_a_doubt_only_if_something_was_published(
    peer: Callable[..., Any], answer: bytes
) -> None:
    address = peer(answer).address

    with pytest.raises(Unconfirmed):
        call(door(address), publishing=True)
    with pytest.raises(TryLater):
        call(door(address), publishing=False)


def test_a_call_that_drips_is_given_up(peer: Callable[..., Any]) -> None:
    service = peer(http(200, "x" * 500), pieces=100, pause=0.05)
    began = monotonic()

    with pytest.raises(Unanswered) as lost:
        door(service.address, call_timeout=0.3, read_timeout=0.3).request(
            "GET", "https://api.example/"
        )

    assert lost.value.code == "timeout"
    assert monotonic() - began < 1


def test_a_large_body_arrives_whole(peer: Callable[..., Any]) -> None:
    service = peer(http(200, {}))

    door(service.address).request("POST", "https://api.example/", data=b"x" * 40_000)

    assert b"Content-Length: 40000" in service.heard[0]
    assert b"Transfer-Encoding" not in service.heard[0]


def test_a_slow_line_may_take_longer_than_connecting_may() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        address = f"http://127.0.0.1:{listener.getsockname()[1]}"
        reader = threading.Thread(target=read_slowly, args=[listener])
        reader.start()

        try:
            answer = door(address, connect_timeout=0.2).request(
                "POST", "https://api.example/", data=b"x" * 12_000_000
            )
        finally:
            reader.join()

    assert answer.ok


def read_slowly(listener: socket.socket) -> None:
    connection, _ = listener.accept()
    heard = 0
    with connection:
        while heard < 12_000_000 and (part := connection.recv(200_000)):
            heard += len(part)
            sleep(0.01)
        connection.sendall(http(200, {}))


def test_a_peer_without_the_right_certificate_gets_nothing(
    peer: Callable[..., Any],
) -> None:
    service = peer(http(400, "plain HTTP on the port of HTTPS"))

    with pytest.raises(TryLater) as failure:
        call(door(f"https://127.0.0.1:{service.port}"), publishing=True)

    assert failure.value.code == "insecure"


@pytest.mark.parametrize("address", ["nonsense", "http://"])
def test_an_address_that_is_none_sends_nothing(address: str) -> None:
    with pytest.raises((TryLater, Rejected)):
        call(door(address), publishing=True)


def test_the_real_world_is_reached_through_the_towns_proxy(
    peer: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    proxy = peer(http(403, "no"))
    monkeypatch.setenv("HTTPS_PROXY", proxy.address)
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)

    with pytest.raises(Unreached) as refused:
        door("https://api.example").request("POST", "https://api.example/2/tweets")

    assert proxy.heard[0].startswith(b"CONNECT api.example:443")
    assert refused.value.code == "no_route"
    assert not isinstance(refused.value, Unanswered)


def test_loopback_is_never_reached_through_a_proxy(
    peer: Callable[..., Any], closed_address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", closed_address)
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)

    assert call(door(peer(http(200, {"data": 7})).address), publishing=True) == 7


def test_the_machines_netrc_replaces_no_token(
    peer: Callable[..., Any], tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("default login somebody password else\n")
    monkeypatch.setenv("NETRC", str(netrc))
    service = peer(http(200, {}))
    session = door(service.address)
    session.trust_env = True

    session.request("GET", "https://api.example/", params={"access_token": SECRET})

    assert b"Authorization: Bearer" in service.heard[0]
    assert b"Basic" not in service.heard[0]


@pytest.mark.parametrize(
    ("status", "body", "code"),
    [
        (200, "", "unreadable_answer"),
        (200, "<html>", "unreadable_answer"),
        (200, "[]", "unreadable_answer"),
        (403, "<html>a firewall</html>", "unreadable_answer"),
        (502, "<html>", "unavailable"),
        (503, {"title": "Service Unavailable"}, "unavailable"),
    ],
)
def test_an_answer_that_decides_nothing_is_a_doubt(
    peer: Callable[..., Any], status: int, body: Any, code: str
) -> None:
    def library(session: Door) -> None:
        answer = session.request("POST", "https://api.example/")
        answer.raise_for_status()
        answer.json()["data"]

    session = door(peer(http(status, body)).address)

    with (
        pytest.raises(Unconfirmed) as doubt,
        session.asking(lambda a: None, publishing=True),
    ):
        library(session)

    assert doubt.value.code == code


def test_what_the_network_repeats_of_our_secrets_is_scrubbed(
    peer: Callable[..., Any], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    session = door(peer(http(200, {"error": f"Malformed token {SECRET}"})).address)

    with pytest.raises(Unconfirmed) as doubt:
        call(session, publishing=True)

    assert "Malformed token [secret]" in doubt.value.detail
    assert SECRET not in str(doubt.value) + caplog.text


def test_scrubbing_knows_a_secret_in_an_address() -> None:
    text = f"GET /me?access_token=s3cr3t%2Ftoken%2Bx and {SECRET}"

    assert scrub(text, [SECRET, ""]) == "GET /me?access_token=[secret] and [secret]"


def test_an_answer_that_is_not_json_has_no_data() -> None:
    assert Answer(200, {}, "<p>").data is None
    assert Answer(200, {}, '{"a": 1}').data == {"a": 1}
