"""How a delivery and its attempts are written down, whoever works on them."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from campaigns import networks
from campaigns.models import Attempt, Channel, Delivery, Hold, State
from campaigns.networks.base import Published

# On top of a network's longest attempt: a slow disk, a busy database.
LEASE_MARGIN = timedelta(seconds=60)
LONGEST_WAIT = timedelta(hours=1)


def lease(channel: Channel) -> timedelta:
    """How long one attempt may take before its worker counts as dead."""
    return channel.network_class.longest_attempt + LEASE_MARGIN


def longest_lease() -> timedelta:
    """Enough for a row whose network is not known yet."""
    return max(each.longest_attempt for each in networks.all()) + LEASE_MARGIN


def backoff(attempts: int) -> timedelta:
    """A growing, jittered wait: about 30 s, 1, 2, 4 … minutes, at most an hour."""
    longest = min(timedelta(seconds=30) * 2 ** min(attempts - 1, 10), LONGEST_WAIT)
    return longest * (0.75 + secrets.randbelow(500) / 1000)


def first_look_up(channel: Channel, now: datetime) -> datetime | None:
    """When to ask about a doubt that begins now; None where nobody can be asked."""
    return now + timedelta(seconds=5) if channel.network_class.can_find else None


def was_in_doubt(delivery: Delivery) -> bool:
    return doubtful_attempts(delivery).exists()


def doubtful_attempts(delivery: Delivery) -> QuerySet[Attempt]:
    """The tries of which nobody knows whether they published."""
    return delivery.attempts.filter(
        is_look_up=False, outcome=Attempt.Outcome.UNCONFIRMED
    )


def look_ups_since_the_last_try(delivery: Delivery) -> list[datetime]:
    """When each began, oldest first; none where one that slept finds a later try."""
    tries = delivery.attempts.filter(is_look_up=False).order_by("pk")
    last = tries.values_list("pk", flat=True).last() or 0
    asked = delivery.attempts.filter(is_look_up=True, pk__gt=last).order_by("pk")
    return list(asked.values_list("started_at", flat=True))


def as_sent(published: Published) -> dict[str, Any]:
    """The columns of a row whose post stands at the network."""
    return {
        "state": State.SENT,
        "remote_id": published.id,
        # An address that does not fit is none; the id is what counts.
        "remote_url": published.url if len(published.url) <= 500 else "",
        "sent_at": published.at or timezone.now(),
        "hold": "",
        "not_before": None,
        "reason": "",
        "detail": "",
    }


def as_held(hold: Hold) -> dict[str, Any]:
    """The columns of a held row: why an earlier try failed is not why it stands."""
    return {"state": State.HELD, "hold": hold, "reason": "", "detail": ""}


def as_planned_again() -> dict[str, Any]:
    """The columns of a row whose obstacle is gone."""
    return {
        "state": State.PLANNED,
        "hold": "",
        "not_before": None,
        "reason": "",
        "detail": "",
    }


def conclude(
    attempt: Attempt, row: Any, outcome: Attempt.Outcome, **values: Any
) -> int:
    """Change the row and end its attempt, both or neither; gives the rows changed.

    A row in doubt whose attempt was never written down as doubtful would later
    be taken for one that was never out.
    """
    with transaction.atomic():
        changed = row.update(**values)
        end(attempt, outcome, values.get("reason", ""), values.get("detail", ""))
    return changed


def end(
    attempt: Attempt, outcome: Attempt.Outcome, reason: str = "", detail: str = ""
) -> None:
    Attempt.objects.filter(pk=attempt.pk).update(
        outcome=outcome, reason=reason, detail=detail, ended_at=timezone.now()
    )
