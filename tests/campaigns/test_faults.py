"""Every fault of a network, over the whole path: at most once, and the row is true."""

from __future__ import annotations

import random
import sys
import time
from contextlib import suppress
from datetime import timedelta

import pytest
import requests
import time_machine
from django.utils import timezone

from campaigns import (
    composition,
    connections,
    credentials,
    dispatcher,
    ledger,
    sending,
)
from campaigns.models import Channel, Delivery, State
from campaigns.networks.facebook import Facebook
from campaigns.networks.x import X
from tests.journeys.processes import wait_until

from .factories import ChannelFactory, DeliveryFactory, PostFactory, picture

pytestmark = pytest.mark.django_db

PUBLISHING = {"x": "create", "facebook": "feed"}
LOOKING = {"x": "timeline", "facebook": "posts"}
BESIDE = [
    *(("x", route) for route in ("me", "upload", "metadata")),
    *(("facebook", route) for route in ("photo", "read")),
]
NOTHING_DONE = (
    "refuse",
    "rate_limit",
    "expired",
    "drop_before",
    "error_before",
    "html",
)
DONE = ("accept_then_drop", "accept_then_hang", "error_after", "truncate", "empty")
SECONDS = {"accept_then_hang": 1, "accept_late": 0.5, "slow": 0.1}
QUIET = {State.SENT, State.REJECTED}


@pytest.fixture
def impatient(simulated, settings):
    """The networks, asked by somebody who hangs up after a moment."""
    for options in settings.NETWORKS.values():
        options["read_timeout"] = 0.3
    return simulated


@pytest.fixture
def clock():
    with time_machine.travel(timezone.now(), tick=True) as traveller:
        yield traveller


def order(simulated, network, route, effect):
    more = {"seconds": SECONDS[effect]} if effect in SECONDS else {}
    simulated.fault(network, route, effect, reset_in=900, **more)


def until_quiet(clock, minutes=90):
    """Rounds, close together first, until nothing moves any more."""
    for pause in (1, 10, 20, 60, *[300] * (minutes // 5)):
        clock.shift(timedelta(seconds=pause))
        dispatcher.run_round()
        if set(Delivery.objects.values_list("state", flat=True)) <= QUIET:
            return


def assert_true(delivery, simulated):
    """It stands at most once, and the row says whether and where."""
    delivery.refresh_from_db()
    text = delivery.message["text"]
    network = delivery.channel.network
    there = [row["id"] for row in simulated.accepted(network) if row["text"] == text]
    assert there == ([delivery.remote_id] if delivery.state == State.SENT else [])
    assert delivery.state in (*QUIET, State.HELD), delivery.state


@pytest.mark.parametrize("network", PUBLISHING)
@pytest.mark.parametrize(
    "effect", [*NOTHING_DONE, *DONE, "accept_late", "slow", "duplicate"]
)
def test_whatever_happens_to_the_publishing_call(
    impatient, clock, network, effect, request
):
    delivery, next_one = DeliveryFactory.create_batch(
        2, channel=request.getfixturevalue(network)
    )
    order(impatient, network, PUBLISHING[network], effect)

    dispatcher.deliver(delivery.pk)
    clock.shift(timedelta(seconds=10))
    dispatcher.look_up(delivery.pk)
    if effect == "accept_late":
        wait_until(impatient.accepted)
    # Facebook refuses the same post twice in a row: that must not be what helps.
    dispatcher.deliver(next_one.pk)
    until_quiet(clock)

    assert_true(delivery, impatient)
    ends = {
        "refuse": State.REJECTED,
        "duplicate": State.REJECTED,
        "expired": State.HELD,
    }
    assert delivery.state == ends.get(effect, State.SENT)


@pytest.mark.parametrize(("network", "route"), BESIDE)
@pytest.mark.parametrize("effect", [*NOTHING_DONE, "truncate", "empty"])
def test_whatever_happens_to_the_calls_beside_it(
    impatient, clock, network, route, effect, request
):
    channel = request.getfixturevalue(network)
    post = PostFactory(channels=[channel], images=[picture()])
    delivery = DeliveryFactory(
        post=post, channel=channel, message=composition.freeze(post)[channel.pk]
    )
    order(impatient, network, route, effect)

    dispatcher.run_round()
    until_quiet(clock)

    assert_true(delivery, impatient)
    assert effect in ("refuse", "expired") or delivery.state == State.SENT


@pytest.mark.parametrize("network", LOOKING)
@pytest.mark.parametrize("effect", [*NOTHING_DONE, "truncate", "empty"])
def test_whatever_happens_to_the_look_up(impatient, clock, network, effect, request):
    delivery = DeliveryFactory(channel=request.getfixturevalue(network))
    order(impatient, network, PUBLISHING[network], "accept_then_drop")
    order(impatient, network, LOOKING[network], effect)

    dispatcher.run_round()
    clock.shift(timedelta(minutes=10))
    dispatcher.run_round()
    delivery.refresh_from_db()
    assert delivery.state == State.UNCONFIRMED
    renew(impatient)
    until_quiet(clock)

    assert_true(delivery, impatient)
    assert delivery.state == State.SENT


def renew(simulated):
    """Every expired token works again."""
    requests.post(f"{simulated.url}/accounts/renew", timeout=5).raise_for_status()


class Chaos:
    """Orders faults and kills attempts, by a die."""

    def __init__(self, seed, simulated, monkeypatch):
        self.random = random.Random(seed)
        self.simulated = simulated
        self.is_over = False
        for owner, name in (
            *((network, "prepare") for network in (X, Facebook)),
            *((network, "publish") for network in (X, Facebook)),
            *((network, "find") for network in (X, Facebook)),
            (sending, "_keep_lease"),
            (ledger, "conclude"),
            (ledger, "end"),
        ):
            monkeypatch.setattr(owner, name, self.dying(getattr(owner, name)))

    def dying(self, function):
        """``function``, whose process may die just before or just after it."""

        def may_die(*args, **kwargs):
            self.perhaps_die()
            answer = function(*args, **kwargs)
            self.perhaps_die()
            return answer

        return may_die

    def perhaps_die(self):
        if not self.is_over and self.random.random() < 0.03:
            sys.exit("killed")

    def order_faults(self):
        if self.is_over:
            return
        for _ in range(self.random.randrange(4)):
            network = self.random.choice(list(PUBLISHING))
            route = self.random.choice([PUBLISHING[network]] * 3 + [LOOKING[network]])
            effects = [*NOTHING_DONE, *DONE, "accept_late"]
            effect = self.random.choice(effects)
            order(self.simulated, network, route, effect)

    def reconnect(self):
        """A person comes by and connects what was lost."""
        renew(self.simulated)
        for channel in Channel.objects.filter(state=Channel.State.RECONNECT):
            values = credentials.unseal(channel.sealed_credentials)
            connections.connect(channel=channel, values=values, by=None)


@pytest.mark.parametrize("seed", range(2))
def test_under_random_faults_and_kills_each_text_stands_once_or_certainly_not(
    impatient, clock, monkeypatch, seed
):
    channels = [ChannelFactory(), ChannelFactory(facebook=True)]
    rows = [DeliveryFactory(channel=channel) for channel in channels * 6]
    chaos = Chaos(seed, impatient, monkeypatch)

    def live_through(rounds):
        """So many rounds, or until all is quiet; gives whether it is."""
        for _ in range(rounds):
            chaos.order_faults()
            with suppress(SystemExit):
                dispatcher.run_round()
            chaos.reconnect()
            if not Delivery.objects.exclude(state__in=QUIET).exists():
                return True
            # What comes late needs its real half second to come.
            time.sleep(0.1)
            clock.shift(timedelta(seconds=50))
        return False

    live_through(rounds=20)
    chaos.is_over = True

    assert live_through(rounds=500)
    for row in rows:
        assert_true(row, impatient)
