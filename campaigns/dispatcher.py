"""The outbox at work: what is due is sent once, what is in doubt is asked about.

Each step is one conditional update of a row, so any number of workers may run
it at once, and a step that finds nothing to do does nothing. No network call
happens inside a transaction. ``docs/outbox.md`` tells the whole story.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from campaigns import amendments, holds, ledger, notifications
from campaigns.look_ups import look_up
from campaigns.models import Attempt, Delivery, Sighting, State
from campaigns.sending import deliver

# Rows one round picks up; the next round, ten seconds later, takes the rest.
ROUND_SIZE = 500


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
        with transaction.atomic():
            row = Delivery.objects.overdue(now).filter(pk=pk)
            if row.update(state=State.MISSED, hold="", reason="missed"):
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
                    not_before=ledger.first_look_up(delivery.channel, now),
                    reason="crashed",
                )
            )
            if changed:
                delivery.attempts.filter(outcome=Attempt.Outcome.STARTED).update(
                    outcome=Attempt.Outcome.UNCONFIRMED, reason="crashed", ended_at=now
                )
                notifications.in_doubt(delivery.pk)
