"""The outbox at work: what is due is sent once, what is in doubt is asked about.

Each step is one conditional update of a row, so any number of workers may run
it at once, and a step that finds nothing to do does nothing. No network call
happens inside a transaction. ``docs/outbox.md`` tells the whole story.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any

from django.db import transaction
from django.db.models import Window
from django.db.models.functions import RowNumber
from django.utils import timezone

from campaigns import amendments, holds, ledger, notifications
from campaigns.look_ups import look_up
from campaigns.models import Attempt, Delivery, Sighting, State
from campaigns.models.compiled import compiled
from campaigns.models.delivery import DeliveryQuerySet
from campaigns.sending import deliver

# Rows one round picks up; the next round, ten seconds later, takes the rest.
ROUND_SIZE = 500
# Rows of one channel that one doorbell sends, one after the other.
IN_LINE = 25
# What comes of an attempt that a network has answered.
ANSWERED = (State.SENT, State.HANDED, State.REJECTED)


@dataclass(frozen=True)
class Round:
    """What a round found to do, by id."""

    to_send: list[int]
    to_look_up: list[int]
    to_amend: list[int]


def prepare_round(now: datetime | None = None, at_once: int = ROUND_SIZE) -> Round:
    """Put every row where it belongs by now, and say which want a doorbell.

    Channels take turns, and none gets more than ``at_once``: a network that does not
    answer must not take the workers from the others.
    """
    now = now or timezone.now()
    Sighting.note("dispatch")
    doubt_what_was_abandoned(now)
    miss_what_is_useless(now)
    holds.hold_what_may_not_go(now)
    under_way = Counter(
        Delivery.objects.filter(state=State.SENDING).values_list("channel", flat=True)
    )
    asked = Delivery.objects.to_look_up(now)
    return Round(
        to_send=_in_turns(
            Delivery.objects.sendable(now), "channel", "due_at", at_once, under_way
        ),
        to_look_up=_in_turns(asked, "channel", "not_before", at_once),
        to_amend=_in_turns(
            amendments.due(now), "delivery__channel", "requested_at", at_once
        ),
    )


def _in_turns(
    rows: Any,
    channel: str,
    order: str,
    at_once: int,
    under_way: Mapping[int, int] = MappingProxyType({}),
) -> list[int]:
    """Ids: the first row of each channel, then the second of each, and so on."""
    turn = Window(RowNumber(), partition_by=[channel], order_by=[order, "pk"])
    found = rows.annotate(turn=turn).order_by("turn", order)
    return [
        pk
        for pk, its_channel, its_turn in found.values_list("pk", channel, "turn")[
            :ROUND_SIZE
        ]
        if its_turn + under_way.get(its_channel, 0) <= at_once
    ]


def deliver_in_line(delivery_id: int) -> None:
    """Send one and, while the network answers, what else is ready for its channel."""
    if deliver(delivery_id) not in ANSWERED:
        return
    for following in _next_after(delivery_id):
        # None: somebody else has taken it meanwhile.
        if deliver(following) not in (*ANSWERED, None):
            return


def _next_after(delivery_id: int) -> list[int]:
    """Those that may go next on the same channel, as many as a line has; asked once,
    since each is looked at again when it is claimed."""
    channel = Delivery.objects.filter(pk=delivery_id).values("channel")
    rows = Delivery.objects.filter(channel__in=channel).order_by("due_at", "pk")
    ready = compiled(rows, DeliveryQuerySet.sendable, timezone.now())
    return list(ready.values_list("pk", flat=True)[: IN_LINE - 1])


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
