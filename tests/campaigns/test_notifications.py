"""Who is told what about posts, in which language, and who is not."""

from __future__ import annotations

import pytest
from django.db import transaction
from wagtail.models import Workflow
from wagtail.users.models import UserProfile

from campaigns import approvals, notifications, sending
from campaigns.models import Attempt, State
from campaigns.networks.base import Rejected
from cms.models import Mail
from tests.cms.factories import StandardPageFactory
from tests.conftest import person
from users.models import User
from users.roles import APPROVERS

from .factories import DeliveryFactory, PostFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def post(editor, x):
    return PostFactory(author=editor, channels=[x], text="Festa in cortile")


@pytest.fixture
def submit(editor):
    def submit(thing):
        thing.get_workflow().start(thing, editor)
        return thing

    return submit


def prefers(user, **values):
    UserProfile.objects.update_or_create(user=user, defaults=values)


def readers(mailoutbox):
    return sorted(address for mail in mailoutbox for address in mail.to)


def test_a_request_goes_to_those_who_may_answer_it_and_to_nobody_else(
    post, submit, approver, administrator, mailoutbox, admin_user, settings
):
    settings.ADMINS = [("ced", "ced@example.org")]
    person("deputy", APPROVERS)
    coauthor, left, tired = (
        person(name, APPROVERS) for name in ("coauthor", "left", "tired")
    )
    post.save_revision(user=coauthor)
    User.objects.filter(pk=left.pk).update(is_active=False)
    prefers(tired, submitted_notifications=False)

    submit(post)

    assert readers(mailoutbox) == ["approver@example.org", "deputy@example.org"]


def test_a_request_says_who_asks_and_leads_to_the_review(
    post, submit, editor, approver, mailoutbox, settings
):
    submit(post)

    [mail] = mailoutbox
    assert mail.subject == "Da approvare: Festa in cortile"
    assert "editor chiede l’approvazione" in mail.body
    assert f"{settings.SITE_URL}/admin/campaigns/review/{post.pk}/" in mail.body


def test_where_nobody_may_answer_the_administrators_are_told(
    post, submit, approver, mailoutbox, settings
):
    settings.ADMINS = [("ced", "ced@example.org")]
    post.save_revision(user=approver)

    submit(post)

    [mail] = mailoutbox
    assert mail.to == ["ced@example.org"]
    assert mail.subject.startswith("Nessuno può approvare")


def test_each_reads_in_their_own_language(post, submit, approver, mailoutbox):
    prefers(person("deputy", APPROVERS), preferred_language="en")

    submit(post)

    subjects = {mail.to[0]: mail.subject for mail in mailoutbox}
    assert subjects["approver@example.org"].startswith("Da approvare")
    assert subjects["deputy@example.org"].startswith("To approve")


def test_the_author_is_told_once_that_it_is_approved(
    post, submit, approver, mailoutbox
):
    submit(post)
    mailoutbox.clear()

    approvals.approve(
        post_id=post.pk,
        revision_id=post.latest_revision_id,
        by=approver,
        comment="Bello",
    )

    [mail] = mailoutbox
    assert mail.to == ["editor@example.org"]
    assert mail.subject == "Approvato: Festa in cortile"
    assert "approver ha approvato" in mail.body
    assert "Esce subito." in mail.body
    assert "Il commento: Bello" in mail.body


def test_the_author_is_told_once_that_it_is_sent_back_and_why(
    post, submit, approver, mailoutbox
):
    submit(post)
    mailoutbox.clear()

    approvals.reject(
        post_id=post.pk,
        revision_id=post.latest_revision_id,
        by=approver,
        comment="Manca l'ora",
    )

    [mail] = mailoutbox
    assert mail.to == ["editor@example.org"]
    assert mail.subject == "Modifiche richieste: Festa in cortile"
    assert "Manca l'ora" in mail.body


def test_pages_are_asked_for_by_wagtail_and_of_approvers_alone(
    home, editor, approver, admin_user, mailoutbox
):
    page = StandardPageFactory(parent=home, title="Il cortile", live=False)
    page.save_revision(user=editor)

    Workflow.objects.get(workflow_pages__isnull=False).start(page, editor)

    [mail] = mailoutbox
    assert mail.to == ["approver@example.org"]
    assert "Il cortile" in mail.subject


def test_a_mail_that_cannot_be_written_undoes_nothing(x, monkeypatch, caplog):
    delivery = DeliveryFactory(channel=x, sending=True)
    attempt = Attempt.objects.create(delivery=delivery, started_at=delivery.due_at)

    def broken(*args):
        raise RuntimeError

    monkeypatch.setattr(notifications, "_languages", broken)
    sending._settle_failure(attempt, Rejected("permission"))

    delivery.refresh_from_db()
    assert delivery.state == State.REJECTED
    assert "could not be written" in caplog.text


def test_a_mail_stands_or_falls_with_what_it_tells(x, settings, editor):
    settings.EMAIL_BACKEND = "cms.mail.Ledger"
    delivery = DeliveryFactory(
        channel=x, sending=True, post=PostFactory(author=editor, channels=[x])
    )
    attempt = Attempt.objects.create(delivery=delivery, started_at=delivery.due_at)

    with transaction.atomic():
        sending._settle_failure(attempt, Rejected("permission"))
        transaction.set_rollback(True)
    before = Mail.objects.count()
    sending._settle_failure(attempt, Rejected("permission"))

    assert (before, Mail.objects.count()) == (0, 1)
