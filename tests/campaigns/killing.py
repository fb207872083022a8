"""Celery workers that kill themselves at a named point of a delivery.

``python -m tests.campaigns.killing`` reads one name of a point per line, starts a
worker in a process of its own, and writes how that process ended. The product
knows nothing of it: the points are patched in here. SIGKILL runs no ``finally``
and flushes nothing, as when the kernel needs the memory.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from typing import Any

import django

from cms.celery import app


def die(*args: Any, **kwargs: Any) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def before_the_claim_is_committed() -> None:
    from campaigns.models import Attempt

    create = Attempt.objects.create
    Attempt.objects.create = lambda **values: die(create(**values))


def after_the_claim() -> None:
    from campaigns import sending

    sending._send = die


def while_it_prepares() -> None:
    for network in sending_networks():
        network.prepare = die


def after_it_prepared() -> None:
    from campaigns import sending

    sending._keep_lease = die


def before_the_call() -> None:
    for network in sending_networks():
        network.publish = die


def during_the_call() -> None:
    """The request is written; nobody waits for the answer any more."""
    from urllib3.connection import HTTPConnection

    def deadly(publish: Callable[..., Any]) -> Callable[..., Any]:
        def publish_and_die(*args: Any) -> Any:
            HTTPConnection.getresponse = die
            return publish(*args)

        return publish_and_die

    for network in sending_networks():
        network.publish = deadly(network.publish)


def after_the_network_accepted() -> None:
    from campaigns import sending

    sending._settle_published = die


def before_the_outcome_is_committed() -> None:
    from campaigns import ledger

    end = ledger.end
    ledger.end = lambda *args: die(end(*args))


POINTS = (
    before_the_claim_is_committed,
    after_the_claim,
    while_it_prepares,
    after_it_prepared,
    before_the_call,
    during_the_call,
    after_the_network_accepted,
    before_the_outcome_is_committed,
)


def sending_networks() -> list[Any]:
    from campaigns.networks.facebook import Facebook
    from campaigns.networks.x import X

    return [X, Facebook]


def work_until_killed(point: str) -> None:
    next(patch for patch in POINTS if patch.__name__ == point)()
    app.worker_main(
        [
            *("worker", "--pool", "solo", "--without-gossip"),
            *("--without-mingle", "--without-heartbeat"),
        ]
    )


def main() -> None:
    """Load once, fork for each worker: loading takes longer than dying."""
    django.setup()
    app.loader.import_default_modules()
    for line in sys.stdin:
        child = os.fork()
        if not child:
            os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
            work_until_killed(line.strip())
        _pid, status = os.waitpid(child, 0)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(status)}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
