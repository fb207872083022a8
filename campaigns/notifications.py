"""Mails about posts. A mail that cannot be sent is logged; the screens tell all."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from campaigns.models import Amendment, Channel, Delivery, Post

logger = logging.getLogger(__name__)


def rejected(delivery_id: int) -> None:
    """To the author: the network said no."""
    delivery = _delivery(delivery_id)
    _tell("rejected", authors(delivery.post), delivery=delivery)


def missed(delivery_id: int) -> None:
    """To author and approver: it became useless before it could go."""
    delivery = _delivery(delivery_id)
    _tell("missed", [*authors(delivery.post), delivery.approved_by], delivery=delivery)


def in_doubt(delivery_id: int) -> None:
    """To the administrators: it may be out, and is being looked up."""
    _tell("in_doubt", [], administrators=True, delivery=_delivery(delivery_id))


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
    **context: Any,
) -> None:
    """One mail per address, from ``campaigns/mail/<occasion>.txt``.

    The template's first line is the subject. Never raises: whatever is wrong
    with a mail, the outbox goes on.
    """
    to = {person.email for person in people if person is not None and person.email}
    to.update(addresses)
    if administrators:
        to.update(address for _name, address in settings.ADMINS)
    for address in sorted(to):
        try:
            subject, body = _write(occasion, context)
            EmailMessage(subject, body, to=[address]).send()
        except Exception:
            logger.exception("The mail “%s” could not be sent", occasion)


def _write(occasion: str, context: dict[str, Any]) -> tuple[str, str]:
    with translation.override(settings.LANGUAGE_CODE):
        text = render_to_string(
            f"campaigns/mail/{occasion}.txt", {**context, "url": _url(context)}
        )
    subject, _newline, body = text.strip().partition("\n")
    return subject.strip(), body.strip() + "\n"


def _url(context: dict[str, Any]) -> str:
    """Where the person can act, absolute."""
    if "delivery" in context:
        path = reverse("campaigns:delivery", args=[context["delivery"].pk])
    elif "post" in context:
        path = reverse("campaigns:review", args=[context["post"].pk])
    else:
        path = reverse("campaigns:status")
    return settings.WAGTAILADMIN_BASE_URL + path
