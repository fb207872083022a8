"""Asking the network whether a delivery in doubt is out."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from campaigns import connections, ledger, notifications
from campaigns.models import Attempt, Delivery, State
from campaigns.models.delivery import NOT_OUT
from campaigns.networks.base import Failure, Published, Reconnect, TryLater

# A network that gave no answer for so long is asked no more: a person looks.
GIVE_UP_AFTER = timedelta(days=1)

logger = logging.getLogger(__name__)


def look_up(delivery_id: int) -> State | None:
    """Ask the network whether a delivery in doubt is out; gives its new state, or
    None when the row has moved on.

    A find counts if it is newer than the first doubtful attempt and no other
    delivery holds its id. "Not there" counts only from a look-up made after
    everything that was on its way must have arrived.
    """
    now = timezone.now()
    delivery = _claim_look_up(delivery_id, now)
    if delivery is None:
        return None
    since, believe_from = _window(delivery)
    attempt = Attempt.objects.create(delivery=delivery, started_at=now, is_look_up=True)
    try:
        found = delivery.channel.client().find(
            delivery.frozen_message, str(delivery.key), delivery.prepared, since
        )
    except Failure as failure:
        return _look_up_failed(attempt, failure)
    except Exception as error:
        logger.exception("The look-up of delivery %s broke", delivery_id)
        return _look_up_failed(attempt, TryLater("crashed", type(error).__name__))
    mine = [
        published for published in found if not _held_by_another(delivery, published)
    ]
    if mine:
        return _found(attempt, mine[0])
    if now < believe_from:
        return _not_yet(attempt, min(believe_from, now + timedelta(seconds=30)))
    if delivery.reason == "duplicate":
        # It says the content is there and does not show it: a person must look.
        return _not_yet(attempt, None)
    return _not_there(attempt)


def _claim_look_up(delivery_id: int, now: datetime) -> Delivery | None:
    """Take a row in doubt for one look-up; ``not_before`` is its token."""
    rows = Delivery.objects.filter(pk=delivery_id)
    delivery = rows.select_related("channel").first()
    if delivery is None:
        return None
    until = now + ledger.lease(delivery.channel)
    if not rows.to_look_up(now).update(not_before=until):
        return None
    return rows.select_related("channel").filter(not_before=until).first()


def _window(delivery: Delivery) -> tuple[datetime, datetime]:
    """Since when a find counts, and from when "not there" is believed.

    The lease was taken anew right before the publishing call, so its end says
    when that was, however long the preparing took.
    """
    network = delivery.channel.network_class
    first = ledger.doubtful_attempts(delivery).order_by("started_at").first()
    since = first.started_at if first else delivery.due_at
    leased = delivery.lease_until or delivery.due_at + ledger.lease(delivery.channel)
    return since, leased - ledger.LEASE_MARGIN + network.settle


def _held_by_another(delivery: Delivery, published: Published) -> bool:
    return (
        Delivery.objects.filter(channel_id=delivery.channel_id, remote_id=published.id)
        .exclude(pk=delivery.pk)
        .exists()
    )


def _asked(attempt: Attempt) -> Any:
    """The row, if it still is in the doubt that this look-up was about."""
    return Delivery.objects.filter(
        pk=attempt.delivery_id,
        state=State.UNCONFIRMED,
        not_before=attempt.delivery.not_before,
    )


def _found(attempt: Attempt, published: Published) -> State | None:
    """It is there; that counts even if a person has just said "send it again"."""
    row = Delivery.objects.filter(
        pk=attempt.delivery_id,
        key=attempt.delivery.key,
        state__in=(State.UNCONFIRMED, *NOT_OUT),
    )
    try:
        changed = ledger.conclude(
            attempt, row, Attempt.Outcome.FOUND, **ledger.as_sent(published)
        )
    except IntegrityError:
        # Another delivery of the same text has just taken this one: look again.
        return _not_yet(attempt, timezone.now())
    return State.SENT if changed else None


@transaction.atomic
def _not_yet(attempt: Attempt, again_at: datetime | None) -> State:
    ledger.conclude(
        attempt, _asked(attempt), Attempt.Outcome.NOT_FOUND, not_before=again_at
    )
    if again_at is None:
        notifications.for_a_person(attempt.delivery_id)
    return State.UNCONFIRMED


def _not_there(attempt: Attempt) -> State:
    """Certainly not out: it may be tried again."""
    ledger.conclude(
        attempt,
        _asked(attempt),
        Attempt.Outcome.NOT_FOUND,
        state=State.WAITING,
        lease_token=None,
        not_before=timezone.now(),
    )
    return State.WAITING


def _look_up_failed(attempt: Attempt, failure: Failure) -> State:
    delivery = attempt.delivery
    now = timezone.now()
    asked = ledger.look_ups_since_the_last_try(delivery)
    again_at: datetime | None = now + ledger.backoff(max(1, len(asked)))
    if isinstance(failure, Reconnect):
        # Connecting the channel again asks at once, however long that takes.
        connections.needs_reconnecting(delivery.channel, failure)
        again_at = now + ledger.LONGEST_WAIT
    elif asked and now - asked[0] > GIVE_UP_AFTER:
        again_at = None
    with transaction.atomic():
        changed = _asked(attempt).update(not_before=again_at)
        ledger.end(attempt, Attempt.Outcome.TRY_LATER, failure.code, failure.detail)
        if changed and again_at is None:
            notifications.for_a_person(delivery.pk)
    if failure.code == "timeout":
        connections.spare(delivery.channel, timezone.now())
    return State.UNCONFIRMED
