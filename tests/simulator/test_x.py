"""X, as tweepy meets it."""

from __future__ import annotations

import base64
import time
from datetime import UTC, datetime, timedelta

import pytest
import requests
import tweepy
from requests_oauthlib import OAuth1

from simulator.accounts import X_ACCOUNTS
from simulator.server import Simulator

from .conftest import Rewriting, png, tweepy_client

ME = X_ACCOUNTS[0]


def upload(client: tweepy.Client, data: bytes, alt: str = "") -> str:
    encoded = {
        "media": base64.b64encode(data).decode(),
        "media_category": "tweet_image",
    }
    answer = client.request("POST", "/2/media/upload", json=encoded, user_auth=True)
    id = answer.json()["data"]["id"]
    if alt:
        words = {"id": id, "metadata": {"alt_text": {"text": alt}}}
        client.request("POST", "/2/media/metadata", json=words, user_auth=True)
    return id


def timeline(client: tweepy.Client, **more: object) -> list[tweepy.Tweet]:
    return client.get_users_tweets(ME.id, user_auth=True, **more).data or []


def test_the_account_says_who_it_is(x):
    me = x.get_me(user_fields=["created_at"]).data

    assert (str(me.id), me.username, me.name) == (ME.id, "qtpiastra", "Qt Piastra")
    assert me.created_at.year == 2024


def test_a_post_is_taken_and_stands_on_the_timeline(x, desk):
    id = x.create_tweet(text="Il ponte è aperto").data["id"]

    row = desk.accepted()[0]
    assert [(str(p.id), p.text) for p in timeline(x)] == [(id, "Il ponte è aperto")]
    assert (row["network"], row["account"], row["id"]) == ("x", "qtpiastra", id)
    assert row["url"] == f"{desk.url}/x/qtpiastra/status/{id}"
    assert row["text"] == "Il ponte è aperto"
    assert (row["key"], row["deleted"], row["images"]) == (None, False, [])


def test_a_post_without_words_or_pictures_is_refused(x, desk):
    with pytest.raises(tweepy.BadRequest):
        x.create_tweet(text="  ")

    assert desk.accepted() == []


def test_the_same_text_is_refused_while_the_first_stands(x):
    first = x.create_tweet(text="Due volte").data["id"]

    with pytest.raises(tweepy.Forbidden, match="duplicate content") as refused:
        x.create_tweet(text="Due volte")
    x.delete_tweet(first)

    assert refused.value.response.json()["type"] == "about:blank"
    assert x.create_tweet(text="Due volte").data["id"] != first


def test_the_same_text_is_taken_from_another_account(x, other_x, desk):
    x.create_tweet(text="Insieme")
    other_x.create_tweet(text="Insieme")

    assert [row["account"] for row in desk.accepted()] == ["qtpiastra", "piastra_prova"]


def test_280_weigh_in_and_281_do_not(x, desk):
    link = f"https://example.org/{'a' * 200}"
    x.create_tweet(text="è" * 256 + " " + link)

    with pytest.raises(tweepy.BadRequest, match="too long"):
        x.create_tweet(text="è" * 257 + " " + link)

    assert desk.accepted()[0]["link"] == link


def test_links_come_back_shortened_and_signs_escaped(x):
    x.create_tweet(text="A & B: https://example.org/a?b=1&c=2, poi example.com.")

    post = timeline(x, tweet_fields=["entities"])[0]
    urls = post.entities["urls"]
    assert [url["expanded_url"] for url in urls] == [
        "https://example.org/a?b=1&c=2",
        "http://example.com",
    ]
    assert post.text == f"A &amp; B: {urls[0]['url']}, poi {urls[1]['url']}."
    assert all(post.text[url["start"] : url["end"]] == url["url"] for url in urls)
    assert all(url["url"].startswith("https://t.co/") for url in urls)


def test_pictures_stand_with_their_alt_texts_and_a_link_of_their_own(x, desk, picture):
    ids = [upload(x, picture, alt="Una piazza"), upload(x, png(5, 7))]
    x.create_tweet(text="Guarda", media_ids=ids)

    images = desk.accepted()[0]["images"]
    post = timeline(x, tweet_fields=["entities"])[0]
    assert [image["alt"] for image in images] == ["Una piazza", ""]
    assert [(i["mime"], i["width"], i["height"]) for i in images] == [
        ("image/png", 2, 3),
        ("image/png", 5, 7),
    ]
    assert post.text == f"Guarda {post.entities['urls'][0]['url']}"
    assert [url["media_key"][:2] for url in post.entities["urls"]] == ["3_", "3_"]
    shown = desk.get(f"/images/{images[0]['digest']}")
    assert (shown.content, shown.headers["Content-Type"]) == (picture, "image/png")


def test_a_picture_may_come_as_a_form(x, wire, picture):
    answer = wire.post(
        "https://api.x.com/2/media/upload",
        files={"media": ("a.png", picture)},
        data={"media_category": "tweet_image"},
        auth=OAuth1(*ME.credentials.values()),
    )

    assert answer.json()["data"]["size"] == len(picture)
    assert x.create_tweet(media_ids=[answer.json()["data"]["id"]]).data["id"]


@pytest.mark.parametrize(
    "data",
    [b"no picture", b"GIF89a\1\0\1\0", png(padding=5 * 1024 * 1024), b""],
    ids=["text", "gif", "more than 5 MB", "nothing"],
)
def test_what_is_not_a_fit_picture_is_refused(x, data):
    with pytest.raises(tweepy.BadRequest):
        upload(x, data)


def test_an_alt_text_over_1000_characters_is_refused(x, picture):
    upload(x, picture, alt="a" * 1000)

    with pytest.raises(tweepy.BadRequest):
        upload(x, picture, alt="a" * 1001)


def test_only_own_pictures_and_at_most_four_are_taken(x, other_x, desk, picture):
    theirs, mine = upload(other_x, picture), upload(x, picture)

    for ids in ([theirs], ["12345"], [mine] * 5):
        with pytest.raises(tweepy.BadRequest):
            x.create_tweet(text="Foto", media_ids=ids)

    assert desk.accepted() == []


def test_a_timeline_is_read_page_by_page_while_it_grows(x):
    ids = [int(x.create_tweet(text=f"Post {n}").data["id"]) for n in range(12)]

    first = x.get_users_tweets(ME.id, max_results=5, user_auth=True)
    x.create_tweet(text="Intanto")
    token = first.meta["next_token"]
    second = x.get_users_tweets(
        ME.id, max_results=10, pagination_token=token, user_auth=True
    )

    assert [p.id for p in (*first.data, *second.data)] == ids[::-1]
    assert "next_token" not in second.meta
    assert ids == sorted(ids)


def test_a_timeline_is_read_from_a_time_or_an_id_on(x):
    first, second = (x.create_tweet(text=text).data["id"] for text in ("Uno", "Due"))
    now = datetime.now(UTC)

    assert [str(p.id) for p in timeline(x, since_id=first)] == [second]
    assert len(timeline(x, start_time=now - timedelta(minutes=1))) == 2
    assert timeline(x, start_time=now + timedelta(minutes=1)) == []


@pytest.mark.parametrize("size", [4, 101])
def test_a_page_of_a_timeline_has_5_to_100_posts(x, size):
    with pytest.raises(tweepy.BadRequest):
        timeline(x, max_results=size)


def test_the_timeline_of_nobody_is_an_error_in_a_200(x):
    answer = x.get_users_tweets("42", user_auth=True)

    assert answer.data is None
    assert answer.errors[0]["title"] == "Not Found Error"


def test_a_deleted_post_is_gone_everywhere(x, desk):
    id = x.create_tweet(text="Per poco").data["id"]
    before = x.get_tweet(id, user_auth=True, tweet_fields=["created_at"]).data

    assert x.delete_tweet(id).data == {"deleted": True}

    assert abs(before.created_at - datetime.now(UTC)) < timedelta(seconds=5)
    assert x.get_tweet(id, user_auth=True).data is None
    assert timeline(x) == []
    assert desk.accepted()[0]["deleted"] is True
    with pytest.raises(tweepy.NotFound):
        x.delete_tweet(id)


def test_nobody_deletes_the_post_of_another(x, other_x, desk):
    id = x.create_tweet(text="Mio").data["id"]

    with pytest.raises(tweepy.Forbidden):
        other_x.delete_tweet(id)

    assert desk.accepted()[0]["deleted"] is False


def test_the_101st_post_of_a_quarter_of_an_hour_must_wait(x, other_x, desk):
    for n in range(100):
        x.create_tweet(text=f"Post {n}")

    with pytest.raises(tweepy.TooManyRequests) as refused:
        x.create_tweet(text="Uno di troppo")

    assert refused.value.response.headers["x-rate-limit-remaining"] == "0"
    assert 890 <= refused.value.reset_time - time.time() <= 901
    assert other_x.create_tweet(text="Un altro conto").data["id"]
    assert len(desk.accepted()) == 101


def test_every_answer_counts_down_what_may_still_be_called(x):
    x.return_type = requests.Response
    left = [x.get_me().headers["x-rate-limit-remaining"] for _ in range(2)]

    assert left == ["74", "73"]


def test_without_rate_limits_there_is_no_end():
    with Simulator(rate_limits=False) as simulator, Rewriting(simulator.url) as session:
        client = tweepy_client(session, ME)
        for _ in range(76):
            client.get_me()


@pytest.mark.parametrize("wrong", ME.credentials)
def test_a_wrong_key_token_or_secret_is_refused(x, desk, wrong):
    setattr(x, wrong, "wrong")

    with pytest.raises(tweepy.Unauthorized):
        x.create_tweet(text="Chi parla?")

    assert desk.accepted() == []


def test_a_key_with_the_token_of_another_account_is_refused(x, other_x):
    x.access_token = other_x.access_token
    x.access_token_secret = other_x.access_token_secret

    with pytest.raises(tweepy.Unauthorized):
        x.get_me()


def test_a_signed_request_is_good_once_and_for_its_own_address_only(desk):
    me = f"{desk.url}/2/users/me"
    ask = requests.Request("GET", me, auth=OAuth1(*ME.credentials.values())).prepare()
    other = ask.copy()
    other.url = f"{me}?user.fields=verified"

    assert desk.session.send(other, timeout=5).status_code == 401
    fresh = requests.Request("GET", me, auth=OAuth1(*ME.credentials.values())).prepare()
    assert desk.session.send(fresh, timeout=5).status_code == 200
    assert desk.session.send(fresh, timeout=5).status_code == 401


def test_an_old_signature_is_refused(desk):
    old = OAuth1(*ME.credentials.values(), timestamp=str(int(time.time()) - 3600))

    assert desk.get("/2/users/me", auth=old).status_code == 401


def test_an_app_without_a_user_is_refused_in_its_own_way(desk):
    answer = desk.post(
        "/2/tweets", {"text": "a"}, headers={"Authorization": "Bearer b"}
    )

    assert answer.status_code == 403
    assert answer.json()["type"].endswith("/unsupported-authentication")


def test_an_unknown_word_in_a_post_is_refused(desk):
    keys = OAuth1(*ME.credentials.values())
    answer = desk.post("/2/tweets", {"text": "a", "txet": "b"}, auth=keys)

    assert answer.status_code == 400
    assert "txet" in answer.json()["errors"][0]["message"]
