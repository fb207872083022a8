"""Is the machinery alive, and what waits for whom: the status screen's facts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from campaigns.models import Channel, Delivery, Sighting, State
from campaigns.models.delivery import READY
from campaigns.networks.graph_versions import NOTICE, version_ends

# Beat rings every 10 seconds; six rounds missed is no coincidence.
SILENCE = timedelta(seconds=60)

PARTS: dict[str, Promise] = {
    "beat": _("The clock (beat)"),
    "worker": _("The worker"),
    "dispatch": _("The dispatcher's rounds"),
}


class Silent(Exception):
    """A part of the machinery has not been seen lately."""


@dataclass(frozen=True)
class Part:
    """One part of the machinery and when it was last seen."""

    name: str
    label: Promise
    seen_at: datetime | None
    is_silent: bool


def parts(now: datetime) -> list[Part]:
    seen = dict(Sighting.objects.values_list("part", "seen_at"))
    return [
        Part(name, label, seen.get(name), is_silent(seen.get(name), now))
        for name, label in PARTS.items()
    ]


def is_silent(seen_at: datetime | None, now: datetime) -> bool:
    return seen_at is None or now - seen_at > SILENCE


# When this process started: what starts with it has not been seen before.
STARTED = timezone.now()


def dispatched_lately() -> None:
    """The probe of ``/healthz``; a site that has just started waits for the first
    round as long as for any. Raises Silent."""
    now = timezone.now()
    seen = dict(Sighting.objects.values_list("part", "seen_at"))
    if is_silent(seen.get("dispatch"), now) and is_silent(STARTED, now):
        raise Silent("no round of the dispatcher for a minute")


@dataclass(frozen=True)
class Counts:
    """How many deliveries stand where; one query."""

    due: int
    overdue: int
    held: int
    in_doubt: int
    for_a_person: int


def counts(now: datetime) -> Counts:
    rows = Delivery.objects.order_by()
    return Counts(
        **rows.aggregate(
            due=Count("pk", Q(state__in=READY, due_at__lte=now)),
            overdue=Count("pk", Q(state__in=READY, due_at__lte=now - SILENCE)),
            held=Count("pk", Q(state=State.HELD)),
            in_doubt=Count("pk", Q(state=State.UNCONFIRMED)),
        ),
        for_a_person=rows.for_a_person().count(),
    )


def channels_to_reconnect() -> QuerySet[Channel]:
    return Channel.objects.filter(state=Channel.State.RECONNECT)


@dataclass(frozen=True)
class GraphVersion:
    """The version of Meta's interface that is pinned, and its last day."""

    name: str
    ends_on: date | None
    ends_soon: bool


def graph_version(today: date) -> GraphVersion:
    name = settings.GRAPH_VERSION
    ends_on = version_ends(name)
    return GraphVersion(name, ends_on, bool(ends_on and ends_on - NOTICE <= today))
