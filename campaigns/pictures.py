"""What a withdrawn picture means for posts: nothing more goes out with it, and what
is out is named, for a person to withdraw. What a changed one means for who approves."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Revision, TaskState

from campaigns.composition import RENDITION
from campaigns.models import Delivery, Post, State
from campaigns.models.delivery import PENDING, frozen_path, frozen_storage
from campaigns.models.post import Authorship
from campaigns.services import Conflict, cancel
from cms.models import Image
from cms.rights import Carrier


def take_out(picture: Image, *, by: Any, reason: str) -> list[Carrier]:
    """Cancel what is not out yet and delete the frozen file; gives the deliveries
    and drafts that carry the picture. Runs inside the withdrawal's transaction."""
    digest = frozen_digest(picture)
    carrying = _deliveries(picture, digest)
    for delivery in carrying:
        if delivery.state in PENDING:
            _cancel(delivery, by, reason)
    if digest:
        transaction.on_commit(lambda: frozen_storage().delete(frozen_path(digest)))
    return [*map(_delivery, carrying), *_drafts(picture, carrying)]


def take_for_author(person: Any, picture: Image) -> None:
    """Whoever changes a picture of a post that waits for approval is one of its
    authors, and so does not approve it: nobody else has seen it like that."""
    waiting = Revision.objects.filter(
        base_content_type=Post().get_base_content_type(),
        task_states__status=TaskState.STATUS_IN_PROGRESS,
    )
    carrying = {
        int(revision.object_id)
        for revision in waiting
        if any(each["image"] == picture.pk for each in revision.content["images"])
    }
    Authorship.objects.bulk_create(
        [Authorship(post_id=pk, user=person) for pk in carrying], ignore_conflicts=True
    )


def _cancel(delivery: Delivery, by: Any, reason: str) -> None:
    # A worker may just have taken it: then it is named as what it has become.
    with suppress(Conflict):
        cancel(delivery_id=delivery.pk, by=by, reason=reason)
    delivery.refresh_from_db(fields=["state"])


def frozen_digest(picture: Image) -> str:
    """Under which name the bytes of ``picture`` are frozen; empty if it is lost."""
    try:
        with picture.get_rendition(RENDITION).file.open() as file:
            return hashlib.sha256(file.read()).hexdigest()
    except OSError:
        return ""


def _deliveries(picture: Image, digest: str) -> list[Delivery]:
    carries = Q(post__images__image=picture)
    if digest:
        carries |= Q(message__images__icontains=digest)
    rows: QuerySet[Delivery] = Delivery.objects.filter(carries)
    return list(rows.select_related("post", "channel").distinct())


def _delivery(delivery: Delivery) -> Carrier:
    return Carrier(
        title=str(delivery),
        url=reverse("campaigns:delivery", args=[delivery.pk]),
        state=str(State(delivery.state).label),
    )


def _drafts(picture: Image, carrying: list[Delivery]) -> Iterator[Carrier]:
    posts = Post.objects.filter(images__image=picture)
    for post in posts.exclude(pk__in=[each.post_id for each in carrying]).distinct():
        yield Carrier(
            title=str(post),
            url=reverse("campaigns_posts:edit", args=[post.pk]),
            state=_("draft"),
        )
