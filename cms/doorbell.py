"""Ring for a task; the database row it is about is what counts.

A broker that is away must never turn an editor's click into an error page: the
next round of the dispatcher finds the row anyway.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Any

from amqp.exceptions import AMQPError
from celery import Task
from django.db import connection, transaction
from kombu.exceptions import KombuError

from .celery import make_broker_folders

logger = logging.getLogger(__name__)


def ring(task: Task, *args: Any, expires: float = 60) -> None:
    """Call ``task`` after the current transaction commits; never raises.

    However often a transaction rings for the same, it rings once. ``expires``
    (seconds) lets a doorbell that nobody heard fall silent.
    """
    call = _Ring(task, args, expires)
    if all(call != waiting for _sids, waiting, *_ in connection.run_on_commit):
        transaction.on_commit(call)


@dataclass(frozen=True)
class _Ring:
    task: Task
    args: tuple[Any, ...]
    expires: float

    def __call__(self) -> None:
        try:
            make_broker_folders()
            self.task.apply_async(self.args, expires=self.expires, retry=False)
        except (OSError, KombuError, AMQPError) as error:
            logger.warning(
                "The broker did not take %s%s: %s", self.task.name, self.args, error
            )
