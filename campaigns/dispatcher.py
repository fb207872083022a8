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

from django.db import IntegrityError, transaction
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
        with transaction.atomic():
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
        if changed:
            notifications.in_doubt(delivery.pk)


# Sending


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
        return _settle_failure(attempt, failure)
    except HeldBack:
        return _settle(
            attempt, State.WAITING, Attempt.Outcome.TRY_LATER, reason="held_back"
        )
    except LeaseLost:
        _end(attempt, Attempt.Outcome.UNCONFIRMED, "lease_lost")
        return None
    except Exception as error:
        # A fault of ours: nobody knows how far it came, so it may be out.
        logger.exception("Delivery %s broke", attempt.delivery_id)
        return _settle_failure(attempt, Unconfirmed("crashed", type(error).__name__))
    if isinstance(outcome, Handed):
        return _settle(attempt, State.HANDED, Attempt.Outcome.HANDED)
    return _settle_published(attempt, outcome)


class LeaseLost(Exception):
    """Another has taken the row, or doubts it: this attempt must not publish."""


class HeldBack(Exception):
    """Something has come in the way since the claim; nothing is out."""


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
    """Commit what the network prepared and take the lease anew.

    The last thing before the publishing call. A worker that was asleep for too
    long finds its token gone: LeaseLost. Preparing may take minutes, so what
    keeps a row from being claimed is asked once more: HeldBack.
    """
    now = timezone.now()
    mine = Delivery.objects.filter(
        pk=delivery.pk, state=State.SENDING, lease_token=delivery.lease_token
    )
    kept = mine.unhindered(now).update(
        prepared=prepared, lease_until=now + lease(delivery.channel)
    )
    if not kept:
        raise HeldBack if mine.exists() else LeaseLost


def _settle_published(attempt: Attempt, published: Published) -> State:
    """Write down where it stands; true even when the row was doubted meanwhile."""
    delivery = attempt.delivery
    row = Delivery.objects.filter(pk=delivery.pk)
    mine = row.filter(
        state__in=(State.SENDING, State.UNCONFIRMED), lease_token=delivery.lease_token
    )
    try:
        if not _conclude(
            attempt, mine, Attempt.Outcome.SENT, **_sent(published)
        ) and not _take_back(delivery, published):
            logger.error(
                "Delivery %s also stands at %s: an attempt came back after it was"
                " given up",
                delivery.pk,
                published.url,
            )
    except IntegrityError:
        return _name_taken(attempt, published)
    return State.SENT


def _take_back(delivery: Delivery, published: Published) -> int:
    """Sent after all, though it was given up; with the text that really went out."""
    return Delivery.objects.filter(pk=delivery.pk, state__in=PENDING).update(
        **_sent(published),
        message=delivery.message,
        revision=delivery.revision_id,
        key=delivery.key,
    )


def _name_taken(attempt: Attempt, published: Published) -> State:
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


def _sent(published: Published) -> dict[str, Any]:
    return {
        "state": State.SENT,
        "remote_id": published.id,
        "remote_url": published.url,
        "sent_at": published.at or timezone.now(),
        "hold": "",
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
    """End an attempt whose row still is its own. ``lease_until`` stays: from when
    "not there" is believed is counted from it."""
    delivery = attempt.delivery
    mine = Delivery.objects.filter(
        pk=delivery.pk, state=State.SENDING, lease_token=delivery.lease_token
    )
    _conclude(attempt, mine, outcome, state=state, **values)
    return state


def _conclude(
    attempt: Attempt, row: Any, outcome: Attempt.Outcome, **values: Any
) -> int:
    """Change the row and end its attempt, both or neither; gives the rows changed.

    A row in doubt whose attempt was never written down as doubtful would later
    be taken for one that was never out.
    """
    with transaction.atomic():
        changed = row.update(**values)
        _end(attempt, outcome, values.get("reason", ""), values.get("detail", ""))
    return changed


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
    """Take a row in doubt for one look-up; ``not_before`` is its token."""
    rows = Delivery.objects.filter(pk=delivery_id)
    delivery = rows.select_related("channel").first()
    if delivery is None:
        return None
    until = now + lease(delivery.channel)
    if not rows.to_look_up(now).update(not_before=until):
        return None
    return rows.select_related("channel").filter(not_before=until).first()


def _window(delivery: Delivery) -> tuple[datetime, datetime]:
    """Since when a find counts, and from when "not there" is believed.

    The lease was taken anew right before the publishing call, so its end says
    when that was, however long the preparing took.
    """
    network = delivery.channel.network_class
    first = doubtful_attempts(delivery).order_by("started_at").first()
    since = first.started_at if first else delivery.due_at
    leased = delivery.lease_until or delivery.due_at + lease(delivery.channel)
    return since, leased - LEASE_MARGIN + network.settle


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


def _found(attempt: Attempt, published: Published) -> State:
    """It is there; that counts even if a person has just said "send it again"."""
    row = Delivery.objects.filter(
        pk=attempt.delivery_id,
        key=attempt.delivery.key,
        state__in=(State.UNCONFIRMED, *PENDING),
    )
    _conclude(attempt, row, Attempt.Outcome.FOUND, **_sent(published))
    return State.SENT


def _not_yet(attempt: Attempt, again_at: datetime | None) -> State:
    _conclude(attempt, _asked(attempt), Attempt.Outcome.NOT_FOUND, not_before=again_at)
    if again_at is None:
        notifications.for_a_person(attempt.delivery_id)
    return State.UNCONFIRMED


def _not_there(attempt: Attempt) -> State:
    """Certainly not out: it may be tried again."""
    _conclude(
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
    looked = delivery.attempts.filter(is_look_up=True).count()
    again_at = timezone.now() + backoff(looked)
    if isinstance(failure, Reconnect):
        connections.needs_reconnecting(delivery.channel, failure)
        again_at = timezone.now() + LONGEST_WAIT
    with transaction.atomic():
        _asked(attempt).update(not_before=again_at)
        _end(attempt, Attempt.Outcome.TRY_LATER, failure.code, failure.detail)
    return State.UNCONFIRMED


def longest_lease() -> timedelta:
    """Over all networks, for the start-up check."""
    return max(n.longest_attempt for n in networks.all()) + LEASE_MARGIN
