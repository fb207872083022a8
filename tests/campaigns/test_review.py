"""The review screen: which text it shows, by whom, until when."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.urls import clear_url_caches, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import strip_tags

from campaigns import approvals, holds
from campaigns.models import Delivery

from .factories import CampaignFactory, PostFactory, picture

pytestmark = pytest.mark.django_db

APPROVED, NEWER = "Sabato si pulisce il cortile.", "Domenica si pulisce il cortile."


@pytest.fixture(autouse=True)
def in_english(settings):
    settings.LANGUAGE_CODE = "en"
    yield
    clear_url_caches()


@pytest.fixture
def waiting(editor, x):
    post = PostFactory(author=editor, channels=[x], text=APPROVED)
    post.get_workflow().start(post, editor)
    return post


@pytest.fixture
def approve(approver):
    def approve(post):
        approvals.approve(
            post_id=post.pk, revision_id=post.latest_revision_id, by=approver
        )
        post.refresh_from_db()
        return post

    return approve


@pytest.fixture
def edited(waiting, approve, administrator):
    """Approved, then written anew by somebody else."""
    post = approve(waiting)
    post.text = NEWER
    post.save_revision(user=administrator)
    holds.hold_edited(post.pk)
    return post


def read(client, post):
    """The words of the review, in order."""
    page = client.get(reverse("campaigns:review", args=[post.pk])).text
    main = page[page.index("<main") :]
    return " ".join(strip_tags(re.sub(r"<script.*?</script>", "", main)).split())


def moment(value):
    return date_format(timezone.localtime(value), "SHORT_DATETIME_FORMAT")


def test_where_the_approved_text_can_be_sent_it_stands_before_the_newer_draft(
    approver_client, edited
):
    row = Delivery.objects.get()

    page = read(approver_client, edited)

    approved = page.index(f"Approved on {moment(row.approved_at)} by approver.")
    newer = page.index("Newer draft Written on")
    assert approved < page.index(APPROVED) < page.index("Send the approved text")
    assert page.index("Send the approved text") < newer < page.index(NEWER, newer)
    assert "by administrator, not approved" in page[newer:]


def test_the_approved_text_is_shown_as_it_was_frozen(
    approver_client, administrator, approve, editor, x
):
    image = picture(alt="Tre alberi")
    post = PostFactory(author=editor, channels=[x], images=[image])
    post.get_workflow().start(post, editor)
    approve(post)
    image.alt_text = "Un parcheggio"
    image.save()
    post.text = NEWER
    post.images = []
    post.save_revision(user=administrator)
    holds.hold_edited(post.pk)

    page = read(approver_client, post)

    assert "Alternative text: Tre alberi" in page
    assert "parcheggio" not in page


def test_who_may_not_decide_reads_both_texts_and_gets_no_button(editor_client, edited):
    page = read(editor_client, edited)

    assert APPROVED in page
    assert NEWER in page
    assert "An approver decides whether the new text or the approved one" in page
    assert "Send the approved text" not in page


def test_the_last_moment_of_an_approved_post_is_the_frozen_one(
    approver_client, editor, approve, x
):
    campaign = CampaignFactory(patience_hours=2)
    post = PostFactory(author=editor, channels=[x], campaign=campaign)
    post.get_workflow().start(post, editor)
    approve(post)
    row = Delivery.objects.get()
    campaign.patience_hours = 100
    campaign.save()

    page = read(approver_client, post)

    assert f"Useless after {moment(row.useless_after)}" in page


def test_a_post_that_goes_at_once_says_how_long_after_approval_it_is_worth_it(
    approver_client, waiting
):

    assert "Useless after 24 hours after it is approved" in read(
        approver_client, waiting
    )


def test_a_time_that_is_past_is_not_counted_anew_from_now(approver_client, editor, x):
    yesterday = timezone.now() - timedelta(hours=20)
    post = PostFactory(author=editor, channels=[x], send_at=yesterday)
    post.get_workflow().start(post, editor)

    page = read(approver_client, post)

    assert f"Useless after {moment(yesterday + timedelta(hours=24))}" in page


def test_after_approval_it_still_says_who_wrote_it(approver_client, waiting, approve):
    assert "Written by editor" in read(approver_client, waiting)

    approve(waiting)

    assert "Written by editor" in read(approver_client, waiting)


def test_what_went_out_long_ago_is_not_called_unfit_to_go(
    approver_client, waiting, approve
):
    approve(waiting)
    revision = waiting.live_revision
    revision.content["useless_after"] = "2020-01-01T00:00:00Z"
    revision.save()

    assert "cannot go out" not in read(approver_client, waiting)


def test_a_held_row_of_a_channel_that_was_removed_is_shown_too(
    approver_client, editor, administrator, approve, x, facebook
):
    post = PostFactory(author=editor, channels=[x, facebook], text=APPROVED)
    post.get_workflow().start(post, editor)
    approve(post)
    post.channels = [x]
    post.save_revision(user=administrator)
    holds.hold_edited(post.pk)

    page = read(approver_client, post)

    approved = page[page.index("Approved text") : page.index("Newer draft")]
    assert "Facebook: Qt Piastra" in approved
    assert "X: Qt Piastra" in approved
