"""A worker killed at any point of a delivery: the post stands exactly once."""

from __future__ import annotations

import signal
import subprocess
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from campaigns import dispatcher, tasks
from campaigns.models import State
from tests.journeys.processes import Celery, wait_until

from .conftest import Networks
from .factories import DeliveryFactory
from .killing import POINTS

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.celery]

ROUTES = {"x": "create", "facebook": "feed"}
NAMES = [point.__name__ for point in POINTS]


@pytest.fixture(scope="module")
def sent_by_a_worker_killed(tmp_path_factory, running_simulator, django_db_setup):
    """Workers that die where they are told; see ``killing``."""
    folder = tmp_path_factory.mktemp("celery")
    celery = Celery(folder, Networks(running_simulator).settings)
    nursery = celery.start(
        ["-m", "tests.campaigns.killing"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )

    def send(delivery, point):
        celery.ring(tasks.deliver, delivery.pk)
        nursery.stdin.write(f"{point}\n".encode())
        nursery.stdin.flush()
        assert int(nursery.stdout.readline()) == -signal.SIGKILL, celery.log

    yield send
    nursery.stdin.close()
    celery.end()


def go_on_until_quiet():
    """Healthy rounds, each some minutes after the other."""
    for minutes in (1, 6, 12, 20, 30, 40):
        with time_machine.travel(timezone.now() + timedelta(minutes=minutes)):
            dispatcher.run_round()


def standing(simulated, delivery):
    return [
        row for row in simulated.accepted() if row["text"] == delivery.message["text"]
    ]


@pytest.mark.parametrize("network", ROUTES)
@pytest.mark.parametrize("point", NAMES)
def test_a_post_stands_once_wherever_its_worker_was_killed(
    simulated, sent_by_a_worker_killed, network, point, request
):
    delivery, next_one = DeliveryFactory.create_batch(
        2, channel=request.getfixturevalue(network)
    )

    sent_by_a_worker_killed(delivery, point)
    # Facebook refuses the same post twice in a row: that must not be what helps.
    dispatcher.deliver(next_one.pk)
    go_on_until_quiet()

    [post] = standing(simulated, delivery)
    delivery.refresh_from_db()
    assert delivery.state == State.SENT
    assert (delivery.remote_id, delivery.remote_url) == (post["id"], post["url"])


@pytest.mark.parametrize("network", ROUTES)
@pytest.mark.parametrize("effect", ["accept_late", "drop_before"])
def test_what_was_on_its_way_when_the_worker_died_counts_once(
    simulated, sent_by_a_worker_killed, network, effect, request
):
    delivery, next_one = DeliveryFactory.create_batch(
        2, channel=request.getfixturevalue(network)
    )
    late = {"seconds": 0.5} if effect == "accept_late" else {}
    simulated.fault(network, ROUTES[network], effect, **late)

    sent_by_a_worker_killed(delivery, "during_the_call")
    if late:
        wait_until(simulated.accepted)
    dispatcher.deliver(next_one.pk)
    go_on_until_quiet()

    [post] = standing(simulated, delivery)
    delivery.refresh_from_db()
    assert (delivery.state, delivery.remote_id) == (State.SENT, post["id"])
