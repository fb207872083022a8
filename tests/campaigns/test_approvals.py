"""Who may approve what, and what an approval freezes."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db.models.signals import post_save
from django.urls import reverse
from django.utils import timezone, translation
from wagtail.models import PageViewRestriction, WorkflowState, WorkflowTask

from campaigns import approvals, composition, dispatcher, holds
from campaigns.composition import Unfit
from campaigns.models import (
    Delivery,
    Hold,
    PostApproval,
    Release,
    State,
    Stop,
    Variant,
)
from campaigns.models.delivery import frozen_path, frozen_storage
from campaigns.networks.x import X
from tests.conftest import logged_in

from .factories import ChannelFactory, DeliveryFactory, PostFactory, picture

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
        "author": person("author", "Editors"),
        "colleague": person("colleague", "Editors"),
        "approver": person("approver", "Approvers"),
        "deputy": person("deputy", "Approvers"),
        "superuser": person("superuser", is_superuser=True),
    }


@pytest.fixture
def waiting(people, x):
    """A post that waits for approval."""
    post = PostFactory(author=people["author"], channels=[x])
    post.get_workflow().start(post, people["author"])
    return post


def with_release_for(days):
    """A picture of people who allow it for so many days more."""
    image = picture()
    image.people, image.release = "adults", "prot. 12"
    image.release_expires = timezone.localdate() + timedelta(days=days)
    image.save()
    return image


def approve(post, by):
    return approvals.approve(
        post_id=post.pk, revision_id=post.latest_revision_id, by=by
    )


@pytest.mark.parametrize(
    ("role", "allowed"),
    [
        ("stranger", False),
        ("author", False),
        ("colleague", False),
        ("superuser", False),
        ("approver", True),
        ("deputy", True),
    ],
)
def test_only_approvers_approve(waiting, people, role, allowed):
    if allowed:
        [delivery] = approve(waiting, people[role])
        assert delivery.approved_by == people[role]
    else:
        with pytest.raises(approvals.Refused):
            approve(waiting, people[role])
        assert not Delivery.objects.exists()


def test_an_approver_does_not_approve_a_text_of_their_own(people, x):
    post = PostFactory(author=people["approver"], channels=[x])
    post.get_workflow().start(post, people["author"])

    with pytest.raises(approvals.Refused):
        approve(post, people["approver"])
    approve(post, people["deputy"])


def test_whoever_touched_it_since_the_last_approval_does_not_approve(people, x):
    post = PostFactory(author=people["approver"], channels=[x])
    post.save_revision(user=people["author"])
    post.refresh_from_db()
    post.get_workflow().start(post, people["author"])

    with pytest.raises(approvals.Refused):
        approve(post, people["approver"])


def test_what_was_approved_before_does_not_count_against_its_author(people, x):
    post = PostFactory(author=people["approver"], channels=[x])
    post.get_workflow().start(post, people["approver"])
    approve(post, people["deputy"])
    post.refresh_from_db()
    post.save_revision(user=people["author"])
    post.refresh_from_db()
    post.get_workflow().start(post, people["author"])

    assert approve(post, people["approver"])


def test_the_approved_revision_is_published_and_frozen(waiting, people):
    waiting.variants = [Variant(network="x", text="Solo per X")]
    revision = waiting.save_revision(user=people["author"])
    waiting.refresh_from_db()
    WorkflowState.objects.get().cancel()
    waiting.get_workflow().start(waiting, people["author"])

    [delivery] = approve(waiting, people["approver"])

    waiting.refresh_from_db()
    assert waiting.live
    assert waiting.live_revision_id == delivery.revision_id == revision.pk
    assert delivery.message["text"] == "Solo per X"


def test_an_edit_between_reading_and_approving_is_refused(waiting, people):
    read = waiting.latest_revision_id
    waiting.text = "Cambiato"
    waiting.save_revision(user=people["author"])

    with pytest.raises(approvals.Refused):
        approvals.approve(post_id=waiting.pk, revision_id=read, by=people["approver"])
    assert not Delivery.objects.exists()


def test_an_unread_newer_revision_cannot_be_named_either(waiting, people):
    waiting.save_revision(user=people["author"])
    waiting.refresh_from_db()

    with pytest.raises(approvals.Refused):
        approve(waiting, people["approver"])


def test_a_second_approval_changes_nothing(waiting, people):
    [delivery] = approve(waiting, people["approver"])

    with pytest.raises(approvals.Refused):
        approve(waiting, people["deputy"])

    [still] = Delivery.objects.all()
    assert (still.key, still.approved_by) == (delivery.key, people["approver"])


def test_a_sent_back_post_is_not_approved(waiting, people):
    approvals.reject(
        post_id=waiting.pk,
        revision_id=waiting.latest_revision_id,
        by=people["approver"],
        comment="Manca l'orario.",
    )

    with pytest.raises(approvals.Refused):
        approve(waiting, people["deputy"])
    state = WorkflowState.objects.get()
    assert state.status == WorkflowState.STATUS_NEEDS_CHANGES


def test_switching_the_task_off_approves_nothing(waiting):
    task = PostApproval.objects.get()

    with pytest.raises(PermissionDenied):
        task.deactivate()

    waiting.refresh_from_db()
    assert not waiting.live


@pytest.mark.parametrize(
    "role", ["author", "colleague", "approver", "superuser", "stranger"]
)
def test_a_waiting_post_is_locked_for_everybody(waiting, people, role):
    assert waiting.get_lock().for_user(people[role])


def test_a_revision_that_was_submitted_is_never_written_over(waiting, people):
    submitted = waiting.latest_revision
    waiting.text = "Scritto sopra"

    saved = waiting.save_revision(
        user=people["author"], overwrite_revision=submitted, clean=False
    )

    assert saved.pk != submitted.pk
    submitted.refresh_from_db()
    assert submitted.content["text"] != "Scritto sopra"


def test_frozen_pictures_are_for_nobody_else_on_the_machine(people, x):
    post = PostFactory(author=people["author"], channels=[x], images=[picture()])

    [message] = composition.freeze(post).values()

    file = Path(frozen_storage().path(frozen_path(message["images"][0]["digest"])))
    assert oct(file.stat().st_mode)[-3:] == "600"
    assert oct(file.parent.stat().st_mode)[-3:] == "700"


def test_images_are_frozen_with_their_words_and_bytes(simulated, people, x):
    image = picture()
    post = PostFactory(author=people["author"], channels=[x], images=[image])
    post.get_workflow().start(post, people["author"])
    [delivery] = approve(post, people["approver"])
    image.file.delete(save=False)

    dispatcher.deliver(delivery.pk)

    [accepted] = simulated.accepted("x")
    assert [image["alt"] for image in accepted["images"]] == [
        "Un cortile con tre alberi"
    ]


class TestWhatIsNotFit:
    def unfit(self, people, **post):
        post = PostFactory(author=people["author"], **post)
        post.get_workflow().start(post, people["author"])
        with pytest.raises(Unfit) as caught:
            approve(post, people["approver"])
        assert not Delivery.objects.exists()
        return " ".join(map(str, caught.value.problems))

    def test_a_text_over_the_limit_says_which_network_and_by_how_much(
        self, people, x, facebook
    ):
        problem = self.unfit(people, channels=[x, facebook], text="a" * 292)

        assert "X" in problem
        assert "12" in problem
        assert "Facebook" not in problem

    def test_a_text_of_its_own_is_measured_where_no_channel_is_chosen(
        self, people, facebook
    ):
        problem = self.unfit(
            people,
            channels=[facebook],
            text="Breve",
            variants=[Variant(network="x", text="a" * 292)],
        )

        assert "X" in problem
        assert "12" in problem

    def test_an_image_without_words(self, people, x):
        assert "Muro" in self.unfit(
            people, channels=[x], images=[picture("Muro", alt="")]
        )

    def test_an_image_whose_file_is_gone(self, people, x):
        image = picture("Perduta")
        image.file.delete(save=False)

        assert "Perduta" in self.unfit(people, channels=[x], images=[image])

    def test_a_link_to_a_page_that_is_not_published(self, people, x, home):
        home.unpublish()

        assert self.unfit(people, channels=[x], link_page=home)

    def test_a_link_to_a_page_behind_a_password(self, people, x, home):
        PageViewRestriction.objects.create(
            page=home, restriction_type="password", password="orto"
        )

        problem = self.unfit(people, channels=[x], link_page=home)

        assert "non tutti possono leggere" in problem

    def test_a_release_that_ends_before_the_post_can_be_out(self, people, x):
        image = with_release_for(days=3)
        useless = timezone.now() + timedelta(days=4)

        problem = self.unfit(
            people, channels=[x], images=[image], useless_after=useless
        )

        assert "la liberatoria scade il" in problem

    def test_no_channel(self, people):
        assert self.unfit(people)

    def test_a_post_that_is_useless_by_now(self, people, x):
        past = timezone.now() - timedelta(minutes=1)

        assert self.unfit(people, channels=[x], useless_after=past)


def test_a_release_that_holds_until_the_last_moment_is_enough(people, x):
    post = PostFactory(
        author=people["author"],
        channels=[x],
        images=[with_release_for(days=4)],
        useless_after=timezone.now() + timedelta(days=4),
    )
    post.get_workflow().start(post, people["author"])

    assert len(approve(post, people["approver"])) == 1


def test_approved_late_but_not_too_late_it_goes_at_once(people, x):
    post = PostFactory(
        author=people["author"],
        channels=[x],
        send_at=timezone.now() - timedelta(hours=1),
    )
    post.get_workflow().start(post, people["author"])

    [delivery] = approve(post, people["approver"])

    assert delivery.due_at <= timezone.now()


class TestApprovedAgain:
    @pytest.fixture
    def approved(self, waiting, people):
        approve(waiting, people["approver"])
        waiting.refresh_from_db()
        return waiting

    def edit(self, post, people, **values):
        for name, value in values.items():
            setattr(post, name, value)
        post.save_revision(user=people["author"])
        post.refresh_from_db()
        holds.hold_edited(post.pk)

    def again(self, post, people):
        post.get_workflow().start(post, people["author"])
        return approve(post, people["approver"])

    def test_held_rows_get_the_new_text(self, approved, people):
        before = Delivery.objects.get()
        self.edit(approved, people, text="Nuovo testo")
        assert Delivery.objects.get().hold == Hold.EDITED

        self.again(approved, people)

        after = Delivery.objects.get()
        assert after.pk == before.pk
        assert after.key != before.key
        assert (after.state, after.message["text"]) == (State.PLANNED, "Nuovo testo")

    @pytest.mark.parametrize("state", ["sending", "unconfirmed", "sent"])
    def test_rows_that_may_be_out_keep_what_they_had(self, approved, people, state):
        before = Delivery.objects.get()
        more = {
            "sending": {"lease_token": before.key, "lease_until": timezone.now()},
            "sent": {"remote_id": "1", "sent_at": timezone.now()},
        }
        Delivery.objects.update(state=state, **more.get(state, {}))
        self.edit(approved, people, text="Nuovo testo")

        assert self.again(approved, people) == []

        after = Delivery.objects.get()
        assert (after.state, after.message) == (state, before.message)

    def test_a_new_channel_gets_a_row_and_a_removed_one_loses_it(
        self, approved, people, facebook
    ):
        self.edit(approved, people, channels=[facebook])

        self.again(approved, people)

        states = dict(Delivery.objects.values_list("channel__network", "state"))
        assert states == {"x": State.CANCELLED, "facebook": State.PLANNED}

    def test_the_approved_text_can_be_sent_all_the_same(
        self, simulated, approved, people
    ):
        text = Delivery.objects.get().message["text"]
        self.edit(approved, people, text="Una bozza")

        assert approvals.send_approved_text(post_id=approved.pk, by=people["approver"])
        dispatcher.run_round()

        [post] = simulated.accepted("x")
        assert post["text"] == text

    def test_a_yet_newer_draft_holds_it_once_more(self, approved, people):
        self.edit(approved, people, text="Una bozza")
        approvals.send_approved_text(post_id=approved.pk, by=people["approver"])

        self.edit(approved, people, text="Un'altra bozza")

        assert Delivery.objects.get().hold == Hold.EDITED

    def test_a_row_that_was_being_sent_gets_the_text_approved_meanwhile(
        self, approved, people
    ):
        Delivery.objects.update(
            state=State.SENDING,
            lease_token=Delivery.objects.get().key,
            lease_until=timezone.now(),
        )
        self.edit(approved, people, text="Nuovo testo")
        self.again(approved, people)
        Delivery.objects.update(state=State.WAITING, lease_token=None)

        holds.hold_what_may_not_go(timezone.now())

        row = Delivery.objects.get()
        assert (row.state, row.message["text"]) == (State.PLANNED, "Nuovo testo")


def test_a_picture_lost_after_its_approval_keeps_nobody_waiting(
    simulated, people, x, facebook
):
    image = picture()
    post = PostFactory(author=people["author"], channels=[x], images=[image])
    post.get_workflow().start(post, people["author"])
    approve(post, people["approver"])
    older = post.revisions.order_by("pk").first()
    post.refresh_from_db()
    post.save_revision(user=people["author"])
    post.refresh_from_db()
    post.get_workflow().start(post, people["author"])
    approve(post, people["approver"])
    Delivery.objects.update(revision=older)
    image.renditions.all().delete()
    image.file.delete(save=False)
    other = DeliveryFactory(channel=facebook)

    dispatcher.run_round()

    other.refresh_from_db()
    assert other.state == State.SENT
    assert Delivery.objects.get(post=post).state == State.SENT


def test_author_and_approver_are_told_once_that_it_is_held(waiting, people, mailoutbox):
    approve(waiting, people["approver"])
    waiting.refresh_from_db()
    waiting.save_revision(user=people["author"])
    mailoutbox.clear()

    holds.hold_edited(waiting.pk)
    holds.hold_edited(waiting.pk)

    assert sorted(mail.to[0] for mail in mailoutbox) == [
        "approver@example.org",
        "author@example.org",
    ]


def test_a_channel_that_was_lost_does_not_hinder_approval(people):
    channel = ChannelFactory(state="reconnect")
    post = PostFactory(author=people["author"], channels=[channel])
    post.get_workflow().start(post, people["author"])

    assert approve(post, people["approver"])
    dispatcher.prepare_round()

    assert Delivery.objects.get().hold == Hold.CHANNEL


def test_every_step_of_a_workflow_must_approve_before_anything_is_planned(people, x):
    workflow = PostApproval.objects.get().workflows.get()
    second = PostApproval.objects.create(name="Assessore")
    second.groups.set(Group.objects.filter(name="Approvers"))
    WorkflowTask.objects.create(workflow=workflow, task=second, sort_order=1)
    post = PostFactory(author=people["author"], channels=[x])
    post.get_workflow().start(post, people["author"])

    assert approve(post, people["approver"]) == []
    assert not Delivery.objects.exists()

    assert len(approve(post, people["deputy"])) == 1


def test_a_picture_changed_between_reading_and_approving_is_refused(people, x):
    image = picture()
    post = PostFactory(author=people["author"], channels=[x], images=[image])
    post.get_workflow().start(post, people["author"])
    read = composition.fingerprint(post)
    image.alt_text = "Tutt'altro"
    image.save()

    with pytest.raises(approvals.Refused):
        approvals.approve(
            post_id=post.pk,
            revision_id=post.latest_revision_id,
            by=people["approver"],
            content=read,
        )
    assert not Delivery.objects.exists()


@pytest.mark.parametrize("screen", ["edit", "edit_multiple"])
def test_who_changes_a_picture_of_a_waiting_post_does_not_approve_it(people, x, screen):
    image = picture()
    post = PostFactory(author=people["author"], channels=[x], images=[image])
    post.get_workflow().start(post, people["author"])
    prefix = f"image-{image.pk}-" if screen == "edit_multiple" else ""
    words = {"title": "Il cortile", "author": "Rossi", "licence": "CC0", "tags": ""}
    words |= {"people": "none", "alt_text": "Parole di chi approva"}

    logged_in(people["approver"]).post(
        reverse(f"wagtailimages:{screen}", args=[image.pk]),
        {f"{prefix}{name}": value for name, value in words.items()},
    )

    image.refresh_from_db()
    assert image.alt_text == "Parole di chi approva"
    with pytest.raises(approvals.Refused):
        approve(post, people["approver"])
    assert len(approve(post, people["deputy"])) == 1


def test_who_only_says_whose_a_picture_is_may_still_approve(people, x):
    image = picture()
    post = PostFactory(author=people["author"], channels=[x], images=[image])
    post.get_workflow().start(post, people["author"])
    words = {"title": "Il cortile", "author": "Rossi", "licence": "CC0", "tags": ""}

    logged_in(people["approver"]).post(
        reverse("wagtailimages:edit", args=[image.pk]),
        {**words, "people": "none", "alt_text": image.alt_text},
    )

    image.refresh_from_db()
    assert image.author == "Rossi"
    assert len(approve(post, people["approver"])) == 1


def test_who_writes_while_an_approval_ends_does_not_approve_what_they_wrote(people, x):
    post = PostFactory(author=people["approver"], channels=[x])
    post.text = "Parole di chi approva"

    def an_approval_ends(**kwargs):
        post.authorships.all().delete()

    post_save.connect(an_approval_ends, sender=type(post))
    try:
        post.save_revision(user=people["approver"])
    finally:
        post_save.disconnect(an_approval_ends, sender=type(post))

    assert list(post.authors_since_approval()) == [people["approver"].pk]


def test_purging_revisions_makes_no_author_an_approver(people, x):
    post = PostFactory(author=people["approver"], channels=[x])
    post.save_revision(user=people["author"])
    post.refresh_from_db()
    post.get_workflow().start(post, people["author"])
    call_command("purge_revisions", verbosity=0)

    with pytest.raises(approvals.Refused):
        approve(post, people["approver"])


def test_a_new_text_wants_a_new_release(waiting, people):
    [delivery] = approve(waiting, people["approver"])
    stop = Stop.objects.create(kind="quiet", reason="Elezioni comunali")
    Release.objects.create(delivery=delivery, stop=stop, reason="Allerta meteo")
    waiting.refresh_from_db()
    waiting.save_revision(user=people["author"])
    waiting.refresh_from_db()
    waiting.get_workflow().start(waiting, people["author"])

    approve(waiting, people["approver"])

    assert not Release.objects.exists()


def test_patience_is_counted_from_the_time_that_was_wanted(people, x):
    post = PostFactory(
        author=people["author"],
        channels=[x],
        send_at=timezone.now() - timedelta(days=7),
    )
    post.get_workflow().start(post, people["author"])

    with pytest.raises(Unfit):
        approve(post, people["approver"])


def test_a_text_of_several_lines_makes_a_subject_of_one(people, x):
    assert "\n" not in str(PostFactory(text="Titolo\n\nTesto", channels=[x]))


def test_an_image_that_is_too_large_is_named_with_its_size(x, monkeypatch):
    monkeypatch.setattr(X, "limits", replace(X.limits, image_bytes=100))
    post = PostFactory(channels=[x], images=[picture()])

    with translation.override("en"), pytest.raises(composition.Unfit) as refused:
        composition.freeze(post)

    [problem] = refused.value.problems
    assert "“Il cortile” is too large" in problem.sentence
    assert "of at most 100\xa0bytes" in problem.sentence
