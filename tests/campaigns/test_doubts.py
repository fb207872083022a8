"""The outbox when something comes between two of its steps."""

from __future__ import annotations

import sys
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from campaigns import amendments, connections, dispatcher, ledger
from campaigns.models import Amendment, Channel, Delivery, Hold, State, Stop
from campaigns.networks.base import Published, Reconnect, TryLater
from campaigns.networks.x import X
from tests.cms.factories import StandardPageFactory

from .factories import DeliveryFactory, PostFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock():
    """A clock that a test moves."""
    with time_machine.travel(timezone.now(), tick=True) as traveller:
        yield traveller


@pytest.fixture
def while_preparing(monkeypatch):
    """Let something happen between the claim and the publishing call."""
    prepare = X.prepare

    def hook(happens):
        def prepare_and_more(network, message, key):
            prepared = prepare(network, message, key)
            happens()
            return prepared

        monkeypatch.setattr(X, "prepare", prepare_and_more)

    return hook


@pytest.fixture
def while_publishing(monkeypatch):
    """Let something happen after the network took it, before we write it down."""
    publish = X.publish

    def hook(happens):
        def publish_and_more(network, message, key, prepared):
            published = publish(network, message, key, prepared)
            return happens(published) or published

        monkeypatch.setattr(X, "publish", publish_and_more)

    return hook


def begin(kind):
    return lambda: Stop.objects.create(kind=kind, reason="Lutto cittadino")


HINDRANCES = {
    "quiet": (begin("quiet"), Hold.QUIET),
    "stopped": (begin("stopped"), Hold.STOPPED),
    "newer draft": (
        lambda: Delivery.objects.get().post.save_revision(),
        Hold.EDITED,
    ),
    "paused channel": (
        lambda: Channel.objects.update(state=Channel.State.PAUSED),
        Hold.CHANNEL,
    ),
}


@pytest.mark.parametrize("what", HINDRANCES)
def test_what_is_held_while_it_is_prepared_does_not_go_out(
    simulated, x, while_preparing, what
):
    happens, hold = HINDRANCES[what]
    delivery = DeliveryFactory(channel=x)
    while_preparing(happens)

    assert dispatcher.deliver(delivery.pk) == State.WAITING
    dispatcher.run_round()

    delivery.refresh_from_db()
    assert simulated.accepted() == []
    assert (delivery.state, delivery.hold) == (State.HELD, hold)


def test_what_was_held_back_does_not_count_as_a_failed_try(
    simulated, x, while_preparing
):
    delivery = DeliveryFactory(channel=x, attempt_count=2)
    while_preparing(begin("stopped"))

    dispatcher.deliver(delivery.pk)

    delivery.refresh_from_db()
    assert delivery.attempt_count == 2


def test_what_becomes_useless_while_it_is_prepared_is_missed(
    simulated, x, while_preparing, clock
):
    delivery = DeliveryFactory(
        channel=x, useless_after=timezone.now() + timedelta(seconds=30)
    )
    while_preparing(lambda: clock.shift(timedelta(minutes=1)))

    dispatcher.run_round()
    dispatcher.run_round()

    delivery.refresh_from_db()
    assert delivery.state == State.MISSED
    assert simulated.accepted() == []


def test_however_long_it_was_prepared_not_there_is_believed_late(
    simulated, x, while_preparing, clock
):
    delivery = DeliveryFactory(channel=x)
    while_preparing(lambda: clock.shift(timedelta(minutes=10)))
    simulated.fault("x", "create", "drop_before")
    dispatcher.deliver(delivery.pk)

    clock.shift(timedelta(seconds=10))
    assert dispatcher.look_up(delivery.pk) == State.UNCONFIRMED

    clock.shift(X.longest_attempt + X.settle)
    assert dispatcher.look_up(delivery.pk) == State.WAITING


def test_a_worker_that_dies_while_it_writes_a_doubt_down_leaves_a_whole_one(
    simulated, x, monkeypatch, clock
):
    delivery = DeliveryFactory(channel=x)
    simulated.fault("x", "create", "accept_then_drop")
    with monkeypatch.context() as patch:
        patch.setattr(ledger, "end", lambda *args: sys.exit())
        with pytest.raises(SystemExit):
            dispatcher.deliver(delivery.pk)
    clock.shift(timedelta(minutes=10))

    dispatcher.prepare_round()

    delivery.refresh_from_db()
    assert delivery.state == State.UNCONFIRMED
    assert ledger.was_in_doubt(delivery)


def test_a_look_up_that_slept_does_not_decide_about_a_later_attempt(
    simulated, x, monkeypatch, clock
):
    delivery = DeliveryFactory(channel=x)
    simulated.fault("x", "create", "drop_before")
    dispatcher.deliver(delivery.pk)
    clock.shift(timedelta(minutes=10))
    find = X.find

    def sleep_and_find(network, *asked):
        monkeypatch.setattr(X, "find", find)
        answer = find(network, *asked)
        clock.shift(timedelta(minutes=10))
        dispatcher.look_up(delivery.pk)
        simulated.fault("x", "create", "accept_then_drop")
        dispatcher.deliver(delivery.pk)
        return answer

    monkeypatch.setattr(X, "find", sleep_and_find)
    dispatcher.look_up(delivery.pk)

    delivery.refresh_from_db()
    assert delivery.state == State.UNCONFIRMED


def test_a_find_counts_although_a_person_has_just_said_send_it_again(
    simulated, x, monkeypatch, clock
):
    delivery = DeliveryFactory(channel=x)
    simulated.fault("x", "create", "accept_then_drop")
    dispatcher.deliver(delivery.pk)
    clock.shift(timedelta(seconds=10))
    find = X.find

    def find_meanwhile(network, *asked):
        Delivery.objects.update(state=State.PLANNED, not_before=None, lease_token=None)
        return find(network, *asked)

    monkeypatch.setattr(X, "find", find_meanwhile)
    dispatcher.look_up(delivery.pk)

    delivery.refresh_from_db()
    assert delivery.state == State.SENT


def test_an_answer_counts_although_the_row_is_in_doubt_already(
    simulated, x, while_publishing
):
    delivery = DeliveryFactory(channel=x)
    while_publishing(
        lambda _: Delivery.objects.update(state=State.UNCONFIRMED) and None
    )

    dispatcher.deliver(delivery.pk)

    delivery.refresh_from_db()
    assert delivery.state == State.SENT


def test_a_fault_of_our_own_after_the_call_is_a_doubt(
    simulated, x, while_publishing, clock
):
    def stumble(published):
        raise ValueError("a fault of ours")

    delivery = DeliveryFactory(channel=x)
    while_publishing(stumble)

    assert dispatcher.deliver(delivery.pk) == State.UNCONFIRMED

    clock.shift(timedelta(seconds=10))
    assert dispatcher.look_up(delivery.pk) == State.SENT
    assert len(simulated.accepted()) == 1


def test_an_attempt_that_comes_back_late_says_which_text_is_out(
    simulated, x, while_publishing
):
    delivery = DeliveryFactory(channel=x)
    old = delivery.message
    while_publishing(
        lambda published: (
            Delivery.objects.update(
                state=State.PLANNED, lease_token=None, message={**old, "text": "Nuovo"}
            )
            and None
        )
    )

    dispatcher.deliver(delivery.pk)

    delivery.refresh_from_db()
    assert delivery.state == State.SENT
    assert delivery.message == old
    assert len(simulated.accepted()) == 1


def test_a_post_that_stands_twice_after_all_is_shown_to_a_person(
    simulated, x, while_publishing, settings, mailoutbox
):
    settings.ADMINS = [("Ada", "ada@example.org")]
    delivery = DeliveryFactory(channel=x)
    sent_by_another = {
        "state": State.SENT,
        "remote_id": "1",
        "sent_at": timezone.now(),
        "lease_token": None,
    }
    while_publishing(lambda _: Delivery.objects.update(**sent_by_another) and None)

    dispatcher.deliver(delivery.pk)

    [post] = simulated.accepted()
    [attempt] = delivery.attempts.all()
    assert (attempt.reason, attempt.detail) == ("twice", post["url"])
    assert any(str(delivery.post) in mail.body for mail in mailoutbox)


def test_an_answer_that_names_another_deliverys_post_is_for_a_person(
    simulated, x, while_publishing
):
    other = DeliveryFactory(channel=x, sent=True)
    delivery = DeliveryFactory(channel=x)
    while_publishing(lambda published: Published(other.remote_id, other.remote_url))

    dispatcher.deliver(delivery.pk)

    delivery.refresh_from_db()
    assert (delivery.state, delivery.not_before) == (State.UNCONFIRMED, None)
    assert other.remote_url in delivery.detail


def test_a_row_held_for_a_channel_that_works_again_is_planned_again(simulated, x):
    delivery = DeliveryFactory(channel=x, state=State.HELD, hold=Hold.CHANNEL)

    dispatcher.run_round()

    delivery.refresh_from_db()
    assert delivery.state == State.SENT


def test_old_credentials_refused_late_do_not_undo_a_new_connection(x):
    before = Channel.objects.get(pk=x.pk)
    Channel.objects.update(sealed_credentials="renewed")

    connections.needs_reconnecting(before, Reconnect("token_expired"))

    x.refresh_from_db()
    assert x.state == Channel.State.CONNECTED


def test_a_channel_connected_anew_is_asked_at_once_about_its_doubts(simulated, x):
    later = timezone.now() + timedelta(hours=1)
    asked = DeliveryFactory(channel=x, unconfirmed=True, not_before=later)
    for_a_person = DeliveryFactory(channel=x, unconfirmed=True, not_before=None)

    connections.free(x)

    assert dispatcher.look_up(asked.pk) is not None
    assert dispatcher.look_up(for_a_person.pk) is None


def test_a_page_unpublished_while_its_post_was_being_sent_cancels_the_next_try(
    simulated, x, home
):
    delivery = DeliveryFactory(channel=x, post__link_page=home)
    simulated.fault("x", "create", "rate_limit", reset_in=60)
    dispatcher.deliver(delivery.pk)
    Page.objects.filter(pk=home.pk).update(live=False)

    dispatcher.prepare_round()

    delivery.refresh_from_db()
    assert (delivery.state, delivery.reason) == (State.CANCELLED, "page_unpublished")


@pytest.mark.parametrize("kind", Stop.Kind.values)
def test_a_correction_waits_for_the_end_of_a_stop_and_a_withdrawal_does_not(
    facebook, kind
):
    correction, withdrawal = (
        Amendment.objects.create(
            delivery=DeliveryFactory(channel=facebook, sent=True), kind=of, why="Data"
        )
        for of in (Amendment.Kind.CORRECT, Amendment.Kind.WITHDRAW)
    )
    stop = Stop.objects.create(kind=kind, reason="Elezioni comunali")
    now = timezone.now()

    assert list(amendments.due(now)) == [withdrawal]

    stop.ends_at = now
    stop.save()
    assert list(amendments.due(now)) == [correction, withdrawal]


class TestANetworkThatGivesNoAnswer:
    @pytest.fixture
    def unanswered(self, simulated, x, editor, clock):
        """In doubt, and every look-up of it fails."""
        post = PostFactory(author=editor, channels=[x])
        delivery = DeliveryFactory(
            post=post, channel=x, useless_after=timezone.now() + timedelta(days=9)
        )
        simulated.fault("x", "create", "accept_then_drop")
        simulated.fault("x", "timeline", "html", count=999)
        dispatcher.deliver(delivery.pk)
        return delivery

    def look_ups(self, delivery):
        rows = delivery.attempts.filter(is_look_up=True)
        return list(rows.values_list("started_at", flat=True))

    def test_it_is_asked_with_growing_pauses_and_after_a_day_no_more(
        self, unanswered, clock, mailoutbox
    ):
        for _hour in range(30 * 60):
            if Delivery.objects.get().not_before is None:
                break
            clock.move_to(Delivery.objects.get().not_before + timedelta(seconds=1))
            dispatcher.look_up(unanswered.pk)

        asked = self.look_ups(unanswered)
        assert timedelta(hours=24) < asked[-1] - asked[0] < timedelta(hours=27)
        assert len(asked) < 40
        assert list(Delivery.objects.for_a_person()) == [unanswered]
        assert mailoutbox[-1].to == ["editor@example.org"]
        assert mailoutbox[-1].subject.startswith("Da controllare")

    def test_one_that_slept_and_fails_decides_nothing_about_a_later_try(
        self, unanswered, clock, monkeypatch
    ):
        def sleep_and_fail(*asked):
            unanswered.attempts.create(started_at=timezone.now())
            raise TryLater("unavailable")

        monkeypatch.setattr(X, "find", sleep_and_fail)
        clock.shift(timedelta(minutes=1))

        assert dispatcher.look_up(unanswered.pk) == State.UNCONFIRMED

    def test_the_pause_doubles(self, unanswered, clock):
        pauses = []
        for _time in range(4):
            clock.shift(timedelta(minutes=10))
            dispatcher.look_up(unanswered.pk)
            pauses.append(Delivery.objects.get().not_before - timezone.now())

        assert pauses[3] > 4 * pauses[0]


def test_a_doubt_where_nobody_can_be_asked_is_a_persons_at_once(
    by_hand, editor, mailoutbox, clock
):
    post = PostFactory(author=editor, channels=[by_hand])
    DeliveryFactory(post=post, channel=by_hand, sending=True)
    clock.shift(timedelta(minutes=10))

    dispatcher.prepare_round()

    assert [mail.to for mail in mailoutbox] == [["editor@example.org"]]


def test_who_looks_after_the_site_is_told_of_a_doubt(
    simulated, x, mailoutbox, settings
):
    settings.ADMINS = [("ced", "ced@example.org")]
    delivery = DeliveryFactory(channel=x)
    simulated.fault("x", "create", "accept_then_drop")

    dispatcher.deliver(delivery.pk)

    [mail] = mailoutbox
    assert mail.to == ["ced@example.org"]
    assert mail.subject.startswith("Esito incerto")


def test_who_looks_after_the_site_is_told_of_a_worker_that_died(
    x, mailoutbox, settings, clock
):
    settings.ADMINS = [("ced", "ced@example.org")]
    DeliveryFactory(channel=x, sending=True)
    clock.shift(timedelta(minutes=10))

    dispatcher.prepare_round()

    assert [mail.to for mail in mailoutbox] == [["ced@example.org"]]


class TestThePageThatItLinksTo:
    @pytest.fixture
    def page(self, home):
        return StandardPageFactory(parent=home)

    @pytest.fixture
    def delivery(self, x, page):
        return DeliveryFactory(
            post=PostFactory(channels=[x], link_page=page), channel=x
        )

    def test_deleted_while_it_is_prepared_it_is_cancelled(
        self, simulated, delivery, page, while_preparing
    ):
        while_preparing(page.delete)

        dispatcher.deliver(delivery.pk)
        dispatcher.run_round()

        delivery.refresh_from_db()
        assert simulated.accepted() == []
        assert delivery.state == State.CANCELLED
        assert delivery.reason == "page_unpublished"

    def test_deleted_while_it_is_sent_it_is_not_tried_again(
        self, simulated, delivery, page, while_publishing
    ):
        def fail(published):
            page.delete()
            raise TryLater("rate_limit")

        while_publishing(fail)
        dispatcher.deliver(delivery.pk)
        dispatcher.run_round()

        delivery.refresh_from_db()
        assert delivery.state == State.CANCELLED

    def test_what_is_out_cancels_nothing_that_the_post_says_on_other_channels(
        self, simulated, delivery, page, while_publishing, facebook
    ):
        while_publishing(lambda published: page.delete() and None)
        dispatcher.deliver(delivery.pk)
        other = DeliveryFactory(post=delivery.post, channel=facebook)

        dispatcher.run_round()

        states = dict(Delivery.objects.values_list("pk", "state"))
        assert states == {delivery.pk: State.SENT, other.pk: State.SENT}

    def test_closed_to_the_public_it_is_cancelled_and_says_why(
        self, simulated, delivery, page, home
    ):
        PageViewRestriction.objects.create(page=home, restriction_type="login")

        dispatcher.run_round()

        delivery.refresh_from_db()
        assert simulated.accepted() == []
        assert (delivery.state, delivery.reason) == (State.CANCELLED, "page_private")
