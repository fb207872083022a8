"""X, as tweepy meets it."""

from __future__ import annotations

import pytest
import tweepy


def test_a_post_is_taken_and_stands_on_the_timeline(x, desk):
    id = x.create_tweet(text="Il ponte è aperto").data["id"]

    mine = x.get_users_tweets(x.get_me().data.id, user_auth=True).data
    row = desk.accepted()[0]
    assert [(str(post.id), post.text) for post in mine] == [(id, "Il ponte è aperto")]
    assert (row["network"], row["account"], row["id"]) == ("x", "qtpiastra", id)
    assert row["url"] == f"{desk.url}/x/qtpiastra/status/{id}"


def test_the_same_text_is_refused_while_the_first_stands(x):
    first = x.create_tweet(text="Due volte").data["id"]

    with pytest.raises(tweepy.Forbidden, match="duplicate content"):
        x.create_tweet(text="Due volte")
    x.delete_tweet(first)

    assert x.create_tweet(text="Due volte").data["id"] != first
