"""Two people who approve at the same moment, really at the same moment."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from campaigns import approvals
from campaigns.models import Delivery
from tests.conftest import person
from users.roles import APPROVERS, EDITORS

from .factories import ChannelFactory, PostFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def waiting():
    author = person("author", EDITORS)
    post = PostFactory(author=author, channels=[ChannelFactory()])
    post.get_workflow().start(post, author)
    return post


def approve_at_once(post, people):
    """Each person approves in a thread of their own; gives what each was told."""
    barrier = threading.Barrier(len(people))

    def approve(by):
        try:
            barrier.wait(timeout=10)
            approvals.approve(
                post_id=post.pk, revision_id=post.latest_revision_id, by=by
            )
        except approvals.Refused:
            return "refused"
        finally:
            connection.close()
        return "approved"

    with ThreadPoolExecutor(len(people)) as pool:
        return sorted(pool.map(approve, people))


def test_of_two_approvals_at_once_one_counts(waiting):
    people = [person(f"approver{n}", APPROVERS) for n in range(4)]

    told = approve_at_once(waiting, people)

    assert told == ["approved", "refused", "refused", "refused"]
    assert Delivery.objects.count() == 1


def test_a_double_click_counts_once(waiting):
    approver = person("approver", APPROVERS)

    assert approve_at_once(waiting, [approver, approver]) == ["approved", "refused"]
    assert Delivery.objects.count() == 1
