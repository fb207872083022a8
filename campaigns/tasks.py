"""Doorbells: each takes an id and calls one function; the row knows the rest."""

from __future__ import annotations

from typing import Any

from celery import shared_task
from celery.signals import beat_init, before_task_publish
from django.utils import timezone

from campaigns import amendments, dispatcher, graph_alarm
from campaigns.models import Sighting
from cms.doorbell import ring

# Of one channel a round rings for so many, less than a worker has threads
# (docs/deploy.md): each may have to wait until its network times out.
AT_ONCE = 2


@shared_task
def dispatch() -> None:
    """Beat's round, every ten seconds: ring for all that can move now."""
    Sighting.note("worker")
    found = dispatcher.prepare_round(at_once=AT_ONCE)
    for pk in found.to_look_up:
        ring(look_up, pk)
    for pk in found.to_send:
        ring(deliver, pk)
    for pk in found.to_amend:
        ring(amend, pk)


@shared_task
def deliver(delivery_id: int) -> None:
    dispatcher.deliver_in_line(delivery_id)


@shared_task
def look_up(delivery_id: int) -> None:
    dispatcher.look_up(delivery_id)


@shared_task
def amend(amendment_id: int) -> None:
    amendments.amend(amendment_id)


@shared_task
def warn_of_graph_version() -> None:
    graph_alarm.warn(timezone.localdate())


@beat_init.connect
def _watch_beat(**kwargs: Any) -> None:
    """In beat's own process, each round it sends is a sign of its life."""
    before_task_publish.connect(_beat_is_alive, sender=dispatch.name, weak=False)


def _beat_is_alive(**kwargs: Any) -> None:
    Sighting.note("beat")
