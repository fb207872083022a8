"""A picture that is withdrawn goes out with no post, and what is out is named."""

from __future__ import annotations

import pytest
from django.utils import timezone

from campaigns import approvals, composition
from campaigns.models import Delivery, State
from cms import rights
from cms.models import Image

from .factories import PostFactory, picture


@pytest.fixture
def approved(x, facebook, by_hand, editor, approver):
    """A post with a picture, approved for three channels."""
    post = PostFactory(
        channels=[x, facebook, by_hand], images=[picture()], author=editor
    )
    post.get_workflow().start(post, editor)
    approvals.approve(
        post_id=post.pk, revision_id=post.latest_revision_id, by=approver, comment=""
    )
    return post


def states(post) -> dict[str, str]:
    rows = Delivery.objects.filter(post=post).select_related("channel")
    return {row.channel.network: row.state for row in rows}


def test_what_has_not_gone_out_is_cancelled_and_what_is_out_is_named(approved, editor):
    Delivery.objects.filter(channel__network="x").update(
        state=State.SENT, remote_id="7", sent_at=timezone.now()
    )
    image = approved.images.first().image

    carriers = rights.withdraw(image=image, by=editor, reason="Ritirata")

    assert states(approved) == {
        "x": State.SENT,
        "facebook": State.CANCELLED,
        "by_hand": State.CANCELLED,
    }
    sent = Delivery.objects.get(channel__network="x")
    assert any(carrier.url.endswith(f"/{sent.pk}/") for carrier in carriers)
    assert len(carriers) == 3


def test_a_post_that_has_another_picture_by_now_is_still_named(approved, editor):
    image = approved.images.first().image
    approved.images.all().delete()

    carriers = rights.withdraw(image=image, by=editor, reason="Ritirata")

    assert len(carriers) == 3


def test_a_post_with_a_picture_of_minors_cannot_be_approved(x, editor):
    image = picture()
    Image.objects.filter(pk=image.pk).update(people=Image.People.MINORS)
    post = PostFactory(channels=[x], images=[image], author=editor)

    problems = composition.problems(post, timezone.now())

    assert any("minorenni" in str(problem) for problem in problems)
