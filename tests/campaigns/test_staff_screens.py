"""What the staff sees and does: write, submit, review, approve, follow."""

from __future__ import annotations

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.urls import reverse

from campaigns.models import Delivery, Post, State

from .factories import CampaignFactory, ChannelFactory, DeliveryFactory, PostFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(db):
    """One user for each role, by its name."""

    def person(name, *groups, **more):
        user = get_user_model().objects.create_user(name, f"{name}@example.org", **more)
        user.groups.set(Group.objects.filter(name__in=groups))
        return user

    return {
        "stranger": person("stranger"),
        "editor": person("editor", "Editors"),
        "approver": person("approver", "Approvers"),
        "deputy": person("deputy", "Approvers"),
        "administrator": person("administrator", "Administrators"),
        "superuser": person("superuser", is_superuser=True),
    }


@pytest.fixture
def as_(client, people):
    """The test client, logged in as one of the cast."""

    def log_in(name):
        client.force_login(people[name])
        return client

    return log_in


def post_data(**values):
    """The post form as a browser sends it."""
    data = {
        "text": "Sabato si pulisce il cortile.",
        "link_page": "",
        "link_url": "",
        "campaign": "",
        "send_at": "",
        "useless_after": "",
    }
    for formset in ("variants", "images"):
        data |= {
            f"{formset}-TOTAL_FORMS": "0",
            f"{formset}-INITIAL_FORMS": "0",
            f"{formset}-MIN_NUM_FORMS": "0",
            f"{formset}-MAX_NUM_FORMS": "1000",
        }
    return data | values


def submit(client, **values):
    """Write a post in the editor and submit it; gives the answer followed."""
    return client.post(
        reverse("campaigns_posts:add"),
        post_data(**{"action-submit": "x"}, **values),
        follow=True,
    )


def test_a_post_is_written_submitted_approved_and_followed(as_, x):
    submit(as_("editor"), channels=[x.pk])
    post = Post.objects.get()
    assert post.workflow_in_progress

    review = as_("approver").get(reverse("campaigns:review", args=[post.pk]))
    assert "Sabato si pulisce il cortile." in review.text
    assert "29 di 280" in review.text or "29 of 280" in review.text

    decided = as_("approver").post(
        reverse("campaigns:review", args=[post.pk]),
        {"revision": post.latest_revision_id, "decision": "approve"},
        follow=True,
    )
    delivery = Delivery.objects.get()
    assert reverse("campaigns:delivery", args=[delivery.pk]) in decided.text
    assert delivery.state == State.PLANNED

    page = as_("editor").get(reverse("campaigns:delivery", args=[delivery.pk]))
    assert "Sabato si pulisce il cortile." in page.text
