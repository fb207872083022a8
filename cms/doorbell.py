"""Ring for a task; the database row it is about is what counts.

A broker that is away must never turn an editor's click into an error page: the
next round of the dispatcher finds the row anyway.
"""

from __future__ import annotations

import logging
from typing import Any

from amqp.exceptions import AMQPError
from celery import Task
from django.db import transaction
from kombu.exceptions import KombuError

from .celery import make_broker_folders

logger = logging.getLogger(__name__)


def ring(task: Task, *args: Any, expires: float = 60) -> None:
    """Call ``task`` after the current transaction commits; never raises.

    ``expires`` (seconds) lets a doorbell that nobody heard fall silent.
    """
    transaction.on_commit(lambda: _ring(task, args, expires))


def _ring(task: Task, args: tuple[Any, ...], expires: float) -> None:
    try:
        make_broker_folders()
        task.apply_async(args, expires=expires, retry=False)
    except (OSError, KombuError, AMQPError) as error:
        logger.warning("The broker did not take %s%s: %s", task.name, args, error)
