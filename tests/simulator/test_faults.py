"""Every fault, on the call that makes a post public and on the others."""

from __future__ import annotations

import json
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import requests
import tweepy
from requests_oauthlib import OAuth1

from simulator import faults
from simulator.accounts import PAGES, X_ACCOUNTS
from simulator.state import State

from .conftest import facebook

KEYS = X_ACCOUNTS[0].credentials
TOKEN = PAGES[0].access_token


class Caller:
    """Makes a post on a network and says what came back, or what broke."""

    def __init__(self, desk: Any, network: str) -> None:
        self.desk, self.network = desk, network
        self.route = {"x": "create", "facebook": "feed"}[network]

    def order(self, effect: str, **more: Any) -> None:
        self.desk.order(self.network, self.route, effect, **more)

    def post(self, text: str = "Ciao", timeout: float = 5) -> requests.Response:
        # A connection of its own, as a worker that starts anew would have.
        if self.network == "x":
            address, keys = f"{self.desk.url}/2/tweets", OAuth1(*KEYS.values())
            return requests.post(
                address, json={"text": text}, auth=keys, timeout=timeout
            )
        content = {"message": text, "access_token": TOKEN}
        return requests.post(
            f"{self.desk.url}/v26.0/me/feed", data=content, timeout=timeout
        )

    def texts(self) -> list[str]:
        return self.desk.texts()


@pytest.fixture(params=["x", "facebook"])
def caller(request, desk) -> Caller:
    return Caller(desk, request.param)


def until(holds: Any, seconds: float = 3) -> bool:
    end = time.monotonic() + seconds
    while not (now := holds()) and time.monotonic() < end:
        time.sleep(0.02)
    return now


def test_a_refusal_comes_in_the_networks_own_words(caller):
    caller.order("refuse")

    answer = caller.post()

    body = answer.json()
    expected = {"x": 403, "facebook": 400}[caller.network]
    assert answer.status_code == expected
    assert body.get("status") == 403 or body["error"]["code"] == 100
    assert caller.texts() == []


def test_a_refusal_may_have_another_status_or_code(desk):
    desk.order("x", "create", "refuse", status=400)
    desk.order("facebook", "feed", "refuse", code=368)

    x, facebook = Caller(desk, "x").post(), Caller(desk, "facebook").post()

    assert (x.status_code, x.json()["title"]) == (400, "Invalid Request")
    assert facebook.json()["error"]["code"] == 368


@pytest.mark.parametrize("reset", [False, True])
def test_a_connection_drops_before_anything_is_taken(caller, reset):
    caller.order("drop_before", reset=reset)

    with pytest.raises(requests.ConnectionError):
        caller.post()

    assert caller.texts() == []


@pytest.mark.parametrize("reset", [False, True])
def test_a_post_is_taken_and_the_connection_drops(caller, reset):
    caller.order("accept_then_drop", reset=reset)

    with pytest.raises(requests.ConnectionError) as error:
        caller.post()

    assert caller.texts() == ["Ciao"]
    assert ("ConnectionResetError" in repr(error.value)) is reset


def test_a_post_is_taken_and_nothing_is_answered(caller):
    caller.order("accept_then_hang", seconds=30)

    with pytest.raises(requests.ReadTimeout):
        caller.post(timeout=0.2)

    assert caller.texts() == ["Ciao"]
    assert until(lambda: held() == 1)


def test_silence_ends_when_its_time_is_over(caller):
    caller.order("accept_then_hang", seconds=0.1)

    with pytest.raises(requests.ConnectionError):
        caller.post()

    assert caller.texts() == ["Ciao"]


def test_a_post_is_taken_long_after_the_client_has_gone(caller):
    caller.order("accept_late", seconds=1)

    with pytest.raises(requests.ReadTimeout):
        caller.post(timeout=0.1)

    assert caller.texts() == []
    assert until(lambda: caller.texts() == ["Ciao"])


def test_a_late_post_is_answered_if_the_client_still_waits(caller):
    caller.order("accept_late", seconds=0.1)

    assert caller.post().ok
    assert caller.texts() == ["Ciao"]


def test_a_post_that_is_late_for_a_reset_never_comes(caller):
    caller.order("accept_late", seconds=30)
    with pytest.raises(requests.ReadTimeout):
        caller.post(timeout=0.1)

    caller.desk.post("/reset")

    assert until(lambda: held() == 1)
    assert caller.texts() == []


@pytest.mark.parametrize(
    ("effect", "taken"), [("error_before", []), ("error_after", ["Ciao"])]
)
def test_a_server_error_before_or_after_the_post_is_taken(caller, effect, taken):
    caller.order(effect)

    answer = caller.post()

    assert answer.status_code == {"x": 503, "facebook": 500}[caller.network]
    assert answer.headers["Content-Type"].startswith("application/json")
    assert caller.texts() == taken


def test_an_error_may_have_another_status(caller):
    caller.order("error_before", status=504)

    assert caller.post().status_code == 504


def test_an_answer_ends_half_way(caller):
    caller.order("truncate")

    with pytest.raises(requests.exceptions.ChunkedEncodingError):
        caller.post()

    assert caller.texts() == ["Ciao"]


def test_an_answer_is_empty(caller):
    caller.order("empty")

    answer = caller.post()

    assert (answer.ok, answer.content) == (True, b"")
    assert caller.texts() == ["Ciao"]


def test_a_proxy_answers_in_html(caller):
    caller.order("html")

    answer = caller.post()

    assert answer.status_code == 502
    assert answer.headers["Content-Type"].startswith("text/html")
    assert caller.texts() == []


def test_a_right_answer_comes_slowly(caller):
    caller.order("slow", seconds=0.2)

    began = time.monotonic()
    answer = caller.post()

    assert answer.ok
    assert time.monotonic() - began >= 0.2
    assert caller.texts() == ["Ciao"]


def test_too_many_calls_say_when_to_come_back(desk):
    desk.order("x", "create", "rate_limit", reset_in=120)
    desk.order("facebook", "feed", "rate_limit", reset_in=120)
    desk.order("facebook", "feed", "rate_limit", code=4)

    x = Caller(desk, "x").post()
    graph, again = Caller(desk, "facebook").post(), Caller(desk, "facebook").post()

    usage = json.loads(graph.headers["X-Business-Use-Case-Usage"])[PAGES[0].id][0]
    assert (x.status_code, x.json()["title"]) == (429, "Too Many Requests")
    assert 115 <= int(x.headers["x-rate-limit-reset"]) - time.time() <= 121
    assert x.headers["x-rate-limit-remaining"] == "0"
    assert graph.json()["error"]["code"] == 32
    assert (usage["call_count"], usage["estimated_time_to_regain_access"]) == (100, 2)
    assert again.json()["error"]["code"] == 4
    assert desk.accepted() == []


def test_an_expired_token_stays_so_until_it_is_renewed(caller):
    account = {"x": "qtpiastra", "facebook": PAGES[0].id}[caller.network]
    caller.order("expired")

    statuses = [caller.post().status_code for _ in range(2)]
    caller.desk.post("/accounts/renew", {"network": "mail"})
    statuses.append(caller.post().status_code)
    caller.desk.post("/accounts/renew", {"network": caller.network, "account": account})

    assert statuses == [{"x": 401, "facebook": 400}[caller.network]] * 3
    assert caller.post().ok


def test_an_expired_page_token_has_its_subcode(desk, graph):
    desk.order("facebook", "page", "expired")

    with pytest.raises(facebook.GraphAPIError) as error:
        graph.get_object("me")

    assert error.value.result["error"]["error_subcode"] == 463


def test_a_duplicate_is_claimed_where_there_is_none(caller):
    caller.order("duplicate")

    answer = caller.post()

    assert "uplicate" in answer.text
    assert caller.texts() == []


def test_a_fault_that_meets_a_refusal_takes_nothing(caller):
    caller.post()
    caller.order("accept_then_drop")

    with pytest.raises(requests.ConnectionError):
        caller.post()

    assert caller.texts() == ["Ciao"]


def test_faults_are_used_up_in_their_order_and_their_number(caller):
    caller.order("error_before", count=2)
    caller.order("refuse")

    statuses = [caller.post().status_code for _ in range(4)]

    assert statuses[:2] == [{"x": 503, "facebook": 500}[caller.network]] * 2
    assert statuses[2] in (400, 403)
    assert statuses[3] < 300
    assert caller.desk.get("/faults").json() == []


def test_a_fault_may_be_for_one_account_only(desk, x, other_x):
    desk.order("x", "create", "error_before", account="piastra_prova")

    x.create_tweet(text="Passa")
    with pytest.raises(tweepy.TwitterServerError):
        other_x.create_tweet(text="Non passa")

    assert desk.texts() == ["Passa"]


@pytest.fixture
def hasty_threads() -> Iterator[None]:
    """Threads take turns so often that what is not guarded is interrupted."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


def test_many_at_once_use_each_fault_once(tmp_path):
    # With a file: saving is where one thread lets the others in.
    state = State(tmp_path / "state.json")
    fault = {"network": "x", "route": "create", "effect": "refuse", "count": 10}
    state.memory.faults = [fault]

    with ThreadPoolExecutor(8) as pool:
        taken = pool.map(lambda n: faults.take(state, "x", "create", "a"), range(40))

    assert sum(fault is not None for fault in taken) == 10


@pytest.mark.usefixtures("hasty_threads")
def test_many_at_once_say_the_same_once(caller):
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(caller.post, ["Ciao"] * 20))

    assert sum(answer.ok for answer in answers) == 1
    assert caller.texts() == ["Ciao"]


CALLS = {
    ("x", "me"): lambda x, graph: x.get_me(),
    ("x", "upload"): lambda x, graph: x.request(
        "POST", "/2/media/upload", json={}, user_auth=True
    ),
    ("x", "metadata"): lambda x, graph: x.request(
        "POST", "/2/media/metadata", json={}, user_auth=True
    ),
    ("x", "create"): lambda x, graph: x.create_tweet(text="Ciao"),
    ("x", "timeline"): lambda x, graph: x.get_users_tweets("1", user_auth=True),
    ("x", "read"): lambda x, graph: x.get_tweet("1", user_auth=True),
    ("x", "delete"): lambda x, graph: x.delete_tweet("1"),
    ("facebook", "page"): lambda x, graph: graph.get_object("me"),
    ("facebook", "photo"): lambda x, graph: graph.put_photo(b""),
    ("facebook", "feed"): lambda x, graph: graph.put_object(
        "me", "feed", message="Ciao"
    ),
    ("facebook", "posts"): lambda x, graph: graph.get_connections("me", "posts"),
    ("facebook", "read"): lambda x, graph: graph.get_object("1_1"),
    ("facebook", "edit"): lambda x, graph: graph.request(
        "v26.0/1_1", post_args={"message": "a"}
    ),
    ("facebook", "delete"): lambda x, graph: graph.delete_object("1_1"),
}


@pytest.mark.parametrize(("network", "route"), CALLS)
def test_every_route_can_go_wrong(desk, x, graph, network, route):
    desk.order(network, route, "drop_before")

    with pytest.raises(requests.ConnectionError):
        CALLS[network, route](x, graph)

    assert desk.get("/faults").json() == []


def test_every_route_that_can_be_named_is_tried_above():
    named = {
        (network, route)
        for network in ("x", "facebook")
        for route in faults.ROUTES[network]
    }

    assert set(CALLS) == named


@pytest.mark.parametrize(
    ("fault", "word"),
    [
        ({"network": "y", "route": "create", "effect": "slow"}, "network"),
        ({"network": "x", "route": "feed", "effect": "slow"}, "route"),
        ({"network": "x", "route": "create", "effect": "explode"}, "effect"),
        ({"network": "x", "route": "me", "effect": "duplicate"}, "effect"),
        ({"network": "mail", "route": "data", "effect": "html"}, "effect"),
        ({"network": "x", "route": "create", "effect": "slow", "second": 1}, "second"),
        ({"network": "x", "route": "create", "effect": "slow", "count": "2"}, "count"),
        ("slow", "object"),
    ],
)
def test_a_fault_that_cannot_be_is_told_so(desk, fault, word):
    answer = desk.post("/faults", [fault])

    assert answer.status_code == 400
    assert word in answer.json()["error"]
    assert desk.get("/faults").json() == []


def test_a_reset_forgets_all_but_the_ids_it_gave(desk, x, graph):
    first = int(x.create_tweet(text="Ciao").data["id"])
    desk.order("x", "me", "expired", count=3)
    with pytest.raises(tweepy.Unauthorized):
        x.get_me()

    desk.post("/reset")

    assert desk.accepted() == desk.get("/faults").json() == []
    assert int(x.create_tweet(text="Ciao").data["id"]) > first


def held() -> int:
    """How many connections the simulator holds; the desk's own is one."""
    names = [thread.name for thread in threading.enumerate()]
    return sum("process_request_thread" in name for name in names)
