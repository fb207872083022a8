"""What people do to a delivery. Each verb is one conditional change, logged."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from campaigns import ledger
from campaigns.models import Attempt, Delivery, Hold, Release, State, Stop
from campaigns.models.delivery import PENDING


class Conflict(Exception):
    """It cannot be done any more; the text is a sentence for the person."""


def cancel(*, delivery_id: int, by: Any, reason: str) -> Delivery:
    """Take a delivery that is certainly not out off the queue."""
    return _move(
        delivery_id,
        {*PENDING, State.REJECTED},
        State.CANCELLED,
        "campaigns.cancel",
        by,
        reason,
        hold="",
        reason="cancelled",
    )


def retry(*, delivery_id: int, by: Any) -> Delivery:
    """Try a refused delivery again, now that its cause is mended."""
    return _move(
        delivery_id, {State.REJECTED, State.WAITING}, State.PLANNED, "campaigns.retry",
        by, not_before=None, reason="", detail="",
    )  # fmt: skip


def send_again(*, delivery_id: int, by: Any, reason: str) -> Delivery:
    """A person looked and it is not there: send it again."""
    return _move(
        delivery_id, {State.UNCONFIRMED}, State.PLANNED, "campaigns.send_again",
        by, reason, not_before=None, lease_token=None, reason="", detail="",
    )  # fmt: skip


def mark_sent(*, delivery_id: int, by: Any, url: str) -> Delivery:
    """A person looked and it is there, at ``url``, since it was last tried."""
    delivery = Delivery.objects.select_related("channel").get(pk=delivery_id)
    channel = delivery.channel
    found = channel.network_class.post_at(url, channel.account)
    if found is None:
        raise Conflict(
            _("This is not the address of a post of this account on this network.")
        )
    tried = ledger.doubtful_attempts(delivery).order_by("pk").last()
    try:
        return _move(
            delivery_id, {State.UNCONFIRMED}, State.SENT, "campaigns.mark_sent", by, url,
            remote_id=found.id, remote_url=found.url,
            sent_at=tried.started_at if tried else timezone.now(),
            not_before=None, reason="", detail="",
        )  # fmt: skip
    except IntegrityError as error:
        raise Conflict(_("This address belongs to another delivery.")) from error


def tick(*, delivery_id: int, by: Any, url: str = "") -> Delivery:
    """A person has carried out a delivery by hand, or had before it was taken off."""
    delivery = Delivery.objects.get(pk=delivery_id)
    sources = {State.HANDED, *TICKED_LATE} if was_handed(delivery) else {State.HANDED}
    return _move(
        delivery_id, sources, State.SENT, "campaigns.tick", by, url,
        remote_id=f"by-hand-{delivery.key}", remote_url=url, sent_at=timezone.now(),
        hold="", reason="", detail="",
    )  # fmt: skip


# Where time or people put a task that somebody may have carried out by then.
TICKED_LATE = frozenset({State.MISSED, State.HELD, State.CANCELLED})


def was_handed(delivery: Delivery) -> bool:
    """Whether a person was asked to carry out what was approved last."""
    return any(
        attempt.outcome == Attempt.Outcome.HANDED
        and attempt.started_at >= delivery.approved_at
        for attempt in delivery.attempts.all()
    )


def release(*, delivery_id: int, by: Any, reason: str) -> Delivery:
    """Let one delivery through the stops that hold it, with a written reason.

    Those that are over by now hold it as well: see ``StopQuerySet.against``.
    """
    if not reason.strip():
        raise Conflict(_("Write why this one may go out."))
    with transaction.atomic():
        delivery = Delivery.objects.select_for_update().get(pk=delivery_id)
        if delivery.hold not in (Hold.STOPPED, Hold.QUIET):
            raise _changed(delivery)
        for stop in Stop.objects.against(delivery.due_at, timezone.now()):
            Release.objects.get_or_create(
                delivery=delivery,
                stop=stop,
                defaults={"reason": reason, "released_by": by},
            )
        return _move(
            delivery_id, {State.HELD}, State.PLANNED, "campaigns.release", by, reason,
            hold="",
        )  # fmt: skip


def end_stop(*, stop: Stop, by: Any) -> None:
    """End a stop, or one that has not begun; what it held stays held until it is
    released one by one. Raises Conflict when it has ended already."""
    now = timezone.now()
    with transaction.atomic():
        current = Stop.objects.not_over(now).filter(pk=stop.pk)
        if not current.update(ends_at=max(stop.starts_at, now)):
            raise Conflict(_("This stop has ended already."))
        log(stop, "campaigns.end_stop", user=by)


def _move(
    delivery_id: int,
    sources: Collection[State],
    target: State,
    action: str,
    by: Any,
    why: str = "",
    **values: Any,
) -> Delivery:
    """Change the state if it still is one of ``sources``, and log it."""
    with transaction.atomic():
        changed = Delivery.objects.filter(pk=delivery_id, state__in=sources).update(
            state=target, **values
        )
        delivery = Delivery.objects.select_related("channel", "post").get(
            pk=delivery_id
        )
        if not changed:
            raise _changed(delivery)
        log(delivery, action, user=by, data={"reason": why})
    return delivery


def _changed(delivery: Delivery) -> Conflict:
    return Conflict(
        _("This is not possible any more: the delivery is now “%(state)s”.")
        % {"state": delivery.get_state_display()}
    )
