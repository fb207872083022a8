"""What people do to a delivery, and what they cannot do any more."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import ModelLogEntry

from campaigns import (
    actions,
    amendments,
    approvals,
    composition,
    connections,
    dispatcher,
    services,
)
from campaigns.models import (
    Amendment,
    Channel,
    Delivery,
    Hold,
    PostImage,
    State,
    Stop,
)
from campaigns.networks.base import Reconnect, Rejected, TryLater
from campaigns.networks.facebook import Facebook
from campaigns.networks.x import X
from simulator.accounts import PAGES, X_ACCOUNTS

from .factories import ChannelFactory, DeliveryFactory, PostFactory, picture

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(django_user_model):
    return django_user_model.objects.create_user("person", "person@example.org")


def logged(delivery):
    return list(
        ModelLogEntry.objects.for_instance(delivery).values_list("action", "user")
    )


@pytest.mark.parametrize("state", ["planned", "waiting", "handed", "rejected"])
def test_what_is_not_out_can_be_cancelled_and_is_never_sent(
    simulated, x, person, state
):
    delivery = DeliveryFactory(channel=x, state=state)

    services.cancel(delivery_id=delivery.pk, by=person, reason="Rimandato")
    dispatcher.run_round()

    delivery.refresh_from_db()
    assert delivery.state == State.CANCELLED
    assert simulated.accepted() == []
    assert logged(delivery) == [("campaigns.cancel", person.pk)]


@pytest.mark.parametrize("state", ["sending", "unconfirmed", "sent"])
def test_what_may_be_out_cannot_be_cancelled(x, person, state):
    delivery = DeliveryFactory(channel=x, **{state: True})

    with pytest.raises(services.Conflict):
        services.cancel(delivery_id=delivery.pk, by=person, reason="Troppo tardi")

    delivery.refresh_from_db()
    assert delivery.state == state
    assert logged(delivery) == []


def test_a_refused_delivery_can_be_tried_again(simulated, x, person):
    delivery = DeliveryFactory(channel=x, rejected=True)

    services.retry(delivery_id=delivery.pk, by=person)
    dispatcher.run_round()

    delivery.refresh_from_db()
    assert delivery.state == State.SENT


def test_a_doubt_can_be_ended_by_an_address(x, person):
    delivery = DeliveryFactory(channel=x, unconfirmed=True)

    services.mark_sent(
        delivery_id=delivery.pk,
        by=person,
        url="https://twitter.com/QtPiastra/status/42/photo/1?s=20",
    )

    delivery.refresh_from_db()
    assert (delivery.state, delivery.remote_id) == (State.SENT, "42")
    assert delivery.remote_url == "https://x.com/qtpiastra/status/42"


def test_what_a_person_found_was_sent_when_it_was_last_tried(x, person):
    delivery = DeliveryFactory(channel=x, unconfirmed=True)
    tried = timezone.now() - timedelta(days=3)
    delivery.attempts.create(started_at=tried, outcome="unconfirmed")

    services.mark_sent(
        delivery_id=delivery.pk, by=person, url="https://x.com/qtpiastra/status/42"
    )

    delivery.refresh_from_db()
    assert delivery.sent_at == tried


def test_an_address_that_another_delivery_holds_ends_no_doubt(x, person):
    sent = DeliveryFactory(channel=x, sent=True)
    delivery = DeliveryFactory(channel=x, unconfirmed=True)

    with pytest.raises(services.Conflict):
        services.mark_sent(
            delivery_id=delivery.pk,
            by=person,
            url=f"https://x.com/qtpiastra/status/{sent.remote_id}",
        )


@pytest.mark.parametrize(
    ("network", "url"),
    [
        ("x", "https://example.org/qualcosa"),
        ("x", "https://x.com/qtpiastra"),
        ("x", "javascript:alert(1)"),
        ("x", "javascript://x.com/qtpiastra/status/42"),
        ("x", "https://evil.example/qtpiastra/status/42"),
        ("x", "https://x.com@evil.example/qtpiastra/status/42"),
        ("x", "https://x.com/someone/status/42"),
        ("facebook", "https://evil.example/qtpiastra/posts/42"),
        ("facebook", "https://www.facebook.com/123/posts/42"),
        ("facebook", "https://www.facebook.com/qtpiastra"),
        ("facebook", "https://www.facebook.com/1/posts/pfbid02abc"),
    ],
)
def test_an_address_that_is_no_post_ends_no_doubt(network, url, person, request):
    channel = request.getfixturevalue(network)
    delivery = DeliveryFactory(channel=channel, unconfirmed=True)

    with pytest.raises(services.Conflict):
        services.mark_sent(delivery_id=delivery.pk, by=person, url=url)

    delivery.refresh_from_db()
    assert delivery.state == State.UNCONFIRMED


def test_what_a_person_marked_as_sent_can_be_withdrawn(simulated, facebook, person):
    delivery = DeliveryFactory(channel=facebook)
    simulated.fault("facebook", "feed", "accept_then_drop")
    dispatcher.deliver(delivery.pk)
    [post] = simulated.accepted("facebook")
    facebook.account_url = facebook.client().check().url
    facebook.save()

    services.mark_sent(delivery_id=delivery.pk, by=person, url=post["url"])
    amendments.withdraw(delivery_id=delivery.pk, by=person, why="Foto ritirata")
    dispatcher.run_round()

    delivery.refresh_from_db()
    assert delivery.remote_id == post["id"]
    assert delivery.state == State.WITHDRAWN
    assert simulated.accepted("facebook") == []


def test_a_doubt_can_be_ended_by_sending_again(simulated, x, person):
    delivery = DeliveryFactory(channel=x, unconfirmed=True, not_before=None)

    services.send_again(delivery_id=delivery.pk, by=person, reason="Ho guardato")
    dispatcher.run_round()

    delivery.refresh_from_db()
    assert delivery.state == State.SENT
    assert len(simulated.accepted()) == 1


def test_a_task_by_hand_is_ticked_off(by_hand, person):
    delivery = DeliveryFactory(channel=by_hand, handed=True)

    services.tick(delivery_id=delivery.pk, by=person)

    delivery.refresh_from_db()
    assert delivery.state == State.SENT
    assert delivery.sent_at


@pytest.mark.parametrize(
    "where",
    [{"state": "missed"}, {"state": "cancelled"}, {"state": "held", "hold": "quiet"}],
)
def test_what_was_done_by_hand_is_ticked_although_late(by_hand, person, where):
    delivery = DeliveryFactory(channel=by_hand)
    dispatcher.deliver(delivery.pk)
    Delivery.objects.update(**where)
    delivery.refresh_from_db()

    assert actions.can_be_ticked(delivery)
    services.tick(delivery_id=delivery.pk, by=person)

    delivery.refresh_from_db()
    assert delivery.state == State.SENT


def test_what_nobody_was_asked_to_do_is_not_ticked(by_hand, person):
    delivery = DeliveryFactory(channel=by_hand)
    dispatcher.deliver(delivery.pk)
    Delivery.objects.update(state=State.MISSED, approved_at=timezone.now())
    delivery.refresh_from_db()

    assert not actions.can_be_ticked(delivery)
    with pytest.raises(services.Conflict):
        services.tick(delivery_id=delivery.pk, by=person)


def test_who_holds_a_channel_by_hand_is_told_what_to_do(by_hand, mailoutbox):
    by_hand.holder_email = "lab@example.org"
    by_hand.save()
    delivery = DeliveryFactory(channel=by_hand)

    dispatcher.run_round()

    [mail] = [mail for mail in mailoutbox if mail.to == ["lab@example.org"]]
    assert delivery.message["text"] in mail.body


class TestStops:
    @pytest.fixture
    def held(self, x):
        return DeliveryFactory(channel=x, state=State.HELD, hold=Hold.QUIET)

    @pytest.fixture
    def stop(self, db):
        return Stop.objects.create(kind="quiet", reason="Elezioni comunali")

    def test_one_is_released_with_a_reason_and_goes(
        self, simulated, held, stop, person
    ):
        services.release(delivery_id=held.pk, by=person, reason="Allerta meteo")
        dispatcher.run_round()

        held.refresh_from_db()
        assert held.state == State.SENT
        assert held.releases.get().reason == "Allerta meteo"
        assert logged(held) == [("campaigns.release", person.pk)]

    def test_a_release_wants_a_reason(self, held, stop, person):
        with pytest.raises(services.Conflict):
            services.release(delivery_id=held.pk, by=person, reason=" ")

    def test_a_later_stop_holds_it_again(self, simulated, held, stop, person):
        services.release(delivery_id=held.pk, by=person, reason="Allerta meteo")
        Stop.objects.create(kind="stopped", reason="Lutto cittadino")

        dispatcher.run_round()

        held.refresh_from_db()
        assert (held.state, held.hold) == (State.HELD, Hold.STOPPED)

    def test_a_task_by_hand_is_held_too(self, by_hand, stop):
        delivery = DeliveryFactory(channel=by_hand, handed=True)

        dispatcher.run_round()

        delivery.refresh_from_db()
        assert (delivery.state, delivery.hold) == (State.HELD, Hold.QUIET)

    def test_a_stop_that_has_not_begun_can_be_ended_once(self, person):
        stop = Stop.objects.create(
            kind="quiet",
            reason="Referendum",
            starts_at=timezone.now() + timedelta(days=3),
        )

        services.end_stop(stop=stop, by=person)

        assert not Stop.objects.active(timezone.now() + timedelta(days=4)).exists()

    def test_an_ended_stop_is_not_ended_again(self, stop, person):
        services.end_stop(stop=stop, by=person)

        with pytest.raises(services.Conflict):
            services.end_stop(stop=stop, by=person)

    def test_what_another_thing_holds_is_not_released(self, x, stop, person):
        delivery = DeliveryFactory(channel=x, state=State.HELD, hold=Hold.EDITED)

        with pytest.raises(services.Conflict):
            services.release(delivery_id=delivery.pk, by=person, reason="Perché sì")

    def test_an_ended_stop_stops_no_more(self, simulated, x, stop, person):
        services.end_stop(stop=stop, by=person)
        DeliveryFactory(channel=x, due_at=timezone.now())

        dispatcher.run_round()

        assert len(simulated.accepted()) == 1


class TestAfterItIsOut:
    def send(self, channel):
        delivery = DeliveryFactory(channel=channel)
        dispatcher.deliver(delivery.pk)
        return delivery

    @pytest.mark.parametrize("network", ["x", "facebook"])
    def test_it_is_withdrawn_from_the_network(
        self, simulated, person, network, request
    ):
        delivery = self.send(request.getfixturevalue(network))

        amendments.withdraw(delivery_id=delivery.pk, by=person, why="Foto ritirata")
        dispatcher.run_round()

        delivery.refresh_from_db()
        assert delivery.state == State.WITHDRAWN
        assert simulated.accepted() == []

    def test_a_withdrawal_that_fails_is_tried_again(self, simulated, x, person):
        delivery = self.send(x)
        simulated.fault("x", "delete", "accept_then_drop")
        amendment = amendments.withdraw(
            delivery_id=delivery.pk, by=person, why="Foto ritirata"
        )
        amendments.amend(amendment.pk)
        Amendment.objects.update(not_before=None)

        amendments.amend(amendment.pk)

        delivery.refresh_from_db()
        assert delivery.state == State.WITHDRAWN

    def test_a_fault_of_ours_is_shown_and_tried_again(
        self, simulated, x, person, monkeypatch
    ):
        delivery = self.send(x)
        amendments.withdraw(delivery_id=delivery.pk, by=person, why="Foto ritirata")
        monkeypatch.setattr(X, "withdraw", lambda *args: 1 / 0)

        dispatcher.run_round()

        amendment = Amendment.objects.get()
        assert (amendment.state, amendment.reason) == ("planned", "crashed")

    def test_after_twelve_tries_a_person_does_it_and_is_told(
        self, simulated, x, person, mailoutbox
    ):
        delivery = self.send(x)
        amendment = amendments.withdraw(
            delivery_id=delivery.pk, by=person, why="Foto ritirata"
        )
        simulated.fault("x", "delete", "error_before", count=99)

        for turn in range(1, 13):
            assert Amendment.objects.get().state == Amendment.State.PLANNED, turn
            amendments.amend(amendment.pk)
            Amendment.objects.update(not_before=None)

        assert Amendment.objects.get().state == Amendment.State.BY_HAND
        assert [mail.to for mail in mailoutbox] == [["person@example.org"]]

    def test_called_twice_at_once_it_is_done_once(
        self, simulated, x, person, monkeypatch
    ):
        delivery = self.send(x)
        amendment = amendments.withdraw(
            delivery_id=delivery.pk, by=person, why="Foto ritirata"
        )
        asked = []

        def withdraw(network, remote_id):
            asked.append(remote_id)
            if len(asked) == 1:
                amendments.amend(amendment.pk)

        monkeypatch.setattr(X, "withdraw", withdraw)
        amendments.amend(amendment.pk)

        assert asked == [Delivery.objects.get().remote_id]

    def test_what_a_person_put_up_a_person_takes_down(self, by_hand, person):
        delivery = DeliveryFactory(channel=by_hand, sent=True)

        amendment = amendments.withdraw(
            delivery_id=delivery.pk, by=person, why="Data sbagliata"
        )
        assert amendment.state == Amendment.State.BY_HAND

        amendments.done_by_hand(amendment_id=amendment.pk, by=person)
        delivery.refresh_from_db()
        assert delivery.state == State.WITHDRAWN

    def test_only_one_change_at_a_time(self, x, person):
        delivery = DeliveryFactory(channel=x, sent=True)
        amendments.withdraw(delivery_id=delivery.pk, by=person, why="Errore")

        with pytest.raises(services.Conflict):
            amendments.withdraw(delivery_id=delivery.pk, by=person, why="Errore")

    @pytest.mark.parametrize("state", Amendment.OPEN)
    def test_a_withdrawal_takes_the_place_of_a_correction_under_way(
        self, simulated, facebook, person, state
    ):
        delivery = self.send(facebook)
        self.approve_newer_text(delivery)
        amendments.correct(delivery_id=delivery.pk, by=person, why="Orario cambiato")
        Amendment.objects.update(state=state)
        Stop.objects.create(kind="stopped", reason="Lutto cittadino")
        delivery.refresh_from_db()

        assert actions.can_be_withdrawn(delivery)
        amendments.withdraw(delivery_id=delivery.pk, by=person, why="Foto ritirata")
        dispatcher.run_round()

        delivery.refresh_from_db()
        assert delivery.state == State.WITHDRAWN
        assert simulated.accepted() == []
        assert dict(Amendment.objects.values_list("kind", "state")) == {
            "correct": "replaced",
            "withdraw": "done",
        }

    @pytest.mark.parametrize("effect", [None, "refuse"])
    def test_a_correction_that_is_replaced_while_it_is_made_stays_replaced(
        self, simulated, facebook, person, effect, monkeypatch
    ):
        delivery = self.send(facebook)
        self.approve_newer_text(delivery)
        correction = amendments.correct(
            delivery_id=delivery.pk, by=person, why="Orario cambiato"
        )
        if effect:
            simulated.fault("facebook", "edit", effect)
        edit = Facebook.edit

        def edit_meanwhile(network, *asked):
            amendments.withdraw(delivery_id=delivery.pk, by=person, why="Foto")
            return edit(network, *asked)

        monkeypatch.setattr(Facebook, "edit", edit_meanwhile)
        amendments.amend(correction.pk)
        dispatcher.run_round()

        delivery.refresh_from_db()
        correction.refresh_from_db()
        assert delivery.state == State.WITHDRAWN
        assert correction.state == Amendment.State.REPLACED

    def test_a_newer_approved_text_corrects_the_post(self, simulated, facebook, person):
        delivery = self.send(facebook)
        self.approve_newer_text(delivery)

        amendments.correct(delivery_id=delivery.pk, by=person, why="Orario cambiato")
        dispatcher.run_round()

        [post] = simulated.accepted("facebook")
        assert post["text"] == "Alle 15, non alle 14"
        delivery.refresh_from_db()
        assert delivery.message["text"] == "Alle 15, non alle 14"

    def test_a_correction_says_what_was_approved_and_not_what_became_of_it_since(
        self, facebook, person
    ):
        image = picture()
        post = PostFactory(images=[image], channels=[facebook])
        delivery = DeliveryFactory(
            post=post,
            channel=facebook,
            sent=True,
            message=composition.freeze(post)[facebook.pk],
        )
        self.approve_newer_text(delivery)
        image.alt_text = "Parole che nessuno ha letto"
        image.save()

        amendments.correct(delivery_id=delivery.pk, by=person, why="Orario cambiato")

        [amendment] = Amendment.objects.all()
        assert amendment.message["images"][0]["alt"] == "Un cortile con tre alberi"

    @pytest.mark.parametrize("what", ["picture", "link"])
    def test_what_stays_beside_the_text_is_no_correction(self, facebook, person, what):
        delivery = DeliveryFactory(channel=facebook, sent=True)
        if what == "picture":
            delivery.post.images = [PostImage(image=picture())]
        else:
            delivery.post.link_url = "https://example.org/nuovo"
        self.approve_newer_text(delivery)
        delivery.refresh_from_db()

        assert not actions.can_be_corrected(delivery)
        with pytest.raises(services.Conflict, match="Si può correggere solo il testo"):
            amendments.correct(delivery_id=delivery.pk, by=person, why="Immagine")

    def test_a_link_that_stands_in_the_text_is_corrected_with_it(
        self, facebook, person
    ):
        post = PostFactory(images=[picture()], channels=[facebook])
        delivery = DeliveryFactory(
            post=post,
            channel=facebook,
            sent=True,
            message=composition.freeze(post)[facebook.pk],
        )
        post.link_url = "https://example.org/nuovo"
        self.approve_newer_text(delivery)

        amendments.correct(delivery_id=delivery.pk, by=person, why="Link sbagliato")

        assert Amendment.objects.get().message["link"] == "https://example.org/nuovo"

    def test_a_channel_that_was_taken_away_is_offered_no_correction(
        self, facebook, person
    ):
        delivery = DeliveryFactory(channel=facebook, sent=True)
        self.approve_newer_text(delivery)
        Delivery.objects.update(newest={})
        delivery.refresh_from_db()

        assert not actions.can_be_corrected(delivery)

    @pytest.mark.parametrize("state", ["paused", "reconnect"])
    def test_a_correction_waits_until_its_channel_may_send(
        self, simulated, facebook, person, state
    ):
        delivery = self.send(facebook)
        self.approve_newer_text(delivery)
        amendments.correct(delivery_id=delivery.pk, by=person, why="Orario cambiato")
        Channel.objects.update(state=state)

        dispatcher.run_round()
        assert simulated.accepted("facebook")[0]["text"] == delivery.message["text"]

        Channel.objects.update(state="connected")
        dispatcher.run_round()
        assert simulated.accepted("facebook")[0]["text"] == "Alle 15, non alle 14"

    def test_what_is_out_on_a_paused_channel_can_be_withdrawn(
        self, simulated, facebook, person
    ):
        delivery = self.send(facebook)
        Channel.objects.update(state="paused")

        amendments.withdraw(delivery_id=delivery.pk, by=person, why="Foto ritirata")
        dispatcher.run_round()

        assert simulated.accepted("facebook") == []

    def test_no_correction_goes_out_during_a_stop(self, simulated, facebook, person):
        delivery = self.send(facebook)
        self.approve_newer_text(delivery)
        Stop.objects.create(kind="quiet", reason="Elezioni comunali")

        with pytest.raises(services.Conflict):
            amendments.correct(delivery_id=delivery.pk, by=person, why="Orario")

    def test_a_draft_is_no_correction(self, facebook, person):
        delivery = DeliveryFactory(channel=facebook, sent=True)
        delivery.post.save_revision()

        with pytest.raises(services.Conflict):
            amendments.correct(delivery_id=delivery.pk, by=person, why="Orario")

    def approve_newer_text(self, delivery):
        post = delivery.post
        post.text = "Alle 15, non alle 14"
        post.channels = [delivery.channel]
        revision = post.save_revision()
        revision.publish(skip_permission_checks=True)
        approvals.plan(
            post, revision, composition.freeze(post), by=None, now=timezone.now()
        )


class TestChannels:
    def test_good_credentials_connect_and_free_what_was_held(self, simulated, person):
        channel = ChannelFactory(state="reconnect", account_id="")
        delivery = DeliveryFactory(channel=channel, state=State.HELD, hold=Hold.CHANNEL)

        account = connections.connect(
            channel=channel, values=X_ACCOUNTS[0].credentials, by=person
        )
        dispatcher.run_round()

        delivery.refresh_from_db()
        assert account.name == "@qtpiastra"
        assert channel.state == Channel.State.CONNECTED
        assert delivery.state == State.SENT

    def test_a_doubt_that_waited_for_the_connection_is_looked_up_at_once(
        self, simulated, x, person
    ):
        delivery = DeliveryFactory(channel=x)
        simulated.fault("x", "create", "accept_then_drop")
        dispatcher.deliver(delivery.pk)
        Delivery.objects.update(not_before=timezone.now() + timedelta(hours=1))

        connections.connect(channel=x, values=X_ACCOUNTS[0].credentials, by=person)
        dispatcher.run_round()

        delivery.refresh_from_db()
        assert delivery.state == State.SENT

    def test_a_paused_channel_stays_paused_with_new_credentials(
        self, simulated, x, person
    ):
        delivery = DeliveryFactory(channel=x)
        connections.pause(channel=x, by=person, reason="Cambio gestione")
        x.refresh_from_db()

        connections.connect(channel=x, values=X_ACCOUNTS[0].credentials, by=person)
        dispatcher.run_round()

        x.refresh_from_db()
        delivery.refresh_from_db()
        assert x.state == Channel.State.PAUSED
        assert delivery.state == State.HELD

    def test_what_was_changed_while_the_network_was_asked_stays(
        self, simulated, x, person
    ):
        Channel.objects.update(name="Nome nuovo", holder_email="new@example.org")

        connections.connect(channel=x, values=X_ACCOUNTS[0].credentials, by=person)

        x.refresh_from_db()
        assert (x.name, x.holder_email) == ("Nome nuovo", "new@example.org")

    def test_wrong_credentials_keep_nothing(self, simulated, person):
        channel = ChannelFactory(state="reconnect", sealed_credentials="")

        with pytest.raises(Reconnect):
            connections.connect(
                channel=channel,
                values={**PAGES[0].credentials, "access_token": "wrong"}
                | {**X_ACCOUNTS[0].credentials, "access_token_secret": "wrong"},
                by=person,
            )

        channel.refresh_from_db()
        assert channel.sealed_credentials == ""

    def test_a_network_that_cannot_be_reached_keeps_nothing(self, settings, person):
        settings.NETWORKS = {"x": {"address": "http://127.0.0.1:9"}}
        channel = ChannelFactory(state="reconnect", sealed_credentials="")

        with pytest.raises(TryLater):
            connections.connect(
                channel=channel, values=X_ACCOUNTS[0].credentials, by=person
            )

    @pytest.mark.parametrize("network", ["x", "facebook"])
    def test_another_account_is_another_channel(
        self, simulated, person, network, request
    ):
        channel = request.getfixturevalue(network)
        other = {"x": X_ACCOUNTS, "facebook": PAGES}[network][1]

        with pytest.raises(Rejected):
            connections.connect(channel=channel, values=other.credentials, by=person)

        before = channel.sealed_credentials
        channel.refresh_from_db()
        assert channel.sealed_credentials == before

    def test_a_lost_channel_is_neither_paused_nor_resumed(self, person):
        channel = ChannelFactory(state="reconnect")

        with pytest.raises(services.Conflict):
            connections.pause(channel=channel, by=person, reason="Ferie")
        with pytest.raises(services.Conflict):
            connections.resume(channel=channel, by=person)

    def test_who_holds_a_lost_channel_is_told_and_who_looks_after_the_site(
        self, simulated, x, mailoutbox, settings
    ):
        settings.ADMINS = [("ced", "ced@example.org")]
        x.holder_email = "lab@example.org"
        x.save()
        delivery = DeliveryFactory(channel=x)
        simulated.fault("x", "me", "expired")

        dispatcher.deliver(delivery.pk)

        readers = sorted(address for mail in mailoutbox for address in mail.to)
        assert readers == ["ced@example.org", "lab@example.org"]

    def test_a_pause_holds_and_its_end_frees(self, simulated, x, person):
        delivery = DeliveryFactory(channel=x)

        connections.pause(channel=x, by=person, reason="Cambio gestione")
        dispatcher.run_round()
        assert simulated.accepted() == []

        connections.resume(channel=x, by=person)
        dispatcher.run_round()
        delivery.refresh_from_db()
        assert delivery.state == State.SENT

    def test_credentials_do_not_stand_in_the_database_in_clear(self, x):
        secret = X_ACCOUNTS[0].credentials["access_token_secret"]

        assert secret not in x.sealed_credentials

    def test_credentials_survive_a_change_of_keys(self, x, settings, simulated):
        from cryptography.fernet import Fernet
        from django.core.management import call_command

        old = settings.CREDENTIALS_KEYS
        new = Fernet.generate_key().decode()
        settings.CREDENTIALS_KEYS = [new, *old]
        call_command("rotate_credentials")

        settings.CREDENTIALS_KEYS = [new]
        x.refresh_from_db()
        assert x.client().check().name == "@qtpiastra"


def test_overdue_deliveries_of_a_day_without_a_worker_go_or_are_missed(simulated, x):
    patient = DeliveryFactory(
        channel=x,
        due_at=timezone.now() - timedelta(days=1),
        useless_after=timezone.now() + timedelta(hours=1),
    )
    impatient = DeliveryFactory(
        channel=x,
        due_at=timezone.now() - timedelta(days=1),
        useless_after=timezone.now() - timedelta(hours=20),
    )

    dispatcher.run_round()

    states = {row.pk: row.state for row in Delivery.objects.all()}
    assert states == {patient.pk: State.SENT, impatient.pk: State.MISSED}
