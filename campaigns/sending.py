"""Sending one delivery: take the row, publish once, write down what came of it.

Whatever may be out is in doubt, never planned again; ``look_ups`` asks the
network about it.
"""

from __future__ import annotations

import logging
import uuid
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from campaigns import connections, ledger, notifications
from campaigns.models import Attempt, Delivery, Hold, State
from campaigns.models.compiled import compiled
from campaigns.models.delivery import NOT_OUT, DeliveryQuerySet
from campaigns.networks.base import (
    Failure,
    Handed,
    Published,
    Reconnect,
    Rejected,
    TryLater,
    Unconfirmed,
)

logger = logging.getLogger(__name__)

# What an attempt needs of its row.
READ = (
    "message",
    "key",
    "revision_id",
    "lease_token",
    "attempt_count",
    "channel__network",
    "channel__sealed_credentials",
)


def deliver(delivery_id: int) -> State | None:
    """Send one delivery if it may go now; gives its new state, or None.

    Safe to call any number of times and from anywhere: only one caller gets
    the row, and only while nothing is in its way.
    """
    attempt = claim(delivery_id, timezone.now())
    return None if attempt is None else carry_out(attempt)


def carry_out(attempt: Attempt) -> State | None:
    """Send what was claimed and write down what came of it; gives the new state,
    or None when the row is another's by now."""
    try:
        outcome = _send(attempt.delivery)
    except Failure as failure:
        state = _settle_failure(attempt, failure)
        if failure.code == "timeout":
            connections.spare(attempt.delivery.channel, timezone.now())
        return state
    except HeldBack:
        # Nothing was tried, so it is no reason to wait longer after a later failure.
        return _settle(
            attempt,
            State.WAITING,
            Attempt.Outcome.TRY_LATER,
            reason="held_back",
            attempt_count=F("attempt_count") - 1,
        )
    except LeaseLost:
        ledger.end(attempt, Attempt.Outcome.UNCONFIRMED, "lease_lost")
        return None
    except Exception as error:
        # A fault of ours: nobody knows how far it came, so it may be out.
        logger.exception("Delivery %s broke", attempt.delivery_id)
        return _settle_failure(attempt, Unconfirmed("crashed", type(error).__name__))
    if isinstance(outcome, Handed):
        return _settle_handed(attempt)
    return _settle_published(attempt, outcome)


class LeaseLost(Exception):
    """Another has taken the row, or doubts it: this attempt must not publish."""


class HeldBack(Exception):
    """Something has come in the way since the claim; nothing is out."""


def claim(delivery_id: int, now: datetime) -> Attempt | None:
    """Take the row for one attempt, by one conditional update."""
    row = Delivery.objects.filter(pk=delivery_id)
    with transaction.atomic():
        taken = compiled(row, DeliveryQuerySet.sendable, now).update(
            state=State.SENDING,
            lease_token=uuid.uuid4(),
            lease_until=now + ledger.longest_lease(),
            not_before=None,
            attempt_count=F("attempt_count") + 1,
        )
        if not taken:
            return None
        # Read only now: until the claim an approval may write the row anew.
        delivery = row.select_related("channel").only(*READ).get()
        return Attempt.objects.create(delivery=delivery, started_at=now)


def _send(delivery: Delivery) -> Published | Handed:
    network = delivery.channel.client()
    message = delivery.frozen_message
    key = str(delivery.key)
    prepared = network.prepare(message, key)
    _keep_lease(delivery, prepared)
    return network.publish(message, key, prepared)


def _keep_lease(delivery: Delivery, prepared: dict[str, Any]) -> None:
    """Commit what the network prepared and take the lease anew.

    The last thing before the publishing call. A worker that was asleep for too
    long finds its token gone: LeaseLost. Preparing may take minutes, so what
    keeps a row from being claimed is asked once more: HeldBack.
    """
    now = timezone.now()
    mine = Delivery.objects.filter(
        pk=delivery.pk, state=State.SENDING, lease_token=delivery.lease_token
    )
    kept = compiled(mine, DeliveryQuerySet.unhindered, now).update(
        prepared=prepared, lease_until=now + ledger.lease(delivery.channel)
    )
    if not kept:
        raise HeldBack if mine.exists() else LeaseLost


@transaction.atomic
def _settle_handed(attempt: Attempt) -> State | None:
    state = _settle(attempt, State.HANDED, Attempt.Outcome.HANDED)
    if state:
        notifications.handed(attempt.delivery_id)
    return state


def _settle_published(attempt: Attempt, published: Published) -> State | None:
    """Write down where it stands; true even when the row was doubted meanwhile."""
    delivery = attempt.delivery
    mine = Delivery.objects.filter(
        pk=delivery.pk,
        state__in=(State.SENDING, State.UNCONFIRMED),
        lease_token=delivery.lease_token,
    )
    try:
        written = ledger.conclude(
            attempt, mine, Attempt.Outcome.SENT, **ledger.as_sent(published)
        )
        if not written and not _take_back(delivery, published):
            _stands_twice(attempt, published)
    except IntegrityError:
        return _name_taken(attempt, published)
    return State.SENT


def _take_back(delivery: Delivery, published: Published) -> int:
    """Sent after all, though it was given up; with the text that really went out."""
    return Delivery.objects.filter(pk=delivery.pk, state__in=NOT_OUT).update(
        **ledger.as_sent(published),
        message=delivery.message,
        revision=delivery.revision_id,
        key=delivery.key,
    )


@transaction.atomic
def _stands_twice(attempt: Attempt, published: Published) -> None:
    """The row was given up and sent by another: this one is there as well."""
    logger.error(
        "Delivery %s also stands at %s: an attempt came back after it was given up",
        attempt.delivery_id,
        published.url,
    )
    ledger.end(attempt, Attempt.Outcome.SENT, "twice", published.url)
    notifications.stands_twice(attempt.delivery_id)


@transaction.atomic
def _name_taken(attempt: Attempt, published: Published) -> State | None:
    """The network's id is another delivery's already: two rows, one post."""
    state = _settle(
        attempt,
        State.UNCONFIRMED,
        Attempt.Outcome.UNCONFIRMED,
        not_before=None,
        reason="id_taken",
        detail=published.url,
    )
    notifications.for_a_person(attempt.delivery_id)
    return state


@transaction.atomic
def _settle_failure(attempt: Attempt, failure: Failure) -> State | None:
    delivery = attempt.delivery
    now = timezone.now()
    why = {"reason": failure.code, "detail": failure.detail}
    if isinstance(failure, Rejected):
        if failure.code == "duplicate" and ledger.was_in_doubt(delivery):
            # The network holds the same content: most likely ours, come late.
            return _doubt(attempt, failure, now)
        state = _settle(attempt, State.REJECTED, Attempt.Outcome.REJECTED, **why)
        if state:
            notifications.rejected(delivery.pk)
        return state
    if isinstance(failure, TryLater):
        return _settle(
            attempt,
            State.WAITING,
            Attempt.Outcome.TRY_LATER,
            not_before=max(
                failure.not_before or now, now + ledger.backoff(delivery.attempt_count)
            ),
            **why,
        )
    if isinstance(failure, Reconnect):
        connections.needs_reconnecting(delivery.channel, failure)
        return _settle(
            attempt, State.HELD, Attempt.Outcome.RECONNECT, hold=Hold.CHANNEL, **why
        )
    return _doubt(attempt, failure, now)


def _doubt(attempt: Attempt, failure: Failure, now: datetime) -> State | None:
    state = _settle(
        attempt,
        State.UNCONFIRMED,
        Attempt.Outcome.UNCONFIRMED,
        not_before=ledger.first_look_up(attempt.delivery.channel, now),
        reason=failure.code,
        detail=failure.detail,
    )
    if state:
        notifications.in_doubt(attempt.delivery_id)
    return state


def _settle(
    attempt: Attempt, state: State, outcome: Attempt.Outcome, **values: Any
) -> State | None:
    """End an attempt; gives the row's new state, or None if the row has moved on.

    ``lease_until`` stays: from when "not there" is believed is counted from it.
    """
    delivery = attempt.delivery
    mine = Delivery.objects.filter(
        pk=delivery.pk, state=State.SENDING, lease_token=delivery.lease_token
    )
    changed = ledger.conclude(attempt, mine, outcome, state=state, **values)
    return state if changed else None
