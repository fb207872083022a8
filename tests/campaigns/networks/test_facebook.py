from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from campaigns.networks import facebook
from campaigns.networks.base import (
    Failure,
    Message,
    Reconnect,
    Rejected,
    TryLater,
    Unconfirmed,
)
from campaigns.networks.facebook import Facebook
from campaigns.reasons import REASONS
from simulator.accounts import PAGES
from simulator.server import Simulator

from .answers import http
from .contract import LINK, TEXT, RemoteContract, accepted, order, post, send


class TestFacebook(RemoteContract):
    network = Facebook
    account = PAGES[0].id
    credentials = PAGES[0].credentials
    asking, uploading, publishing = "page", "photo", "feed"
    looking, deleting = "posts", "delete"


def connect(address: str, **options: Any) -> Facebook:
    return Facebook(PAGES[0].credentials, address, {"read_timeout": 2, **options})


def publish(address: str) -> None:
    connect(address).publish(Message("Ciao"), "key", {"photo_ids": []})


def error(code: Any, **more: Any) -> dict[str, Any]:
    return {"error": {"message": "no", "type": "OAuthException", "code": code, **more}}


@pytest.mark.parametrize(
    ("status", "body", "failure", "code"),
    [
        (400, error(190, error_subcode=463), Reconnect, "token_expired"),
        (400, error(190, error_subcode=460), Reconnect, "token_invalid"),
        (400, error(190), Reconnect, "token_invalid"),
        (400, error(102), Reconnect, "token_invalid"),
        *((400, error(n), TryLater, "rate_limit") for n in (4, 17, 32, 341, 613)),
        (403, error(80001), TryLater, "rate_limit"),
        (400, error(368), TryLater, "rate_limit"),
        (500, error(1), Unconfirmed, "unavailable"),
        (500, error(2, is_transient=True), Unconfirmed, "unavailable"),
        (400, error(2), Unconfirmed, "unavailable"),
        (400, error(9999, is_transient=True), Unconfirmed, "unavailable"),
        (400, error(506), Rejected, "duplicate"),
        (403, error(10), Rejected, "permission"),
        (403, error(200), Rejected, "permission"),
        (403, error(299), Rejected, "permission"),
        (400, error(100), Rejected, "invalid"),
        (400, error(100, error_subcode=33), Rejected, "not_found"),
        (400, error(1609005), Rejected, "invalid"),
        (400, error(2635), Rejected, "version_expired"),
        (200, error(506), Rejected, "duplicate"),
        (500, error(100), Unconfirmed, "unavailable"),
        (503, error(368), Unconfirmed, "unavailable"),
        (500, error(None), Unconfirmed, "unavailable"),
        (502, "<html>", Unconfirmed, "unavailable"),
        (200, {}, Unconfirmed, "unreadable_answer"),
        (200, {"id": ""}, Unconfirmed, "unreadable_answer"),
        (200, {"id": 5}, Unconfirmed, "unreadable_answer"),
        (200, [], Unconfirmed, "unreadable_answer"),
        (302, "", Unconfirmed, "unreadable_answer"),
    ],
)
def test_an_error_of_the_graph_means_what_its_documents_say(
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


def test_an_answer_without_a_type_is_a_doubt(peer: Callable[..., Any]) -> None:
    with pytest.raises(Unconfirmed):
        publish(peer(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}").address)


@pytest.mark.parametrize("code", [1, 2])
def test_trouble_of_the_graph_with_a_picture_is_tried_later(
    peer: Callable[..., Any], code: int
) -> None:
    with pytest.raises(TryLater) as failure:
        connect(peer(http(500, error(code))).address).prepare(post(), "key")

    assert failure.value.code == "unavailable"


def test_waits_as_long_as_the_pages_usage_says(peer: Callable[..., Any]) -> None:
    usage = {
        "1": [{"type": "pages", "estimated_time_to_regain_access": 7}],
        "2": [{"type": "pages", "estimated_time_to_regain_access": 30}],
    }
    service = peer(http(400, error(80001), X_Business_Use_Case_Usage=json.dumps(usage)))

    with pytest.raises(TryLater) as failure:
        publish(service.address)

    wait = failure.value.not_before - datetime.now(UTC)
    assert timedelta(minutes=29) < wait <= timedelta(minutes=30)


@pytest.mark.parametrize("usage", ["", "no json", "[]", '{"1": 5}', '{"1": [{}]}'])
def test_usage_that_cannot_be_read_names_no_time(
    peer: Callable[..., Any], usage: str
) -> None:
    service = peer(http(400, error(32), X_Business_Use_Case_Usage=usage))

    with pytest.raises(TryLater) as failure:
        publish(service.address)

    assert failure.value.not_before is None


def test_without_pictures_the_link_is_a_card_and_not_in_the_text(
    simulator: Simulator,
) -> None:
    network = connect(simulator.url)
    message = post(images=())

    published = send(network, message)

    [there] = accepted(simulator)
    assert (there["text"], there["link"]) == (TEXT, LINK)
    [found] = network.find(message, "key", {}, datetime.now(UTC))
    assert found.id == published.id


def test_a_post_with_other_pictures_is_not_the_same_post(simulator: Simulator) -> None:
    network = connect(simulator.url)
    send(network, post())

    fewer = post(images=post().images[:1])

    assert network.find(fewer, "key", {}, datetime.now(UTC)) == []


@pytest.mark.parametrize("effect", ["drop_before", "html", "expired", "rate_limit"])
def test_a_post_that_is_out_stays_out_when_its_address_cannot_be_read(
    simulator: Simulator, effect: str
) -> None:
    order(simulator, network="facebook", route="read", effect=effect)

    published = send(connect(simulator.url), post())

    [there] = accepted(simulator)
    assert (published.id, published.url) == (there["id"], there["url"])


def test_the_posts_are_read_page_by_page(
    simulator: Simulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(facebook, "PER_PAGE", 3)
    network = connect(simulator.url)
    messages = [Message(f"Numero {n}") for n in range(8)]
    published = [send(network, message) for message in messages]

    [found] = network.find(messages[0], "key", {}, datetime.now(UTC))
    assert found.id == published[0].id

    monkeypatch.setattr(facebook, "PAGES", 2)
    with pytest.raises(TryLater):
        network.find(messages[0], "key", {}, datetime.now(UTC))


def test_a_post_of_another_page_cannot_be_withdrawn(simulator: Simulator) -> None:
    other = Facebook(PAGES[1].credentials, simulator.url)
    published = send(other, post())

    with pytest.raises(Rejected) as refusal:
        connect(simulator.url).withdraw(published.id)

    assert refusal.value.code == "permission"
    assert not accepted(simulator)[0]["deleted"]


def test_the_token_of_another_page_does_not_connect(simulator: Simulator) -> None:
    mixed = PAGES[0].credentials | {"access_token": PAGES[1].access_token}

    with pytest.raises(Reconnect) as failure:
        Facebook(mixed, simulator.url).check()

    assert failure.value.code == "wrong_account"
    assert PAGES[1].name in failure.value.detail


def test_calls_the_version_that_it_was_told(peer: Callable[..., Any]) -> None:
    service = peer(http(200, {"id": "1_2"}))

    connect(service.address, version="v25.0").publish(
        Message("Ciao"), "key", {"photo_ids": []}
    )

    assert service.heard[0].startswith(f"POST /v25.0/{PAGES[0].id}/feed".encode())


def test_an_ended_version_is_said_to_have_ended(simulator: Simulator) -> None:
    with pytest.raises(Rejected) as refusal:
        send(connect(simulator.url, version="v20.0"), Message("Ciao"))

    assert refusal.value.code == "version_expired"


def test_a_token_that_the_graph_repeats_is_scrubbed(peer: Callable[..., Any]) -> None:
    token = PAGES[0].access_token
    said = {"error": {"message": f"Malformed access token {token}", "code": 190}}

    with pytest.raises(Reconnect) as failure:
        connect(peer(http(400, said)).address).check()

    assert token not in failure.value.detail
    assert "Malformed access token [secret]" in failure.value.detail


def test_on_the_real_service_a_post_stands_at_facebook_com() -> None:
    network = Facebook({})

    assert network.address == "https://graph.facebook.com"
    assert network.site == "https://www.facebook.com"
