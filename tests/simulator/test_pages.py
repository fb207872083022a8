"""What a person sees in a browser."""

from __future__ import annotations

import pytest

from simulator.accounts import PAGES
from simulator.pages import PAGE_SIZE

from .test_x import upload


def path(desk, row: dict) -> str:
    return row["url"].removeprefix(desk.url)


def test_an_empty_simulator_says_so(desk):
    page = desk.get("/")

    assert page.status_code == 200
    assert "Nothing has arrived yet" in page.text
    assert '<html lang="en">' in page.text


def test_everything_stands_on_the_first_page_newest_first(desk, x, graph, picture):
    x.create_tweet(text="Su X <b>", media_ids=[upload(x, picture, alt='Una "piazza"')])
    graph.put_object("me", "feed", message="Su Facebook", link="https://example.org/a")

    page = desk.get("/").text

    assert page.index("Su Facebook") < page.index("Su X &lt;b&gt;")
    assert 'alt="Una &quot;piazza&quot;"' in page
    assert '<a href="https://example.org/a">' in page
    assert "<script" not in page


def test_every_account_has_a_timeline_of_its_own(desk, x, graph):
    x.create_tweet(text="Su X")
    graph.put_object("me", "feed", message="Su Facebook")

    assert "Su Facebook" not in desk.get("/x/qtpiastra").text
    assert "Su X" in desk.get("/x/qtpiastra").text
    assert "Su Facebook" in desk.get(f"/facebook/{PAGES[0].id}").text
    assert "Nothing has arrived" in desk.get("/mail").text
    assert desk.get("/x/nobody").status_code == 404


def test_a_deleted_post_is_marked_and_its_address_says_so(desk, x):
    id = x.create_tweet(text="Per poco").data["id"]
    address = path(desk, desk.accepted()[0])
    before = desk.get(address)
    x.delete_tweet(id)

    after = desk.get(address)
    assert (before.status_code, "Per poco" in before.text) == (200, True)
    assert (after.status_code, "deleted" in after.text) == (410, True)
    assert "Deleted." in desk.get("/").text


@pytest.mark.parametrize(
    "address",
    ["/x/qtpiastra/status/1", "/mail/1", f"/images/{'0' * 64}", "/none", "/robots.txt"],
)
def test_an_address_with_nothing_behind_it_says_so(desk, address):
    page = desk.get(address)

    assert page.status_code == 404
    assert "<h1>Nothing here</h1>" in page.text


def test_the_address_of_a_posts_picture_shows_the_post(desk, x, picture):
    x.create_tweet(text="Guarda", media_ids=[upload(x, picture)])
    address = path(desk, desk.accepted()[0])

    assert "Guarda" in desk.get(f"{address}/photo/1").text


def test_long_timelines_have_pages(desk, x):
    for n in range(PAGE_SIZE + 1):
        x.create_tweet(text=f"Post {n}.")

    first, second = desk.get("/").text, desk.get("/?page=2").text

    assert "Post 0." not in first
    assert "Post 0." in second
    assert "Page 1 of 2" in first
    assert desk.get("/?page=99").text == second
    assert desk.get("/?page=no").text == first


def test_a_link_checker_may_ask_for_the_head(desk, x):
    x.create_tweet(text="Ciao")
    answer = desk.session.head(desk.accepted()[0]["url"], timeout=5)

    assert (answer.status_code, answer.content) == (200, b"")


def test_the_accounts_are_listed_with_what_a_network_asks_for(desk):
    accounts = desk.get("/accounts.json").json()

    assert [(a["network"], a["account"]) for a in accounts] == [
        ("x", "qtpiastra"),
        ("x", "piastra_prova"),
        *(("facebook", page.id) for page in PAGES),
    ]
    assert set(accounts[0]["credentials"]) == {
        *("consumer_key", "consumer_secret", "access_token", "access_token_secret")
    }
    assert accounts[2]["credentials"]["page_id"] == PAGES[0].id
