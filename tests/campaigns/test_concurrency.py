"""Many dispatchers on one database, and people who act at the same moment."""

from __future__ import annotations

import random
import threading
import time
import uuid
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connections, transaction
from django.utils import timezone

from campaigns import dispatcher, networks, sending, services, sharing
from campaigns.models import Attempt, Delivery, State, Stop
from campaigns.networks.base import Limits, Network, Published

from .factories import ChannelFactory, DeliveryFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def counting(monkeypatch):
    """A network that takes everything, the same post twice included."""

    class Counting(Network):
        code = "counting"
        label = "Counting"
        limits = Limits(text=1000, images=0)
        can_find = True
        taken: list[str] = []
        asked: list[str] = []
        took_one = threading.Event()

        def publish(self, message, key, prepared):
            self.taken.append(message.text)
            self.took_one.set()
            return Published(uuid.uuid4().hex, "https://example.org/1")

        def find(self, message, key, prepared, since):
            self.asked.append(message.text)
            return []

    monkeypatch.setattr(networks, "_NETWORKS", (*networks.all(), Counting))
    return Counting


@pytest.fixture
def channel(counting):
    return ChannelFactory(network="counting", account_id="1")


def at_once(*calls):
    """Call each in a thread with a connection of its own; gives the answers."""
    ready = threading.Barrier(len(calls))

    def run(call):
        try:
            ready.wait(10)
            return call()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(calls)) as threads:
        return list(threads.map(run, calls))


def test_many_dispatchers_send_each_row_once(counting, channel):
    rows = DeliveryFactory.create_batch(12, channel=channel)

    def send_all():
        for row in random.sample(rows, len(rows)):
            dispatcher.deliver(row.pk)

    at_once(*[send_all] * 5)

    assert Counter(counting.taken) == Counter(row.message["text"] for row in rows)
    assert Attempt.objects.count() == len(rows)
    assert {row.state for row in Delivery.objects.all()} == {State.SENT}


def test_whole_rounds_at_once_send_each_row_once(counting, channel):
    rows = DeliveryFactory.create_batch(12, channel=channel)

    at_once(*[dispatcher.run_round] * 4)

    assert Counter(counting.taken) == Counter(row.message["text"] for row in rows)


def test_control_reading_before_writing_sends_twice(counting, channel, monkeypatch):
    """Without the conditional update the race is there, and these tests see it."""
    row = DeliveryFactory(channel=channel)
    both_have_read = threading.Barrier(2)

    def claim_by_reading_first(delivery_id, now):
        delivery = Delivery.objects.filter(pk=delivery_id).sendable(now).first()
        if both_have_read.wait(10) == 0:
            counting.took_one.wait(10)
        delivery.state = State.SENDING
        delivery.lease_token = uuid.uuid4()
        delivery.lease_until = now + timedelta(minutes=5)
        delivery.save()
        return Attempt.objects.create(delivery=delivery, started_at=now)

    monkeypatch.setattr(sending, "claim", claim_by_reading_first)
    at_once(*[lambda: dispatcher.deliver(row.pk)] * 2)

    assert counting.taken == [row.message["text"]] * 2


def test_many_look_ups_at_once_ask_once(counting, channel):
    row = DeliveryFactory(channel=channel, unconfirmed=True, lease_until=timezone.now())

    at_once(*[lambda: dispatcher.look_up(row.pk)] * 5)

    assert counting.asked == [row.message["text"]]


def test_of_a_person_who_cancels_and_a_worker_that_sends_one_wins(counting, channel):
    rows = DeliveryFactory.create_batch(12, channel=channel)

    def cancel_all():
        done = []
        for row in rows:
            try:
                services.cancel(delivery_id=row.pk, by=None, reason="Rinviato")
            except services.Conflict:
                continue
            done.append(row.message["text"])
        return done

    def send_all():
        for row in rows:
            dispatcher.deliver(row.pk)

    cancelled, _sent = at_once(cancel_all, send_all)

    assert not set(cancelled) & set(counting.taken)
    assert len(cancelled) + len(counting.taken) == len(rows)


@pytest.fixture
def while_it_is_claimed():
    """Do something in a transaction that ends just after a claim, or before it.

    On PostgreSQL the claim does not wait for other tables, so it comes first;
    on SQLite it waits for whoever writes.
    """

    def run(act, row):
        claimed, acting = threading.Event(), threading.Event()
        acted = threading.Event()

        def act_and_linger():
            with transaction.atomic():
                act()
                acting.set()
                claimed.wait(0.5)
            acted.set()

        def claim_and_send():
            acting.wait(10)
            attempt = sending.claim(row.pk, timezone.now())
            claimed.set()
            acted.wait(10)
            return attempt and sending.carry_out(attempt)

        return at_once(act_and_linger, claim_and_send)[1]

    return run


ACTS = {
    "cancel": lambda row: services.cancel(delivery_id=row.pk, by=None, reason="No"),
    "stop": lambda row: Stop.objects.create(kind="stopped", reason="Lutto"),
    "edit": lambda row: row.post.save_revision(),
}


@pytest.mark.parametrize("act", ACTS)
def test_what_is_committed_while_a_row_is_claimed_keeps_it_from_going_out(
    counting, channel, while_it_is_claimed, act
):
    row = DeliveryFactory(channel=channel)

    assert while_it_is_claimed(lambda: ACTS[act](row), row) in (None, State.WAITING)

    assert counting.taken == []


def test_a_page_unpublished_while_its_post_is_claimed_takes_no_row_from_its_worker(
    counting, channel, home
):
    """An UPDATE with a join would: PostgreSQL looks at the joined rows only once."""
    row = DeliveryFactory(channel=channel, post__link_page=home)
    claiming, unpublishing = threading.Event(), threading.Event()

    def claim_slowly():
        with transaction.atomic():
            attempt = sending.claim(row.pk, timezone.now())
            claiming.set()
            unpublishing.wait(10)
            time.sleep(0.3)
        return sending.carry_out(attempt)

    def unpublish():
        claiming.wait(10)
        unpublishing.set()
        sharing.page_unpublished(home)

    at_once(claim_slowly, unpublish)

    row.refresh_from_db()
    assert counting.taken == [row.message["text"]]
    assert row.state == State.SENT
