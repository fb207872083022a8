"""Facebook, as facebook-sdk meets it."""

from __future__ import annotations

import json
import re
import time

import pytest

from simulator.accounts import PAGES

from .conftest import facebook, png

PAGE = PAGES[0]


def refused(code: int, subcode: int | None = None):
    """What facebook-sdk raises for an error of this code and subcode."""

    def fits(error: facebook.GraphAPIError) -> bool:
        return (error.code, error.result["error"].get("error_subcode")) == (
            code,
            subcode,
        )

    return pytest.raises(facebook.GraphAPIError, check=fits)


def photo(graph, data: bytes, alt: str = "", path: str = "me/photos") -> str:
    return graph.put_photo(data, path, published="false", alt_text_custom=alt)["id"]


def attached(*ids: str) -> str:
    return json.dumps([{"media_fbid": id} for id in ids])


@pytest.mark.parametrize("id", ["me", PAGE.id])
def test_a_page_says_who_it_is(graph, id):
    page = graph.get_object(id, fields="id,name,link")

    assert (page["id"], page["name"]) == (PAGE.id, "Qt Piastra")
    assert page["link"].endswith(f"/facebook/{PAGE.id}")


def test_a_post_is_taken_and_read_back(graph, desk):
    link = "https://example.org/a"
    id = graph.put_object("me", "feed", message="Ciao", link=link)["id"]

    post = graph.get_object(
        id, fields="id,message,permalink_url,created_time,attachments"
    )
    row = desk.accepted()[0]
    assert post["message"] == row["text"] == "Ciao"
    assert (row["network"], row["account"], row["link"]) == ("facebook", PAGE.id, link)
    assert post["permalink_url"] == row["url"]
    assert row["url"] == f"{desk.url}/facebook/{PAGE.id}/posts/{id.split('_')[1]}"
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+0000", post["created_time"])
    assert post["attachments"]["data"][0]["unshimmed_url"] == link


def test_photos_uploaded_before_stand_on_the_post_in_order(graph, desk, picture):
    ids = [photo(graph, picture, "Prima"), photo(graph, png(9, 9), "Seconda")]
    id = graph.put_object("me", "feed", message="Foto", attached_media=attached(*ids))[
        "id"
    ]

    post = graph.get_object(
        id, fields="attachments{media_type,subattachments{media_type}}"
    )
    album = post["attachments"]["data"][0]
    assert [image["alt"] for image in desk.accepted()[0]["images"]] == [
        "Prima",
        "Seconda",
    ]
    assert [part["media_type"] for part in album["subattachments"]["data"]] == [
        "photo"
    ] * 2
    assert len(desk.accepted()) == 1


def test_photos_may_be_attached_one_field_each(graph, desk, picture):
    ids = [photo(graph, picture, "a"), photo(graph, png(9, 9), "b")]
    fields = {
        f"attached_media[{n}]": json.dumps({"media_fbid": id})
        for n, id in enumerate(ids)
    }
    graph.put_object("me", "feed", message="Foto", **fields)

    assert [image["alt"] for image in desk.accepted()[0]["images"]] == ["a", "b"]


def test_a_published_photo_is_a_post(graph, desk, picture):
    answer = graph.put_photo(picture, message="Subito", alt_text_custom="Una piazza")

    row = desk.accepted()[0]
    assert (row["id"], row["text"]) == (answer["post_id"], "Subito")
    assert row["images"][0]["alt"] == "Una piazza"


def test_what_is_not_a_fit_photo_is_refused(graph):
    with refused(100, 1366046):
        photo(graph, b"no picture")
    with refused(100, 1366046):
        photo(graph, png(padding=10 * 1024 * 1024))
    with refused(324):
        graph.request("v26.0/me/photos", post_args={"published": "false"})


def test_only_own_photos_are_attached_and_only_once(graph, other_graph, desk, picture):
    theirs, mine = photo(other_graph, picture), photo(graph, picture)
    graph.put_object("me", "feed", message="Prima", attached_media=attached(mine))

    with refused(100, 33):
        graph.put_object("me", "feed", message="Poi", attached_media=attached(theirs))
    with refused(100, 1366051):
        graph.put_object("me", "feed", message="Poi", attached_media=attached(mine))
    with refused(100):
        graph.put_object("me", "feed", message="Poi", attached_media="[[")

    assert desk.texts() == ["Prima"]


def test_the_same_post_twice_in_a_row_is_refused(graph, desk, picture):
    graph.put_object(
        "me", "feed", message="Ciao", attached_media=attached(photo(graph, picture))
    )

    with refused(506, 1455006):
        again = attached(photo(graph, picture))
        graph.put_object("me", "feed", message="Ciao", attached_media=again)
    graph.put_object("me", "feed", message="Ciao", link="https://example.org/")
    graph.put_object("me", "feed", message="Altro")
    graph.put_object("me", "feed", message="Ciao")

    assert desk.texts() == ["Ciao", "Ciao", "Altro", "Ciao"]


def test_a_deleted_post_may_be_said_again(graph, desk):
    id = graph.put_object("me", "feed", message="Ciao")["id"]

    assert graph.delete_object(id) == {"success": True}
    graph.put_object("me", "feed", message="Ciao")

    assert [row["deleted"] for row in desk.accepted()] == [True, False]
    with refused(100, 33):
        graph.get_object(id)
    with refused(100, 33):
        graph.delete_object(id)


@pytest.mark.parametrize(
    "content",
    [{}, {"message": "a" * 63_207}, {"message": "Ciao", "link": "no address"}],
    ids=["nothing", "too long", "a bad link"],
)
def test_an_unfit_post_is_refused(graph, desk, content):
    with pytest.raises(facebook.GraphAPIError) as error:
        graph.put_object("me", "feed", **content)

    assert error.value.code == 100
    assert desk.accepted() == []


def test_a_text_is_edited_in_place(graph, desk):
    id = graph.put_object("me", "feed", message="Sbaliato")["id"]

    answer = graph.request(f"v26.0/{id}", post_args={"message": "Sbagliato"})

    assert answer == {"success": True}
    assert graph.get_object(id)["message"] == "Sbagliato"
    assert [(row["text"], row["edited"]) for row in desk.accepted()] == [
        ("Sbagliato", True)
    ]
    with refused(100):
        graph.request(f"v26.0/{id}", post_args={"message": ""})


@pytest.mark.parametrize("edge", ["posts", "published_posts", "feed"])
def test_the_posts_of_a_page_come_newest_first(graph, edge):
    for n in range(3):
        graph.put_object("me", "feed", message=f"Post {n}")

    page = graph.get_connections("me", edge, fields="message", limit=2)
    rest = graph.get_connections(
        "me", edge, fields="message", limit=2, after=page["paging"]["cursors"]["after"]
    )

    assert [post["message"] for post in page["data"]] == ["Post 2", "Post 1"]
    assert [post["message"] for post in rest["data"]] == ["Post 0"]
    assert "next" not in rest["paging"]


def test_the_next_page_stands_at_an_address(graph):
    for n in range(5):
        graph.put_object("me", "feed", message=f"Post {n}")

    posts = graph.get_all_connections("me", "posts", limit=2)

    assert [post["message"] for post in posts] == [f"Post {n}" for n in (4, 3, 2, 1, 0)]


def test_the_posts_of_a_page_are_read_between_two_times(graph):
    graph.put_object("me", "feed", message="Ora")
    now = int(time.time())

    def count(**between: object) -> int:
        return len(graph.get_connections("me", "posts", **between)["data"])

    assert count(since=now - 60, until=now + 60) == 1
    assert count(since=now + 60) == 0
    assert count(until="2020-01-01T00:00:00") == 0


def test_an_unknown_field_or_cursor_is_refused(graph):
    with refused(100):
        graph.get_connections("me", "posts", fields="id,mesage")
    with refused(100):
        graph.get_connections("me", "posts", after="bm9uZQ==")
    with refused(100):
        graph.get_connections("me", "posts", limit="many")


def test_a_page_speaks_for_itself_only(graph, other_graph):
    id = graph.put_object("me", "feed", message="Mio")["id"]

    for call in (other_graph.get_object, other_graph.delete_object):
        with refused(200):
            call(id)
    with refused(200):
        other_graph.put_object(PAGE.id, "feed", message="Altrui")


def test_a_bad_token_and_no_token_are_told_apart(graph):
    graph.access_token = "wrong"
    with refused(190, 467):
        graph.get_object("me")

    graph.access_token = None
    with refused(104):
        graph.get_object("me")


def test_a_token_may_come_as_a_bearer(desk):
    answer = desk.get("/me", headers={"Authorization": f"Bearer {PAGE.access_token}"})

    assert answer.json() == {"id": PAGE.id, "name": "Qt Piastra"}


@pytest.mark.parametrize(("version", "code"), [("v20.0", 2635), ("v99.0", 2500)])
def test_a_version_that_is_over_or_never_was_is_refused(graph, version, code):
    graph.version = version

    with refused(code):
        graph.get_object("me")


def test_every_answer_says_how_much_was_used(graph, desk):
    answer = desk.get("/v26.0/me", params={"access_token": PAGE.access_token})

    usage = json.loads(answer.headers["X-Business-Use-Case-Usage"])[PAGE.id][0]
    assert answer.headers["facebook-api-version"] == "v26.0"
    assert json.loads(answer.headers["X-App-Usage"])["call_count"] == 0
    assert usage["estimated_time_to_regain_access"] == 0
