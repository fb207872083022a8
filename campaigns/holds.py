"""What may not go out now, and why: rows held by the dispatcher or by a save."""

from __future__ import annotations

import logging
import uuid
from datetime import datetime
from functools import reduce
from operator import or_

from django.db import transaction
from django.db.models import Q, QuerySet
from wagtail.models import PageViewRestriction, TaskState

from campaigns import approvals, ledger, notifications
from campaigns.models import Channel, Delivery, Hold, Post, Release, State, Stop
from campaigns.models.delivery import PENDING, READY

logger = logging.getLogger(__name__)


def hold_what_may_not_go(now: datetime) -> None:
    """Hold rows that are planned or waiting and have something in their way."""
    ready = Delivery.objects.filter(state__in=READY)
    # One that was being sent when its page was unpublished may have come back.
    cancel_for_want_of_page(Post.objects.filter(link_page__live=False))
    _cancel(Delivery.objects.filter(page_is_gone=True), "page_unpublished")
    if private := _private_pages():
        cancel_for_want_of_page(Post.objects.filter(private), "page_private")
    free_what_no_channel_holds()
    for post_id in (
        ready.edited().order_by().values_list("post_id", flat=True).distinct()
    ):
        hold_edited(post_id)
    ready.on_a_channel_that_cannot_send().update(**ledger.as_held(Hold.CHANNEL))
    handed = Delivery.objects.filter(state=State.HANDED)
    for kind, hold in (
        (Stop.Kind.STOPPED, Hold.STOPPED),
        (Stop.Kind.QUIET, Hold.QUIET),
    ):
        for rows in (ready.due(now), handed):
            rows.stopped(now, kind).update(**ledger.as_held(hold))


def _private_pages() -> Q:
    """Posts whose page, or one above it, not everybody may read by now."""
    paths = PageViewRestriction.objects.values_list("page__path", flat=True)
    return reduce(or_, (Q(link_page__path__startswith=path) for path in paths), Q())


def page_deleted(page_id: int) -> None:
    """Remember it on rows that may come back from a try: the post will not know."""
    Delivery.objects.filter(
        post__in=Post.objects.filter(link_page_id=page_id).values("pk"),
        state__in=(State.SENDING, State.UNCONFIRMED),
    ).update(page_is_gone=True)


def cancel_for_want_of_page(
    posts: QuerySet[Post], reason: str = "page_unpublished"
) -> None:
    """Cancel what is not out of ``posts``, which link to a page that is gone.

    ``IN``, not a join: see DeliveryQuerySet.
    """
    _cancel(Delivery.objects.filter(post__in=posts.values("pk")), reason)


def _cancel(rows: QuerySet[Delivery], reason: str) -> None:
    rows.filter(state__in=PENDING).update(
        state=State.CANCELLED, hold="", reason=reason, detail=""
    )


def free_what_no_channel_holds() -> None:
    """Plan again rows that were put on hold while their channel was connected anew."""
    Delivery.objects.filter(
        state=State.HELD,
        hold=Hold.CHANNEL,
        channel__in=Channel.objects.connected().values("pk"),
    ).update(**ledger.as_planned_again())


def hold_edited(post_id: int) -> None:
    """Hold what is not out of a post whose newer draft nobody approved.

    Where the newer text is approved already (the row was being sent meanwhile),
    the row gets that text instead.
    """
    post = Post.objects.get(pk=post_id)
    if post.live_revision_id and post.live_revision_id == post.latest_revision_id:
        try:
            _give_approved_text(post)
        except Exception:
            # One post that cannot be composed must not keep the others from going:
            # its rows are held for a person.
            logger.exception("The approved text of post %s cannot be taken", post_id)
        else:
            return
    rows = Delivery.objects.filter(post_id=post_id, state__in=(*READY, State.HANDED))
    with transaction.atomic():
        if rows.edited().update(**ledger.as_held(Hold.EDITED)):
            notifications.edited_after_approval(post_id)


def _give_approved_text(post: Post) -> None:
    """From the rows themselves: what a picture or a page became since the approval
    was read by nobody. Whoever let the older text through a stop did not read this
    one."""
    revision = post.live_revision
    decided = TaskState.objects.filter(
        revision=revision, status=TaskState.STATUS_APPROVED
    ).latest("finished_at")
    frozen = approvals.frozen_values(
        revision.as_object(), revision, by=decided.finished_by, now=decided.finished_at
    )
    rows = Delivery.objects.filter(post=post, state__in=PENDING)
    with transaction.atomic():
        for delivery in rows.exclude(revision=revision):
            row = rows.filter(pk=delivery.pk)
            if delivery.newest:
                row.update(**frozen, message=delivery.newest, key=uuid.uuid4())
                Release.objects.filter(delivery=delivery).delete()
            else:
                row.update(state=State.CANCELLED, hold="", reason="channel_removed")
