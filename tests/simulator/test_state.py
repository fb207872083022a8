"""What outlives a restart."""

from __future__ import annotations

import pytest
import tweepy

from simulator.accounts import X_ACCOUNTS
from simulator.server import Simulator

from .conftest import Desk, Rewriting, tweepy_client
from .test_x import upload


@pytest.fixture
def file(tmp_path):
    return tmp_path / "state.json"


def test_a_restart_continues_where_it_was(file, picture):
    with Simulator(state=file) as simulator, Rewriting(simulator.url) as session:
        x = tweepy_client(session, X_ACCOUNTS[0])
        image = upload(x, picture, alt="Una piazza")
        first = x.create_tweet(text="Prima", media_ids=[image]).data["id"]
        Desk(simulator, session).order("x", "delete", "refuse")

    with Simulator(state=file) as simulator, Rewriting(simulator.url) as session:
        x, desk = tweepy_client(session, X_ACCOUNTS[0]), Desk(simulator, session)
        with pytest.raises(tweepy.Forbidden, match="duplicate"):
            x.create_tweet(text="Prima")
        with pytest.raises(tweepy.Forbidden):
            x.delete_tweet(first)
        second = x.create_tweet(text="Seconda", media_ids=[image]).data["id"]

        rows = desk.accepted()
        assert [row["text"] for row in rows] == ["Prima", "Seconda"]
        assert rows[0]["url"].startswith(simulator.url)
        assert rows[0]["images"] == rows[1]["images"]
        assert desk.get(f"/images/{rows[0]['images'][0]['digest']}").content == picture
        assert int(second) > int(first)


def test_an_expired_token_is_still_expired_after_a_restart(file):
    with Simulator(state=file) as simulator, Rewriting(simulator.url) as session:
        Desk(simulator, session).order("x", "me", "expired")
        with pytest.raises(tweepy.Unauthorized):
            tweepy_client(session, X_ACCOUNTS[0]).get_me()

    with (
        Simulator(state=file) as simulator,
        Rewriting(simulator.url) as session,
        pytest.raises(tweepy.Unauthorized),
    ):
        tweepy_client(session, X_ACCOUNTS[0]).get_me()


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b"\xff\xfe", b'{"posts": [{}]}'])
def test_a_damaged_file_is_set_aside_and_said_so(file, capsys, damage):
    file.write_bytes(damage)

    with Simulator(state=file) as simulator, Rewriting(simulator.url) as session:
        assert Desk(simulator, session).accepted() == []

    aside = next(path for path in file.parent.iterdir() if "damaged" in path.name)
    assert aside.read_bytes() == damage
    assert aside.name in capsys.readouterr().err


def test_a_reset_empties_the_file_and_the_pictures(file, picture):
    with Simulator(state=file) as simulator, Rewriting(simulator.url) as session:
        x = tweepy_client(session, X_ACCOUNTS[0])
        x.create_tweet(text="Via", media_ids=[upload(x, picture)])
        Desk(simulator, session).post("/reset")

    assert "Via" not in file.read_text()
    assert list((file.parent / "state.json.images").iterdir()) == []


def test_nothing_is_left_half_written(file):
    with Simulator(state=file) as simulator, Rewriting(simulator.url) as session:
        tweepy_client(session, X_ACCOUNTS[0]).create_tweet(text="Intero")

    assert sorted(path.name for path in file.parent.iterdir()) == [
        "state.json",
        "state.json.images",
    ]
