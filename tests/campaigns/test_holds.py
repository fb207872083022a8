"""What may not go out: one thing in the way, several at once, and after each other."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone

from campaigns import approvals, connections, dispatcher, holds, services
from campaigns.models import Channel, Delivery, Hold, Release, State, Stop

from .factories import DeliveryFactory, PostFactory

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)
KINDS = pytest.mark.parametrize("kind", Stop.Kind.values)


@pytest.fixture
def approver(django_user_model):
    user = django_user_model.objects.create_user("approver", "approver@example.org")
    user.groups.add(Group.objects.get(name="Approvers"))
    return user


def stop_that_is_over(kind, **more):
    """It began three hours ago and ended one hour ago."""
    now = timezone.now()
    values = {"starts_at": now - 3 * HOUR, "ends_at": now - HOUR, **more}
    return Stop.objects.create(kind=kind, reason="Elezioni comunali", **values)


def due_in_it(channel, **more):
    return DeliveryFactory(channel=channel, due_at=timezone.now() - 2 * HOUR, **more)


def held_by(delivery):
    delivery.refresh_from_db()
    return delivery.hold


@KINDS
def test_what_came_due_in_a_stop_while_its_channel_was_lost_waits_for_a_release(
    simulated, x, approver, kind
):
    Channel.objects.update(state=Channel.State.PAUSED)
    stop = stop_that_is_over(kind)
    delivery = due_in_it(x, state=State.HELD, hold=Hold.CHANNEL)

    connections.resume(channel=x, by=approver)
    dispatcher.run_round()
    assert (held_by(delivery), simulated.accepted()) == (kind, [])

    services.release(delivery_id=delivery.pk, by=approver, reason="Allerta meteo")
    dispatcher.run_round()
    assert len(simulated.accepted()) == 1
    assert Release.objects.get().stop == stop


@KINDS
def test_what_came_due_in_a_stop_while_it_was_edited_waits_for_a_release(
    simulated, x, approver, kind
):
    stop_that_is_over(kind)
    delivery = due_in_it(x)
    delivery.post.save_revision()
    dispatcher.run_round()
    assert held_by(delivery) == Hold.EDITED

    approvals.send_approved_text(post_id=delivery.post_id, by=approver)
    dispatcher.run_round()
    assert (held_by(delivery), simulated.accepted()) == (kind, [])

    services.release(delivery_id=delivery.pk, by=approver, reason="Allerta meteo")
    dispatcher.run_round()
    assert len(simulated.accepted()) == 1


def test_edited_and_lost_and_stopped_each_is_asked_for_by_itself(
    simulated, x, approver
):
    Channel.objects.update(state=Channel.State.PAUSED)
    stop_that_is_over("quiet")
    stop_that_is_over("stopped", ends_at=None)
    delivery = due_in_it(x)
    delivery.post.save_revision()
    holds = []

    for free in (
        lambda: approvals.send_approved_text(post_id=delivery.post_id, by=approver),
        lambda: connections.resume(channel=x, by=approver),
        lambda: services.release(
            delivery_id=delivery.pk, by=approver, reason="Allerta meteo"
        ),
    ):
        dispatcher.run_round()
        holds.append(held_by(delivery))
        assert simulated.accepted() == []
        free()
    dispatcher.run_round()

    assert holds == [Hold.EDITED, Hold.CHANNEL, Hold.STOPPED]
    assert len(simulated.accepted()) == 1
    assert Release.objects.count() == 2


@KINDS
def test_a_stop_holds_although_no_worker_was_there_while_it_lasted(simulated, x, kind):
    stop_that_is_over(kind)
    delivery = due_in_it(x)

    assert dispatcher.deliver(delivery.pk) is None
    dispatcher.run_round()

    assert (held_by(delivery), simulated.accepted()) == (kind, [])


@KINDS
def test_what_was_due_before_a_stop_and_not_out_when_it_ended_is_held_too(
    simulated, x, kind
):
    stop_that_is_over(kind)
    delivery = DeliveryFactory(
        channel=x, due_at=timezone.now() - 4 * HOUR, state=State.WAITING
    )

    dispatcher.run_round()

    assert (held_by(delivery), simulated.accepted()) == (kind, [])


def test_a_task_by_hand_that_came_due_in_a_stop_is_held(by_hand):
    stop_that_is_over("quiet")
    delivery = due_in_it(by_hand, handed=True)

    dispatcher.run_round()

    assert held_by(delivery) == Hold.QUIET


def test_what_comes_due_after_a_stop_goes_out(simulated, x):
    stop_that_is_over("quiet")
    DeliveryFactory(channel=x)

    dispatcher.run_round()

    assert len(simulated.accepted()) == 1


def test_a_stop_that_was_ended_before_it_began_holds_nothing(simulated, x):
    start = timezone.now() - HOUR
    stop_that_is_over("quiet", starts_at=start, ends_at=start)
    due_in_it(x)

    dispatcher.run_round()

    assert len(simulated.accepted()) == 1


def test_a_release_does_not_let_a_text_through_that_was_approved_after_it(
    simulated, x, django_user_model, approver
):
    author = django_user_model.objects.create_user("author", "author@example.org")
    post = PostFactory(author=author, channels=[x])
    delivery = DeliveryFactory(channel=x, post=post, sending=True)
    stop = stop_that_is_over("quiet", ends_at=None)
    Release.objects.create(delivery=delivery, stop=stop, reason="Allerta meteo")
    post.text = "Un testo diverso"
    post.save_revision(user=author)
    post.refresh_from_db()
    post.get_workflow().start(post, author)
    approvals.approve(post_id=post.pk, revision_id=post.latest_revision_id, by=approver)

    Delivery.objects.update(state=State.WAITING, lease_token=None)
    dispatcher.run_round()

    assert delivery.message["text"] != "Un testo diverso"
    assert (held_by(delivery), simulated.accepted()) == (Hold.QUIET, [])
    assert delivery.message["text"] == "Un testo diverso"


def test_a_row_whose_obstacle_is_gone_no_longer_names_it(simulated, x, approver):
    delivery = DeliveryFactory(channel=x, due_at=timezone.now() + HOUR)
    Delivery.objects.update(
        state=State.HELD, hold=Hold.CHANNEL, reason="token_expired", detail="190"
    )
    Channel.objects.update(state=Channel.State.PAUSED)

    connections.resume(channel=x, by=approver)

    delivery.refresh_from_db()
    assert (delivery.state, delivery.reason, delivery.detail) == (
        State.PLANNED, "", "",
    )  # fmt: skip


def test_a_task_by_hand_is_held_when_its_post_is_edited(by_hand):
    delivery = DeliveryFactory(channel=by_hand)
    dispatcher.deliver(delivery.pk)
    delivery.post.save_revision()

    holds.hold_edited(delivery.post_id)

    delivery.refresh_from_db()
    assert (delivery.state, delivery.hold) == (State.HELD, Hold.EDITED)
