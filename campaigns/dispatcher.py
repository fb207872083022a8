"""The outbox at work: what is due is sent once, what is in doubt is asked about.

Each step is one conditional update of a row, so any number of workers may run
it at once, and a step that finds nothing to do does nothing. No network call
happens inside a transaction. ``docs/outbox.md`` tells the whole story.
"""

from __future__ import annotations

import logging
import secrets
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from campaigns import amendments, connections, holds, networks, notifications
from campaigns.models import Attempt, Channel, Delivery, Hold, Sighting, State
from campaigns.models.delivery import PENDING
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

# Rows one round picks up; the next round, ten seconds later, takes the rest.
ROUND_SIZE = 500
# On top of a network's longest attempt: a slow disk, a busy database.
LEASE_MARGIN = timedelta(seconds=60)
LONGEST_WAIT = timedelta(hours=1)


@dataclass(frozen=True)
class Round:
    """What a round found to do, by id."""

    to_send: list[int]
    to_look_up: list[int]
    to_amend: list[int]


def prepare_round(now: datetime | None = None) -> Round:
    """Put every row where it belongs by now, and say which want a doorbell."""
    now = now or timezone.now()
    Sighting.note("dispatch")
    doubt_what_was_abandoned(now)
    miss_what_is_useless(now)
    holds.hold_what_may_not_go(now)
    return Round(
        to_send=_ids(Delivery.objects.sendable(now).order_by("due_at")),
        to_look_up=_ids(Delivery.objects.to_look_up(now).order_by("not_before")),
        to_amend=_ids(amendments.due(now)),
    )


def _ids(rows: Any) -> list[int]:
    return list(rows.values_list("pk", flat=True)[:ROUND_SIZE])


def run_round() -> Round:
    """One whole round in this process, for a machine without a worker."""
    found = prepare_round()
    for pk in found.to_look_up:
        look_up(pk)
    for pk in found.to_send:
        deliver(pk)
    for pk in found.to_amend:
        amendments.amend(pk)
    return found


# Rows that time or people moved


def miss_what_is_useless(now: datetime) -> None:
    overdue = list(Delivery.objects.overdue(now).values_list("pk", flat=True))
    for pk in overdue[:ROUND_SIZE]:
        if (
            Delivery.objects.overdue(now)
            .filter(pk=pk)
            .update(state=State.MISSED, hold="", reason="missed")
        ):
            notifications.missed(pk)


def doubt_what_was_abandoned(now: datetime) -> None:
    """A worker that died may have published: its row is in doubt, never planned."""
    for delivery in Delivery.objects.abandoned(now).select_related("channel"):
        changed = (
            Delivery.objects.abandoned(now)
            .filter(pk=delivery.pk, lease_token=delivery.lease_token)
            .update(
                state=State.UNCONFIRMED,
                not_before=_first_look_up(delivery.channel, now),
                reason="crashed",
            )
        )
        if changed:
            delivery.attempts.filter(outcome=Attempt.Outcome.STARTED).update(
                outcome=Attempt.Outcome.UNCONFIRMED, reason="crashed", ended_at=now
            )
            notifications.in_doubt(delivery.pk)


# Sending


def deliver(delivery_id: int) -> State | None:
    """Send one delivery if it may go now; gives its new state, or None.

    Safe to call any number of times and from anywhere: only one caller gets
    the row, and only while nothing is in its way.
    """
    attempt = claim(delivery_id, timezone.now())
    if attempt is None:
        return None
    delivery = attempt.delivery
    try:
        outcome = _send(delivery)
    except Failure as failure:
        return _settle_failure(attempt, failure)
    except LeaseLost:
        _end(attempt, Attempt.Outcome.UNCONFIRMED, "lease_lost")
        return None
    except Exception as error:
        # A fault of ours: nobody knows how far it came, so it may be out.
        logger.exception("Delivery %s broke", delivery_id)
        return _settle_failure(attempt, Unconfirmed("crashed", type(error).__name__))
    if isinstance(outcome, Handed):
        return _settle(attempt, State.HANDED, Attempt.Outcome.HANDED)
    return _settle_published(attempt, outcome)


class LeaseLost(Exception):
    """Another has taken the row, or doubts it: this attempt must not publish."""


def claim(delivery_id: int, now: datetime) -> Attempt | None:
    """Take the row for one attempt, by one conditional update."""
    try:
        delivery = Delivery.objects.select_related("channel").get(pk=delivery_id)
    except Delivery.DoesNotExist:
        return None
    token = uuid.uuid4()
    with transaction.atomic():
        taken = (
            Delivery.objects.filter(pk=delivery_id)
            .sendable(now)
            .update(
                state=State.SENDING,
                lease_token=token,
                lease_until=now + lease(delivery.channel),
                not_before=None,
                attempt_count=F("attempt_count") + 1,
            )
        )
        if not taken:
            return None
        # Read again: an approval may have written the row anew before the claim.
        delivery = Delivery.objects.select_related("channel").get(pk=delivery_id)
        return Attempt.objects.create(delivery=delivery, started_at=now)


def lease(channel: Channel) -> timedelta:
    """How long one attempt may take before its worker counts as dead."""
    return channel.network_class.longest_attempt + LEASE_MARGIN


def _send(delivery: Delivery) -> Published | Handed:
    network = delivery.channel.client()
    message = delivery.frozen_message
    key = str(delivery.key)
    prepared = network.prepare(message, key)
    _keep_lease(delivery, prepared)
    return network.publish(message, key, prepared)


def _keep_lease(delivery: Delivery, prepared: dict[str, Any]) -> None:
    """Commit what the network prepared and take the lease anew, or raise LeaseLost.

    The last thing before the publishing call: a worker that was asleep for too
    long finds its token gone and does not publish.
    """
    kept = Delivery.objects.filter(
        pk=delivery.pk, state=State.SENDING, lease_token=delivery.lease_token
    ).update(prepared=prepared, lease_until=timezone.now() + lease(delivery.channel))
    if not kept:
        raise LeaseLost


def _settle_published(attempt: Attempt, published: Published) -> State:
    """Write down where it stands; true even when the row was doubted meanwhile."""
    delivery = attempt.delivery
    row = Delivery.objects.filter(pk=delivery.pk)
    mine = row.filter(
        state__in=(State.SENDING, State.UNCONFIRMED), lease_token=delivery.lease_token
    )
    given_up = row.filter(state__in=PENDING)
    if not mine.update(**_sent(published)) and not given_up.update(**_sent(published)):
        logger.error(
            "Delivery %s also stands at %s: an attempt came back after it was given up",
            delivery.pk,
            published.url,
        )
    _end(attempt, Attempt.Outcome.SENT)
    return State.SENT


def _sent(published: Published) -> dict[str, Any]:
    return {
        "state": State.SENT,
        "remote_id": published.id,
        "remote_url": published.url,
        "sent_at": published.at or timezone.now(),
        "hold": "",
        "lease_until": None,
        "not_before": None,
        "reason": "",
        "detail": "",
    }


def _settle_failure(attempt: Attempt, failure: Failure) -> State:
    delivery = attempt.delivery
    now = timezone.now()
    why = {"reason": failure.code, "detail": failure.detail}
    if isinstance(failure, Rejected):
        if failure.code == "duplicate" and was_in_doubt(delivery):
            # The network holds the same content: most likely ours, come late.
            return _doubt(attempt, failure, now)
        state = _settle(attempt, State.REJECTED, Attempt.Outcome.REJECTED, **why)
        notifications.rejected(delivery.pk)
        return state
    if isinstance(failure, TryLater):
        return _settle(
            attempt,
            State.WAITING,
            Attempt.Outcome.TRY_LATER,
            not_before=max(
                failure.not_before or now, now + backoff(delivery.attempt_count)
            ),
            **why,
        )
    if isinstance(failure, Reconnect):
        connections.needs_reconnecting(delivery.channel, failure)
        return _settle(
            attempt, State.HELD, Attempt.Outcome.RECONNECT, hold=Hold.CHANNEL, **why
        )
    return _doubt(attempt, failure, now)


def _doubt(attempt: Attempt, failure: Failure, now: datetime) -> State:
    state = _settle(
        attempt,
        State.UNCONFIRMED,
        Attempt.Outcome.UNCONFIRMED,
        not_before=_first_look_up(attempt.delivery.channel, now),
        reason=failure.code,
        detail=failure.detail,
    )
    notifications.in_doubt(attempt.delivery_id)
    return state


def _settle(
    attempt: Attempt, state: State, outcome: Attempt.Outcome, **values: Any
) -> State:
    delivery = attempt.delivery
    Delivery.objects.filter(
        pk=delivery.pk, state=State.SENDING, lease_token=delivery.lease_token
    ).update(state=state, lease_until=None, **values)
    _end(attempt, outcome, values.get("reason", ""), values.get("detail", ""))
    return state


def _end(
    attempt: Attempt, outcome: Attempt.Outcome, reason: str = "", detail: str = ""
) -> None:
    attempt.outcome = outcome
    attempt.reason = reason
    attempt.detail = detail
    attempt.ended_at = timezone.now()
    attempt.save(update_fields=["outcome", "reason", "detail", "ended_at"])


def backoff(attempts: int) -> timedelta:
    """A growing, jittered wait: about 30 s, 1, 2, 4 … minutes, at most an hour."""
    longest = min(timedelta(seconds=30) * 2 ** min(attempts - 1, 10), LONGEST_WAIT)
    return longest * (0.75 + secrets.randbelow(500) / 1000)


# Asking the network


def was_in_doubt(delivery: Delivery) -> bool:
    return doubtful_attempts(delivery).exists()


def doubtful_attempts(delivery: Delivery) -> Any:
    return delivery.attempts.filter(
        is_look_up=False, outcome=Attempt.Outcome.UNCONFIRMED
    )


def _first_look_up(channel: Channel, now: datetime) -> datetime | None:
    return now + timedelta(seconds=5) if channel.network_class.can_find else None


def look_up(delivery_id: int) -> State | None:
    """Ask the network whether a delivery in doubt is out; gives its new state.

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
    delivery = Delivery.objects.select_related("channel").filter(pk=delivery_id).first()
    if delivery is None:
        return None
    taken = (
        Delivery.objects.filter(pk=delivery_id)
        .to_look_up(now)
        .update(not_before=now + lease(delivery.channel))
    )
    return delivery if taken else None


def _window(delivery: Delivery) -> tuple[datetime, datetime]:
    """Since when a find counts, and from when "not there" is believed."""
    network = delivery.channel.network_class
    doubtful = list(doubtful_attempts(delivery).values_list("started_at", flat=True))
    first = min(doubtful, default=delivery.due_at)
    last = max(doubtful, default=delivery.due_at)
    return first, last + network.longest_attempt + network.settle


def _held_by_another(delivery: Delivery, published: Published) -> bool:
    return (
        Delivery.objects.filter(channel_id=delivery.channel_id, remote_id=published.id)
        .exclude(pk=delivery.pk)
        .exists()
    )


def _found(attempt: Attempt, published: Published) -> State:
    Delivery.objects.filter(pk=attempt.delivery_id, state=State.UNCONFIRMED).update(
        **_sent(published)
    )
    _end(attempt, Attempt.Outcome.FOUND)
    return State.SENT


def _not_yet(attempt: Attempt, again_at: datetime | None) -> State:
    Delivery.objects.filter(pk=attempt.delivery_id, state=State.UNCONFIRMED).update(
        not_before=again_at
    )
    _end(attempt, Attempt.Outcome.NOT_FOUND)
    if again_at is None:
        notifications.for_a_person(attempt.delivery_id)
    return State.UNCONFIRMED


def _not_there(attempt: Attempt) -> State:
    """Certainly not out: it may be tried again."""
    Delivery.objects.filter(pk=attempt.delivery_id, state=State.UNCONFIRMED).update(
        state=State.WAITING, lease_token=None, not_before=timezone.now()
    )
    _end(attempt, Attempt.Outcome.NOT_FOUND)
    return State.WAITING


def _look_up_failed(attempt: Attempt, failure: Failure) -> State:
    delivery = attempt.delivery
    looked = delivery.attempts.filter(is_look_up=True).count()
    again_at = timezone.now() + backoff(looked)
    if isinstance(failure, Reconnect):
        connections.needs_reconnecting(delivery.channel, failure)
        again_at = timezone.now() + LONGEST_WAIT
    Delivery.objects.filter(pk=delivery.pk, state=State.UNCONFIRMED).update(
        not_before=again_at
    )
    _end(attempt, Attempt.Outcome.TRY_LATER, failure.code, failure.detail)
    return State.UNCONFIRMED


def longest_lease() -> timedelta:
    """Over all networks, for the start-up check."""
    return max(n.longest_attempt for n in networks.all()) + LEASE_MARGIN
