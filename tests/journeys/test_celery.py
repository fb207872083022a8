"""Posts on their way through real Celery processes: worker and beat."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest
from django.utils import timezone

from campaigns import approvals, tasks
from campaigns.models import Delivery, Sighting, State
from cms.celery import app
from tests.campaigns.factories import DeliveryFactory, PostFactory

from .processes import BEAT, THREADS, WORKER, wait_until
from .test_campaign import Staff

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.celery]


@pytest.fixture
def approved(editor, approver):
    """Write a post for ``channels``, submit it, and have it approved."""

    def approve(*channels, **values):
        post = PostFactory(author=editor, channels=channels, **values)
        post.get_workflow().start(post, editor)
        return approvals.approve(
            post_id=post.pk, revision_id=post.latest_revision_id, by=approver
        )

    return approve


def all_are(*states):
    return lambda: set(Delivery.objects.values_list("state", flat=True)) <= set(states)


def texts(rows):
    return Counter(row["text"] for row in rows)


def test_an_approved_post_stands_on_both_networks_within_seconds(
    celery, simulated, approved, x, facebook
):
    with celery.running(WORKER, BEAT):
        wait_until(lambda: Sighting.objects.filter(part="worker").exists())
        deliveries = approved(x, facebook)
        wait_until(all_are(State.SENT), seconds=10)

    assert {
        (row["network"], row["id"], row["url"]) for row in simulated.accepted()
    } == {
        (row.channel.network, row.remote_id, row.remote_url)
        for row in Delivery.objects.filter(pk__in=[row.pk for row in deliveries])
    }
    assert {"beat", "worker", "dispatch"} == set(
        Sighting.objects.values_list("part", flat=True)
    )


def test_written_and_approved_on_the_screens_it_goes_out_and_they_show_where(
    celery, simulated, editor_client, approver_client, x
):
    writer, reader = Staff(editor_client), Staff(approver_client)

    with celery.running(WORKER, BEAT):
        reader.approve(writer.submit(x))
        wait_until(all_are(State.SENT))

    [post] = simulated.accepted()
    [delivery] = Delivery.objects.all()
    assert post["url"] in writer.see("campaigns:delivery", delivery.pk)


def test_two_workers_and_two_beats_send_each_post_once(celery, simulated, x, facebook):
    rows = [DeliveryFactory(channel=channel) for channel in (x, facebook) * 5]

    with celery.running(WORKER, WORKER, BEAT, BEAT):
        wait_until(all_are(State.SENT))

    assert texts(simulated.accepted()) == Counter(row.message["text"] for row in rows)


def test_a_doubt_is_looked_up_and_ends(celery, simulated, x, facebook):
    rows = [DeliveryFactory(channel=channel) for channel in (x, facebook)]
    simulated.fault("x", "create", "accept_then_drop")
    simulated.fault("facebook", "feed", "error_after")

    with celery.running(WORKER, BEAT):
        wait_until(all_are(State.UNCONFIRMED))
        Delivery.objects.update(not_before=timezone.now())
        wait_until(all_are(State.SENT))

    assert texts(simulated.accepted()) == Counter(row.message["text"] for row in rows)


def test_what_was_rung_for_goes_out_although_the_queue_was_lost(celery, simulated, x):
    now, soon = DeliveryFactory.create_batch(2, channel=x)
    Delivery.objects.filter(pk=soon.pk).update(
        due_at=timezone.now() + timedelta(seconds=4)
    )
    celery.ring(tasks.deliver, now.pk)

    celery.lose_the_queue()
    with celery.running(WORKER, BEAT):
        wait_until(all_are(State.SENT))

    assert texts(simulated.accepted()) == Counter(
        row.message["text"] for row in (now, soon)
    )


def test_after_a_day_without_a_worker_it_goes_out_or_is_missed_and_says_so(
    celery, simulated, x, approved
):
    [useful], [useless] = approved(x), approved(x)
    yesterday = timezone.now() - timedelta(days=1)
    Delivery.objects.update(due_at=yesterday)
    Delivery.objects.filter(pk=useless.pk).update(
        useless_after=yesterday + timedelta(hours=2)
    )

    with celery.running(WORKER, BEAT):
        wait_until(all_are(State.SENT, State.MISSED))
        mails = wait_until(lambda: simulated.accepted("mail"))

    useful.refresh_from_db()
    useless.refresh_from_db()
    assert (useful.state, useless.state) == (State.SENT, State.MISSED)
    assert texts(simulated.accepted("x")) == Counter([useful.message["text"]])
    assert useless.post.text in mails[0]["text"]


@pytest.fixture
def broker_away():
    """Nobody listens where the broker should be, as far as this process knows."""
    before = app.conf.broker_write_url

    def connect_to(address):
        app._pool = app.amqp._producer_pool = None
        app.conf.broker_write_url = address

    connect_to("amqp://127.0.0.1:1//")
    yield
    connect_to(before)


def test_a_broker_that_is_away_hinders_no_approval_and_loses_nothing(
    celery, broker_away, simulated, x, approved, caplog
):
    [delivery] = approved(x)
    tasks.dispatch()
    assert "The broker did not take" in caplog.text
    assert simulated.accepted() == []

    with celery.running(WORKER, BEAT):
        wait_until(all_are(State.SENT))

    assert texts(simulated.accepted()) == Counter([delivery.message["text"]])


def test_a_network_that_hangs_holds_up_neither_the_others_nor_the_round(
    celery, simulated, x, facebook
):
    celery.networks["x"] |= {"read_timeout": 20}
    simulated.fault("x", "me", "accept_then_hang", seconds=30, count=20)
    DeliveryFactory.create_batch(8, channel=x)
    other = DeliveryFactory(channel=facebook, due_at=timezone.now())

    with celery.running(THREADS, BEAT):
        wait_until(lambda: Delivery.objects.filter(state=State.SENDING).exists())
        began = timezone.now()
        wait_until(
            lambda: Delivery.objects.filter(pk=other.pk, state=State.SENT), seconds=15
        )
        wait_until(
            lambda: Sighting.objects.filter(
                part="dispatch", seen_at__gt=began + timedelta(seconds=4)
            ),
            seconds=15,
        )

        assert Delivery.objects.filter(state=State.SENDING).exists()
