"""Mails about posts, written in the transaction of what they tell (``cms.mail``).

A mail that cannot be written is logged, and what it tells stands all the same: the
screens tell all.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.db.models import QuerySet, Value
from django.db.models.functions import Coalesce
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from wagtail.models import TaskState, WorkflowState

from campaigns.models import Amendment, Channel, Delivery, Post, State, Stop
from campaigns.models.delivery import NOT_OUT
from cms import mail
from users.models import User

logger = logging.getLogger(__name__)


def requested(task_state: TaskState) -> None:
    """To whoever may answer: the task's approvers who did not write it. Where there
    is none, the administrators are told that it waits for nobody."""
    post = task_state.revision.as_object()
    may_answer = (
        User.objects.filter(groups__in=task_state.task.specific.groups.all())
        .exclude(pk__in=post.authors_since_approval())
        .distinct()
    )
    asked_by = task_state.workflow_state.requested_by
    if may_answer.filter(is_active=True).exists():
        who = _wanting(may_answer, "submitted")
        _tell("requested", who, post=post, asked_by=asked_by, **_prospects(post))
    else:
        _tell("nobody_approves", [], administrators=True, post=post)


def approved(workflow_state: WorkflowState, by: Any) -> None:
    """To who wrote it and who submitted it, unless it was they who approved."""
    _tell_authors("approved", workflow_state, by)


def sent_back(workflow_state: WorkflowState, by: Any) -> None:
    """To the same, with the comment."""
    _tell_authors("rejected", workflow_state, by, template="sent_back")


def _tell_authors(
    kind: str, workflow_state: WorkflowState, by: Any, template: str = ""
) -> None:
    decided = workflow_state.current_task_state
    revision = decided.revision
    post = revision.as_object()
    people = User.objects.filter(
        pk__in=[revision.user_id, workflow_state.requested_by_id]
    ).exclude(pk=by and by.pk)
    _tell(
        template or kind,
        _wanting(people, kind),
        post=post,
        **_prospects(post),
        by=by,
        comment=decided.specific.get_comment(),
    )


def _prospects(post: Post) -> dict[str, Any]:
    """What its approval brings: ``when`` it goes and whether it ``goes`` anywhere, the
    ``stops`` that hold it, and what is ``out`` and does not change."""
    rows = post.deliveries.all()
    done = rows.exclude(state__in=NOT_OUT).values_list("channel_id", flat=True)
    return {
        "when": _later(post),
        "goes": not {channel.pk for channel in post.channels.all()} <= set(done),
        "stops": Stop.objects.at_the_time_of(post.send_at, timezone.now()),
        "out": [
            (row, settings.WAGTAILADMIN_BASE_URL + _delivery_path(row))
            for row in rows.filter(state=State.SENT).select_related("channel")
        ],
    }


def _later(post: Post) -> datetime | None:
    """When it goes out, if that is still to come; else it goes at once."""
    return post.send_at if post.send_at and post.send_at > timezone.now() else None


def _wanting(people: QuerySet[User], kind: str) -> QuerySet[User]:
    """Without those who switched these mails off in their account; Wagtail knows
    ``submitted``, ``approved`` and ``rejected``."""
    return people.exclude(**{f"wagtail_userprofile__{kind}_notifications": False})


def rejected(delivery_id: int) -> None:
    """To the author: the network said no."""
    delivery = _delivery(delivery_id)
    _tell("rejected", authors(delivery.post), delivery=delivery)


def missed(delivery_id: int) -> None:
    """To author and approver: it became useless before it could go."""
    delivery = _delivery(delivery_id)
    _tell("missed", [*authors(delivery.post), delivery.approved_by], delivery=delivery)


def in_doubt(delivery_id: int) -> None:
    """To the administrators: it may be out, and is being looked up. Where nobody can
    be asked, only a person can decide, and is told so at once."""
    delivery = _delivery(delivery_id)
    if delivery.can_be_asked_about:
        _tell("in_doubt", [], administrators=True, delivery=delivery)
    else:
        for_a_person(delivery_id)


def for_a_person(delivery_id: int) -> None:
    """To author, approver and administrators: only a person can decide."""
    delivery = _delivery(delivery_id)
    _tell(
        "for_a_person",
        [*authors(delivery.post), delivery.approved_by],
        administrators=True,
        delivery=delivery,
    )


def stands_twice(delivery_id: int) -> None:
    """To author, approver and administrators: one of the two has to go."""
    delivery = _delivery(delivery_id)
    _tell(
        "stands_twice",
        [*authors(delivery.post), delivery.approved_by],
        administrators=True,
        delivery=delivery,
    )


def handed(delivery_id: int) -> None:
    """To the holder of a channel that works by hand: please do it."""
    delivery = _delivery(delivery_id)
    to = [delivery.channel.holder_email] if delivery.channel.holder_email else []
    _tell("handed", authors(delivery.post), addresses=to, delivery=delivery)


def edited_after_approval(post_id: int) -> None:
    """To author and approver: what was approved is held, decide."""
    post = Post.objects.get(pk=post_id)
    row = post.deliveries.select_related("approved_by").first()
    approver = row.approved_by if row else None
    _tell("edited_after_approval", [*authors(post), approver], post=post)


def words_kept(post_id: int) -> None:
    """To all who wrote it: its page has changed, their words have not."""
    post = Post.objects.get(pk=post_id)
    revisions = post.revisions.exclude(user=None).select_related("user")
    _tell("words_kept", {revision.user for revision in revisions}, post=post)


def channel_lost(channel_id: int) -> None:
    """To the channel's holder and the administrators: connect it again."""
    channel = Channel.objects.get(pk=channel_id)
    to = [channel.holder_email] if channel.holder_email else []
    _tell("channel_lost", [], addresses=to, administrators=True, channel=channel)


def amendment_for_a_person(amendment_id: int) -> None:
    """To whoever asked for it: the network does not let us do it."""
    amendment = Amendment.objects.select_related("delivery", "requested_by").get(
        pk=amendment_id
    )
    _tell(
        "amendment_for_a_person",
        [amendment.requested_by],
        delivery=amendment.delivery,
        amendment=amendment,
    )


def graph_version_ends(
    version: str, ends_on: date, *, over: bool, purpose: str, keep: timedelta
) -> None:
    """To the administrators, once for each purpose."""
    _tell(
        "graph_version_ends",
        [],
        administrators=True,
        once=Once(purpose, keep),
        version=version,
        ends_on=ends_on,
        over=over,
    )


@dataclass(frozen=True)
class Once:
    """A notice that comes once to each, for as long as its row is kept."""

    purpose: str
    keep: timedelta


def authors(post: Post) -> list[Any]:
    """Those who wrote the newest revision of a post."""
    revision = post.latest_revision
    return [revision.user] if revision and revision.user else []


def _delivery(pk: int) -> Delivery:
    return Delivery.objects.select_related(
        "post__latest_revision__user", "channel", "approved_by"
    ).get(pk=pk)


def _tell(
    occasion: str,
    people: Iterable[Any],
    *,
    addresses: Iterable[str] = (),
    administrators: bool = False,
    once: Once | None = None,
    **context: Any,
) -> None:
    """One mail per address, from ``campaigns/mail/<occasion>.txt``.

    The template's first line is the subject. To a person in their language, to a
    mere address in the town's. Never raises: whatever is wrong with a mail, the
    outbox goes on.
    """
    try:
        to = dict.fromkeys(addresses, "")
        if administrators:
            to |= {address: "" for _name, address in settings.ADMINS}
        to |= _languages(people)
        with transaction.atomic():
            mails = [
                EmailMessage(*_write(occasion, context, language), to=[address])
                for address, language in sorted(to.items())
            ]
            if once:
                mail.write(mails, purpose=once.purpose, keep=once.keep)
            else:
                get_connection().send_messages(mails)
    except Exception:
        logger.exception("The mails “%s” could not be written", occasion)


def _languages(people: Iterable[Any]) -> dict[str, str]:
    """Address and language of each who still works here, by one query."""
    ids = [person.pk for person in people if person is not None]
    rows = User.objects.filter(pk__in=ids, is_active=True).exclude(email="")
    return dict(
        rows.values_list(
            "email", Coalesce("wagtail_userprofile__preferred_language", Value(""))
        )
    )


def _write(occasion: str, context: dict[str, Any], language: str) -> tuple[str, str]:
    with translation.override(language or settings.LANGUAGE_CODE):
        text = render_to_string(
            f"campaigns/mail/{occasion}.txt", {**context, "url": _url(context)}
        )
    subject, _newline, body = text.strip().partition("\n")
    return subject.strip(), body.strip() + "\n"


def _delivery_path(delivery: Delivery) -> str:
    return reverse("campaigns:delivery", args=[delivery.pk])


def _url(context: dict[str, Any]) -> str:
    """Where the person can act, absolute."""
    if "delivery" in context:
        path = _delivery_path(context["delivery"])
    elif "post" in context:
        path = reverse("campaigns:review", args=[context["post"].pk])
    else:
        path = reverse("campaigns:status")
    return settings.WAGTAILADMIN_BASE_URL + path
