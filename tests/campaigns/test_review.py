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
from campaigns.models import Delivery, State, Stop

from .factories import CampaignFactory, DeliveryFactory, PostFactory, picture

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


@pytest.fixture
def sent(edited):
    """It stands at the network; a newer draft waits for its approval."""
    row = Delivery.objects.get()
    Delivery.objects.update(
        state=State.SENT,
        hold="",
        remote_id="1",
        remote_url="https://x.com/i/1",
        sent_at=timezone.now(),
    )
    edited.get_workflow().start(edited, edited.latest_revision.user)
    return row


def decide(client, post):
    review = client.get(reverse("campaigns:review", args=[post.pk]))
    values = {**review.context["form"].initial, "decision": "approve"}
    return client.post(
        reverse("campaigns:review", args=[post.pk]), values, follow=True
    ).text


@pytest.mark.parametrize("screen", ["campaigns_posts:edit", "campaigns:review"])
def test_what_is_out_already_is_told_with_a_way_to_change_it_there(
    approver_client, edited, sent, screen
):
    page = approver_client.get(reverse(screen, args=[edited.pk])).text
    told = page[page.index("What is already out does not change.") :]

    assert reverse("campaigns:delivery", args=[sent.pk]) in told[:800]
    assert "can only be withdrawn" in told[:800]


def test_what_is_not_out_is_no_reason_to_say_so(approver_client, waiting):
    assert "already out" not in read(approver_client, waiting)


def test_approving_a_change_of_what_is_out_promises_nothing(
    approver_client, edited, sent, mailoutbox
):
    page = decide(approver_client, edited)

    assert (
        "Approved: nothing new goes out. What is already out does not change." in page
    )
    assert f'href="{reverse("campaigns:delivery", args=[sent.pk])}"' in page
    told = mailoutbox[-1].body
    assert "Nothing new goes out." in told
    assert "at once" not in told
    assert reverse("campaigns:delivery", args=[sent.pk]) in told


def test_a_new_channel_of_a_post_that_is_out_still_gets_it(
    approver_client, editor, facebook, x, approve, mailoutbox
):
    post = PostFactory(author=editor, channels=[x, facebook])
    DeliveryFactory(post=post, channel=x, sent=True)
    post.get_workflow().start(post, editor)

    page = decide(approver_client, post)

    assert "Approved: 1 delivery is planned. What is already out does not" in page
    assert "It goes out at once." in mailoutbox[-1].body


def test_while_everything_is_stopped_an_approver_and_the_author_are_told(
    approver_client, waiting, mailoutbox
):
    Stop.objects.create(kind=Stop.Kind.STOPPED, reason="Un lutto")

    review = read(approver_client, waiting)
    page = decide(approver_client, waiting)

    assert "While this lasts it does not go out, approved or not" in review
    assert "Approved: 1 delivery is planned. It is held while nothing goes" in page
    told = mailoutbox[-1].body
    assert "does not go out, approved or not" in told
    assert "Un lutto" in told
    assert "at once" not in told


def test_a_stop_that_is_over_when_it_is_due_is_not_told(approver_client, editor, x):
    now = timezone.now()
    Stop.objects.create(
        kind=Stop.Kind.QUIET, reason="Voto", ends_at=now + timedelta(days=1)
    )
    post = PostFactory(author=editor, channels=[x], send_at=now + timedelta(days=2))
    post.get_workflow().start(post, editor)

    assert "While this lasts it does" not in read(approver_client, post)


def test_what_was_withdrawn_leads_nowhere_any_more(approver_client, edited, sent):
    Delivery.objects.update(state=State.WITHDRAWN)

    for screen, pk in (("review", edited.pk), ("delivery", sent.pk)):
        page = approver_client.get(reverse(f"campaigns:{screen}", args=[pk])).text
        assert "https://x.com/i/1" not in page


def test_the_table_says_why_a_delivery_does_not_go_out(approver_client, edited):
    Delivery.objects.update(state=State.CANCELLED, hold="", reason="page_unpublished")

    assert "Cancelled The page that it links to is no longer published." in read(
        approver_client, edited
    )


def test_a_post_without_text_has_a_name():
    assert str(PostFactory(text=" ")) == "Post without text"
