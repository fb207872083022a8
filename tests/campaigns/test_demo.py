"""The demonstration's posts are true, and made once."""

from __future__ import annotations

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group

from campaigns import demo, dispatcher
from campaigns.models import Delivery, Post, State

from .factories import picture

pytestmark = pytest.mark.django_db


@pytest.fixture
def loaded(simulated, settings, db):
    settings.DEMO = True
    for name, group in (("editor", "Editors"), ("approver", "Approvers")):
        user = get_user_model().objects.create_user(name, f"{name}@example.org")
        user.groups.add(Group.objects.get(name=group))
    picture()
    return list(demo.load())


def test_every_lasting_state_is_shown(loaded):
    assert set(Delivery.objects.values_list("state", flat=True)) == {
        State.PLANNED,
        State.HELD,
        State.HANDED,
        State.UNCONFIRMED,
        State.SENT,
        State.REJECTED,
        State.CANCELLED,
        State.MISSED,
        State.WITHDRAWN,
    }


def test_what_is_shown_as_sent_stands_at_the_network(loaded, simulated):
    standing = {post["id"] for post in simulated.accepted()}
    sent = Delivery.objects.filter(state=State.SENT).exclude(channel__network="by_hand")

    assert set(sent.values_list("remote_id", flat=True)) == standing


def test_one_approved_post_is_due_right_now(loaded, simulated):
    before = len(simulated.accepted())

    dispatcher.run_round()

    assert len(simulated.accepted()) == before + 2


def test_a_second_load_makes_nothing(loaded, simulated):
    posts, standing = Post.objects.count(), simulated.accepted()

    assert list(demo.load()) == []

    assert Post.objects.count() == posts
    assert simulated.accepted() == standing


def test_outside_the_demo_no_account_is_asked_for(settings):
    settings.NETWORKS = {"x": {"address": "http://127.0.0.1:9"}}

    [said] = demo.load()

    assert "simulator" in said
    assert not Post.objects.exists()
