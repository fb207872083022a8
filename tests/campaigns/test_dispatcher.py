"""The outbox: once, on time, and every doubt shown."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.utils import timezone

from campaigns import dispatcher, ledger, sending, tasks
from campaigns.models import Channel, Delivery, Hold, Release, State, Stop
from campaigns.models.delivery import frozen_path, frozen_storage

from .factories import DeliveryFactory

pytestmark = pytest.mark.django_db


def later(**how_long):
    return time_machine.travel(timezone.now() + timedelta(**how_long), tick=True)


def test_a_due_delivery_stands_at_the_network_with_its_address(simulated, x):
    delivery = DeliveryFactory(channel=x)

    dispatcher.run_round()

    delivery.refresh_from_db()
    [post] = simulated.accepted("x")
    assert delivery.state == State.SENT
    assert (delivery.remote_id, delivery.remote_url) == (post["id"], post["url"])
    assert post["text"] == delivery.message["text"]


def test_nothing_goes_out_before_its_time(simulated, x):
    DeliveryFactory(channel=x, due_at=timezone.now() + timedelta(minutes=5))

    dispatcher.run_round()
    assert simulated.accepted() == []

    with later(minutes=6):
        dispatcher.run_round()
    assert len(simulated.accepted()) == 1


def test_a_second_call_sends_nothing(simulated, x):
    delivery = DeliveryFactory(channel=x)

    dispatcher.deliver(delivery.pk)

    assert dispatcher.deliver(delivery.pk) is None
    assert len(simulated.accepted()) == 1


@pytest.mark.parametrize("effect", ["accept_then_drop", "truncate", "error_after"])
@pytest.mark.parametrize("network", ["x", "facebook"])
def test_what_may_be_out_is_looked_up_and_found(simulated, network, effect, request):
    channel = request.getfixturevalue(network)
    route = {"x": "create", "facebook": "feed"}[network]
    delivery = DeliveryFactory(channel=channel)
    simulated.fault(network, route, effect)

    dispatcher.run_round()
    delivery.refresh_from_db()
    assert delivery.state == State.UNCONFIRMED

    with later(seconds=10):
        dispatcher.run_round()
    delivery.refresh_from_db()
    [post] = simulated.accepted()
    assert delivery.state == State.SENT
    assert delivery.remote_id == post["id"]


@pytest.mark.parametrize("network", ["x", "facebook"])
def test_what_is_not_there_goes_again_only_once_it_cannot_arrive_any_more(
    simulated, network, request
):
    channel = request.getfixturevalue(network)
    route = {"x": "create", "facebook": "feed"}[network]
    delivery = DeliveryFactory(channel=channel)
    simulated.fault(network, route, "drop_before")
    dispatcher.run_round()

    with later(seconds=10):
        dispatcher.run_round()
    delivery.refresh_from_db()
    assert delivery.state == State.UNCONFIRMED
    assert simulated.accepted() == []

    with later(minutes=30):
        dispatcher.run_round()
        dispatcher.run_round()
    delivery.refresh_from_db()
    assert delivery.state == State.SENT
    assert len(simulated.accepted()) == 1


def test_a_duplicate_refusal_after_a_doubt_of_ours_is_looked_up(simulated, x):
    delivery = DeliveryFactory(channel=x)
    simulated.fault("x", "create", "accept_then_drop")
    dispatcher.run_round()
    Delivery.objects.update(state=State.PLANNED, not_before=None)

    dispatcher.run_round()
    delivery.refresh_from_db()
    assert (delivery.state, delivery.reason) == (State.UNCONFIRMED, "duplicate")

    with later(seconds=10):
        dispatcher.run_round()
    delivery.refresh_from_db()
    assert delivery.state == State.SENT
    assert len(simulated.accepted()) == 1


def test_a_duplicate_refusal_without_a_doubt_is_a_refusal(simulated, x):
    first = DeliveryFactory(channel=x)
    second = DeliveryFactory(channel=x, message=first.message)

    dispatcher.run_round()
    dispatcher.run_round()

    second.refresh_from_db()
    assert (second.state, second.reason) == (State.REJECTED, "duplicate")


def test_a_find_that_belongs_to_another_delivery_does_not_count(simulated, facebook):
    first = DeliveryFactory(channel=facebook)
    dispatcher.run_round()
    second = DeliveryFactory(channel=facebook, message=first.message)
    simulated.fault("facebook", "feed", "drop_before")
    dispatcher.run_round()

    with later(seconds=10):
        dispatcher.run_round()

    second.refresh_from_db()
    assert second.state == State.UNCONFIRMED


def test_a_refused_post_is_not_tried_again(simulated, x):
    delivery = DeliveryFactory(channel=x)
    simulated.fault("x", "create", "refuse")

    dispatcher.run_round()
    with later(hours=1):
        dispatcher.run_round()

    delivery.refresh_from_db()
    assert delivery.state == State.REJECTED
    assert delivery.attempts.count() == 1
    assert simulated.accepted() == []


def test_a_rate_limit_waits_until_its_reset(simulated, x):
    delivery = DeliveryFactory(channel=x)
    simulated.fault("x", "create", "rate_limit", reset_in=600)

    dispatcher.run_round()
    delivery.refresh_from_db()
    assert delivery.state == State.WAITING
    assert delivery.not_before > timezone.now() + timedelta(minutes=9)

    dispatcher.run_round()
    assert simulated.accepted() == []

    with later(minutes=11):
        dispatcher.run_round()
    assert len(simulated.accepted()) == 1


def test_waits_grow_and_end_at_an_hour():
    waits = [ledger.backoff(attempts) for attempts in (1, 2, 4, 6, 50)]

    assert waits == sorted(waits)
    assert waits[0] < timedelta(minutes=1)
    assert waits[-1] <= timedelta(hours=1) * 1.25


def test_a_dead_token_pauses_the_channel_and_holds_its_rows(simulated, x):
    now, soon = DeliveryFactory.create_batch(2, channel=x)
    simulated.fault("x", "create", "expired")

    dispatcher.deliver(now.pk)

    x.refresh_from_db()
    now.refresh_from_db()
    soon.refresh_from_db()
    assert x.state == Channel.State.RECONNECT
    assert {now.hold, soon.hold} == {Hold.CHANNEL}
    assert simulated.accepted() == []


def test_credentials_that_no_key_decrypts_hold_the_channel(simulated, x):
    x.sealed_credentials = "gAAAA-not-ours"
    x.save()
    delivery = DeliveryFactory(channel=x)

    dispatcher.deliver(delivery.pk)

    x.refresh_from_db()
    delivery.refresh_from_db()
    assert (x.state, x.reason) == (Channel.State.RECONNECT, "key_unreadable")
    assert (delivery.state, delivery.hold) == (State.HELD, Hold.CHANNEL)


def test_too_late_is_missed_and_never_sent(simulated, x):
    delivery = DeliveryFactory(
        channel=x, useless_after=timezone.now() - timedelta(seconds=1)
    )

    dispatcher.run_round()

    delivery.refresh_from_db()
    assert delivery.state == State.MISSED
    assert simulated.accepted() == []


def test_a_worker_that_died_leaves_a_doubt_not_a_plan(simulated, x):
    delivery = DeliveryFactory(channel=x)
    sending.claim(delivery.pk, timezone.now())

    with later(minutes=30):
        dispatcher.prepare_round()

    delivery.refresh_from_db()
    assert (delivery.state, delivery.reason) == (State.UNCONFIRMED, "crashed")


def test_a_worker_whose_lease_is_gone_does_not_publish(simulated, x):
    delivery = DeliveryFactory(channel=x)
    attempt = sending.claim(delivery.pk, timezone.now())
    Delivery.objects.update(state=State.UNCONFIRMED, lease_token=None)

    with pytest.raises(sending.LeaseLost):
        sending._send(attempt.delivery)

    assert simulated.accepted() == []


def test_a_newer_draft_holds_what_is_not_out(simulated, x):
    delivery = DeliveryFactory(channel=x)
    delivery.post.save_revision()

    dispatcher.run_round()

    delivery.refresh_from_db()
    assert (delivery.state, delivery.hold) == (State.HELD, Hold.EDITED)
    assert simulated.accepted() == []


def test_a_newer_draft_saved_after_the_round_still_stops_the_claim(simulated, x):
    delivery = DeliveryFactory(channel=x)
    dispatcher.prepare_round()
    delivery.post.save_revision()

    assert dispatcher.deliver(delivery.pk) is None
    assert simulated.accepted() == []


@pytest.mark.parametrize("kind", ["quiet", "stopped"])
def test_a_stop_holds_everything_and_its_end_frees_nothing_by_itself(
    simulated, x, kind
):
    delivery = DeliveryFactory(channel=x)
    stop = Stop.objects.create(kind=kind, reason="Elezioni comunali")

    dispatcher.run_round()
    delivery.refresh_from_db()
    assert (delivery.state, delivery.hold) == (State.HELD, kind)

    stop.ends_at = timezone.now()
    stop.save()
    dispatcher.run_round()
    assert simulated.accepted() == []


def test_a_stop_that_begins_after_the_round_still_stops_the_claim(simulated, x):
    delivery = DeliveryFactory(channel=x)
    dispatcher.prepare_round()
    Stop.objects.create(kind="stopped", reason="Lutto cittadino")

    assert dispatcher.deliver(delivery.pk) is None


def test_what_was_released_goes_out_during_the_stop(simulated, x):
    released, other = DeliveryFactory.create_batch(2, channel=x)
    stop = Stop.objects.create(kind="quiet", reason="Elezioni comunali")
    Release.objects.create(delivery=released, stop=stop, reason="Allerta meteo")

    dispatcher.run_round()

    released.refresh_from_db()
    other.refresh_from_db()
    assert released.state == State.SENT
    assert other.state == State.HELD


def test_a_channel_by_hand_becomes_a_task_for_a_person(by_hand):
    delivery = DeliveryFactory(channel=by_hand)

    dispatcher.run_round()

    delivery.refresh_from_db()
    assert delivery.state == State.HANDED


class TestManyAtOnce:
    def test_channels_take_turns(self, x, facebook):
        first, second = DeliveryFactory.create_batch(2, channel=x)
        other = DeliveryFactory(channel=facebook)

        assert dispatcher.prepare_round().to_send == [first.pk, other.pk, second.pk]

    def test_of_one_channel_only_so_many_are_rung_for_at_once(self, x, facebook):
        DeliveryFactory(channel=x, sending=True)
        first, _second = DeliveryFactory.create_batch(2, channel=x)
        other = DeliveryFactory(channel=facebook)

        assert dispatcher.prepare_round(at_once=2).to_send == [first.pk, other.pk]

    def test_look_ups_take_turns_too(self, x, facebook):
        doubts = DeliveryFactory.create_batch(3, channel=x, unconfirmed=True)
        other = DeliveryFactory(channel=facebook, unconfirmed=True)

        found = dispatcher.prepare_round(at_once=2).to_look_up

        assert found == [doubts[0].pk, other.pk, doubts[1].pk]

    def test_one_doorbell_sends_what_is_ready_for_a_channel(
        self, simulated, x, facebook
    ):
        first, *_others = DeliveryFactory.create_batch(3, channel=x)
        DeliveryFactory(channel=facebook)

        tasks.deliver(first.pk)

        assert [row["network"] for row in simulated.accepted()] == ["x", "x", "x"]

    def test_one_doorbell_ends_where_a_network_does_not_answer(self, simulated, x):
        first, *_others = DeliveryFactory.create_batch(3, channel=x)
        simulated.fault("x", "create", "drop_before")

        tasks.deliver(first.pk)

        assert simulated.accepted() == []

    @pytest.mark.parametrize("route", ["me", "create"])
    def test_a_network_that_hangs_is_spared_and_tried_by_one(
        self, simulated, x, facebook, route
    ):
        hangs, first, second = DeliveryFactory.create_batch(3, channel=x)
        other = DeliveryFactory(channel=facebook)
        Delivery.objects.filter(pk=hangs.pk).update(due_at=timezone.now())
        simulated.fault("x", route, "accept_then_hang", seconds=3)
        dispatcher.deliver(hangs.pk)

        assert dispatcher.prepare_round().to_send == [other.pk]
        assert Delivery.objects.get(pk=first.pk).reason == "network_slow"
        with later(seconds=40):
            assert first.pk in dispatcher.prepare_round().to_send
            assert second.pk not in dispatcher.prepare_round().to_send
        with later(seconds=70):
            assert second.pk in dispatcher.prepare_round().to_send


def test_a_frozen_picture_that_is_another_by_now_does_not_go_out(simulated, x):
    digest = "0" * 64
    frozen_storage().save(frozen_path(digest), ContentFile(b"another"))
    image = {"digest": digest, "mime": "image/jpeg", "alt": "Un cortile", "size": 7}
    delivery = DeliveryFactory(channel=x)
    delivery.message["images"] = [image]
    delivery.save()

    dispatcher.deliver(delivery.pk)

    frozen_storage().delete(frozen_path(digest))
    delivery.refresh_from_db()
    assert simulated.accepted() == []
    assert (delivery.state, delivery.reason) == (State.REJECTED, "image_missing")
