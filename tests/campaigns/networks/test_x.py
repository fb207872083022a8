from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from campaigns.networks import x
from campaigns.networks.base import (
    Failure,
    Message,
    Reconnect,
    Rejected,
    TryLater,
    Unconfirmed,
)
from campaigns.networks.x import X
from campaigns.reasons import REASONS
from simulator.accounts import X_ACCOUNTS
from simulator.server import Simulator

from .answers import http
from .contract import RemoteContract, send


class TestX(RemoteContract):
    network = X
    account = X_ACCOUNTS[0].id
    credentials = X_ACCOUNTS[0].credentials
    asking, uploading, publishing = "me", "upload", "create"
    looking, deleting = "timeline", "delete"


def connect(address: str) -> X:
    return X(X_ACCOUNTS[0].credentials, address, {"read_timeout": 2})


def publish(address: str) -> None:
    connect(address).publish(
        Message("Ciao"), "key", {"handle": "qtpiastra", "media_ids": []}
    )


PROBLEMS = "https://api.twitter.com/2/problems/"


@pytest.mark.parametrize(
    ("status", "body", "failure", "code"),
    [
        (400, {"title": "Invalid Request", "detail": "bad"}, Rejected, "invalid"),
        (
            400,
            {"errors": [{"message": "Your Tweet text is too long."}]},
            Rejected,
            "too_long",
        ),
        (401, {"title": "Unauthorized", "status": 401}, Reconnect, "token_invalid"),
        (402, {"title": "CreditsDepleted"}, Rejected, "budget"),
        (403, {"detail": "with duplicate content."}, Rejected, "duplicate"),
        (403, {"detail": "not permitted to perform"}, Rejected, "permission"),
        (403, {"detail": "Your account is suspended"}, Rejected, "suspended"),
        (
            403,
            {"type": f"{PROBLEMS}unsupported-authentication"},
            Reconnect,
            "permission",
        ),
        (429, {"title": "Too Many Requests"}, TryLater, "rate_limit"),
        (429, "<html>slow down</html>", TryLater, "rate_limit"),
        (429, {"type": f"{PROBLEMS}usage-capped"}, Rejected, "budget"),
        (408, {"title": "Request Timeout"}, Unconfirmed, "unavailable"),
        (500, {"title": "Internal Server Error"}, Unconfirmed, "unavailable"),
        (403, "<html>a firewall</html>", Unconfirmed, "unreadable_answer"),
        (403, [{"code": 187}], Unconfirmed, "unreadable_answer"),
        (500, [{"code": 131}], Unconfirmed, "unavailable"),
        (201, {"errors": [{"title": "partial"}]}, Unconfirmed, "unreadable_answer"),
        (201, {"data": {"id": "soon"}}, Unconfirmed, "unreadable_answer"),
        (201, [], Unconfirmed, "unreadable_answer"),
        (201, "null", Unconfirmed, "unreadable_answer"),
        (302, "", Unconfirmed, "unreadable_answer"),
    ],
)
def test_an_answer_of_x_means_what_its_documents_say(
    peer: Callable[..., Any],
    status: int,
    body: Any,
    failure: type[Failure],
    code: str,
) -> None:
    with pytest.raises(failure) as met:
        publish(peer(http(status, body)).address)

    assert met.value.code == code
    assert code in REASONS
    assert str(status) in met.value.detail


def test_waits_for_the_longest_of_the_limits_that_are_used_up(
    peer: Callable[..., Any],
) -> None:
    limits = {
        "x_rate_limit_remaining": "99",
        "x_rate_limit_reset": "1800000000",
        "x_app_limit_24hour_remaining": "0",
        "x_app_limit_24hour_reset": "1800080000",
    }

    with pytest.raises(TryLater) as failure:
        publish(peer(http(429, {"title": "Too Many Requests"}, **limits)).address)

    assert failure.value.not_before == datetime.fromtimestamp(1800080000, UTC)


def test_the_same_text_is_known_again_after_what_x_does_to_it(
    simulator: Simulator,
) -> None:
    network = connect(simulator.url)
    message = Message(
        "Lettura & merenda: 3 < 5 > 2, vedi comune.sondrio.it.\n\n\nPerche\u0301 no?",
        link="https://www.comune.sondrio.it/",
    )
    published = send(network, message)

    found = network.find(message, "key", {}, datetime.now(UTC))

    assert [f.id for f in found] == [published.id]


def test_a_long_timeline_is_read_page_by_page(
    simulator: Simulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(x, "PER_PAGE", 5)
    network = connect(simulator.url)
    messages = [Message(f"Numero {n}") for n in range(12)]
    published = [send(network, message) for message in messages]

    found = network.find(messages[0], "key", {}, datetime.now(UTC))

    assert [f.id for f in found] == [published[0].id]


def test_a_timeline_too_long_to_read_says_nothing(
    simulator: Simulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(x, "PER_PAGE", 5)
    monkeypatch.setattr(x, "PAGES", 2)
    network = connect(simulator.url)
    messages = [Message(f"Numero {n}") for n in range(11)]
    for message in messages:
        send(network, message)

    with pytest.raises(TryLater):
        network.find(messages[0], "key", {}, datetime.now(UTC))


def test_an_answer_without_a_timeline_is_not_an_empty_timeline(
    peer: Callable[..., Any],
) -> None:
    known = {"user_id": "1", "handle": "qtpiastra"}

    for body in (
        {},
        {"errors": [{"title": "Not Found Error"}]},
        {"meta": {"result_count": 1}},
    ):
        with pytest.raises(TryLater):
            connect(peer(http(200, body)).address).find(
                Message("Ciao"), "key", known, datetime.now(UTC)
            )


def test_on_the_real_service_a_post_stands_at_x_com() -> None:
    network = X({})

    assert network.address == "https://api.x.com"
    assert network.site == "https://x.com"
