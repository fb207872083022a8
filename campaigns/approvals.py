"""Approving a post: by somebody else, of the revision that was read, for good.

Stock Wagtail publishes the latest revision whoever read which, and a second
click raises nothing. Here the revision on the approver's screen is part of the
request, and everything is checked again under one lock.
"""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Revision, TaskState

from campaigns.composition import Unfit, fingerprint, freeze, problems
from campaigns.models import Delivery, Hold, Post, PostApproval, Release, State
from campaigns.models.delivery import NOT_OUT, PENDING


class Refused(Exception):
    """An approval that may not be; the text is a sentence for the approver."""


def refusal(post: Post, by: Any) -> str:
    """Why ``by`` may not decide about ``post`` now, or nothing."""
    task = post.current_workflow_task
    if not isinstance(task, PostApproval):
        return _("This post is not waiting for approval.")
    if not task.is_approver(by):
        return _("Only approvers decide about posts.")
    if by.pk in post.authors_since_approval():
        return _(
            "You wrote this post or changed a picture of it, so somebody else approves it."
        )
    return ""


def approve(
    *,
    post_id: int,
    revision_id: int,
    by: Any,
    comment: str = "",
    content: str | None = None,
) -> list[Delivery]:
    """Approve the revision that ``by`` read, and freeze what each channel gets.

    ``content`` is the ``composition.fingerprint`` of what was on the screen: a
    picture or a page's address may change without a new revision of the post.
    Gives the deliveries that will go out: none while a later step of the
    workflow waits. Raises Refused (not waiting, own text, changed since it was
    read, decided already) and Unfit (over a limit, useless by now, an image that
    cannot be read).
    """
    now = timezone.now()
    revision = _read_revision(post_id, revision_id)
    post = revision.as_object()
    if found := problems(post, now):
        raise Unfit(found)
    messages = freeze(post)
    with transaction.atomic():
        task_state = _waiting_task_state(post_id, revision_id, by)
        if content is not None and content != fingerprint(post):
            raise Refused(
                _("A picture or the link was changed after you opened it. Read again.")
            )
        task_state.approve(user=by, comment=comment)
        if Post.objects.get(pk=post_id).live_revision_id != revision.pk:
            return []
        return plan(post, revision, messages, by=by, now=now)


def reject(*, post_id: int, revision_id: int, by: Any, comment: str) -> None:
    """Send the post back to its author with a comment. Raises Refused."""
    _read_revision(post_id, revision_id)
    with transaction.atomic():
        task_state = _waiting_task_state(post_id, revision_id, by)
        task_state.reject(user=by, comment=comment)


def _read_revision(post_id: int, revision_id: int) -> Revision:
    try:
        return Post.objects.get(pk=post_id).revisions.get(pk=revision_id)
    except (Post.DoesNotExist, Revision.DoesNotExist) as error:
        raise Refused(_("This version of the post is no longer there.")) from error


def _waiting_task_state(post_id: int, revision_id: int, by: Any) -> TaskState:
    """The task state to decide on, with the post locked. Raises Refused."""
    post = Post.objects.select_for_update().get(pk=post_id)
    if why := refusal(post, by):
        raise Refused(why)
    task_state = post.current_workflow_task_state
    if not revision_id == post.latest_revision_id == task_state.revision_id:
        raise Refused(
            _("The post was changed after you opened it. Read the new version.")
        )
    return task_state


def plan(
    post: Post,
    revision: Revision,
    messages: dict[int, dict[str, Any]],
    *,
    by: Any,
    now: datetime,
) -> list[Delivery]:
    """Write the outbox rows of an approved revision; call it in a transaction.

    Rows that are certainly not out are written anew; those being sent, in
    doubt, sent or withdrawn keep what they had. A channel that the post no
    longer names loses its row's place in the queue.
    """
    frozen = frozen_values(post, revision, by=by, now=now)
    rows = Delivery.objects.filter(post_id=post.pk)
    rows.exclude(channel_id__in=messages).update(newest={})
    rows.filter(state__in=PENDING).exclude(channel_id__in=messages).update(
        state=State.CANCELLED, hold="", reason="channel_removed", detail=""
    )
    # Whoever let an older text through a stop did not read this one.
    Release.objects.filter(delivery__in=rows.filter(state__in=NOT_OUT)).delete()
    there = set(rows.values_list("channel_id", flat=True))
    for channel_id, message in messages.items():
        values = {**frozen, "message": message, "key": uuid.uuid4()}
        values["newest"] = message
        if channel_id in there:
            row = rows.filter(channel_id=channel_id)
            row.update(newest=message)
            row.filter(state__in=NOT_OUT).update(**values)
        else:
            Delivery.objects.create(post_id=post.pk, channel_id=channel_id, **values)
    return list(rows.filter(revision=revision, state=State.PLANNED))


def frozen_values(
    post: Post, revision: Revision, *, by: Any, now: datetime
) -> dict[str, Any]:
    """The columns of a row as an approval at ``now`` writes them, but message and key."""
    wanted = post.send_at or now
    return {
        "state": State.PLANNED,
        "hold": "",
        "revision": revision,
        "despite_revision": None,
        "approved_by": by,
        "approved_at": now,
        "due_at": max(wanted, now),
        "useless_after": post.last_moment(wanted),
        "prepared": {},
        "page_is_gone": False,
        "not_before": None,
        "lease_token": None,
        "lease_until": None,
        "reason": "",
        "detail": "",
    }


def send_approved_text(*, post_id: int, by: Any, draft_id: int | None = None) -> int:
    """Let the approved text go although the post has a newer draft.

    For approvers: the text that goes was approved by one before. ``draft_id`` is
    the newer draft that was on the screen. Gives the number of rows freed.
    Raises Refused.
    """
    with transaction.atomic():
        post = Post.objects.select_for_update().get(pk=post_id)
        if not may_approve(by):
            raise Refused(_("Only approvers decide about posts."))
        if draft_id is not None and draft_id != post.latest_revision_id:
            raise Refused(
                _("The post was changed after you opened it. Read the new version.")
            )
        freed = Delivery.objects.filter(
            post=post, state=State.HELD, hold=Hold.EDITED
        ).update(
            state=State.PLANNED, hold="", despite_revision_id=post.latest_revision_id
        )
        if freed:
            log(post, "campaigns.send_approved", user=by, revision=post.live_revision)
        return freed


def may_approve(user: Any) -> bool:
    """Whether ``user`` is in a group that approves posts."""
    return any(
        task.is_approver(user) for task in PostApproval.objects.filter(active=True)
    )
