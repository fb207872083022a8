"""A campaign of the demonstration, with a post in every lasting state.

All is done through the same services that people use, and what is shown as sent
really stands at the simulator. Each post is made once: a second run finds its
text and leaves it alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from datetime import time as clock
from typing import Any

import requests
from django.conf import settings
from django.contrib.auth import get_user_model
from django.utils import timezone

from campaigns import amendments, approvals, connections, dispatcher, holds, services
from campaigns.models import Campaign, Channel, Delivery, Post, PostImage, Variant
from cms.models import Image, NewsPage

TIMEOUT = 10
NETWORKS = ("facebook", "x")


def load() -> Iterator[str]:
    """Make what is missing; says what it made. Wants the simulator to answer."""
    if not settings.DEMO:
        yield "No posts: they want the simulator, so only the demo has them (DEMO=1)."
        return
    demo = Demo()
    for make in demo.posts():
        if not Post.objects.filter(text__startswith=make.text).exists():
            make()
            yield f"Post: {make.text[:60]}"


class Story:
    """One post of the demonstration: its text, and what happens to it."""

    def __init__(self, text: str, happens: Callable[[str], Any]) -> None:
        self.text = text
        self.happens = happens

    def __call__(self) -> None:
        self.happens(self.text)


class Demo:
    def __init__(self) -> None:
        users = get_user_model().objects
        self.editor = users.get(username="editor")
        self.approver = users.get(username="approver")
        self.campaign = campaign(self.editor)
        self.channels = {
            **{code: self.channel_of(code) for code in NETWORKS},
            "whatsapp": self.channel_by_hand("Canale WhatsApp del quartiere"),
            "stairs": self.channel_by_hand("Bacheche delle scale"),
        }

    # Channels

    def channel_of(self, network: str) -> Channel:
        channel, made = Channel.objects.get_or_create(
            network=network,
            name="Qt Piastra",
            defaults={
                "holder": "Servizio comunicazione",
                "holder_email": mail("social"),
            },
        )
        if made or channel.state != Channel.State.CONNECTED:
            account = next(
                row for row in ask("GET", "/accounts.json") if row["network"] == network
            )
            connections.connect(
                channel=channel, values=account["credentials"], by=self.approver
            )
        return channel

    def channel_by_hand(self, name: str) -> Channel:
        channel, made = Channel.objects.get_or_create(
            network="by_hand",
            name=name,
            defaults={"holder": "Sportello di quartiere", "holder_email": mail("lab")},
        )
        if made:
            connections.connect(channel=channel, values={}, by=self.approver)
        return channel

    # Posts

    def posts(self) -> list[Story]:
        """Every story, in the order in which they happen."""
        return [
            Story(
                "Abbiamo aperto le porte della Nuova Piastra Lab: passate a raccontarci "
                "il quartiere che vorreste.",
                self.sent_everywhere,
            ),
            Story(
                "Il percorso botanico è pronto: 2,3 km e 60 specie di alberi da "
                "scoprire a piedi.",
                self.shares_a_page,
            ),
            Story(
                "Laboratorio di telaio alla Skartoria: posti finiti in due giorni. Grazie!",
                self.withdrawn,
            ),
            Story("Oggi alle 9 distribuiamo i sacchi per il compost.", self.missed),
            Story(
                "Il mercato coperto a chilometro zero cerca un nome. Proponete il vostro!",
                self.refused,
            ),
            Story(
                "Sono arrivate le chiavi della prima bottega: un laboratorio di "
                "biciclette in largo Sindelfingen.",
                self.in_doubt,
            ),
            Story(
                "La riunione di scala di giovedì è rimandata: vi diremo la nuova data.",
                self.cancelled,
            ),
            Story(
                "Cercasi volontari per l'orto di via Giuliani, anche solo un'ora a "
                "settimana.",
                self.held_after_an_edit,
            ),
            Story(
                "Domenica mattina pulizia insieme del parco di via del Cugnolo. "
                "Guanti e sacchi li portiamo noi.",
                self.planned,
            ),
            Story(
                "Extrascuola riparte: aiuto nei compiti e gioco, tutti i pomeriggi.",
                self.waiting_for_approval,
            ),
            Story(
                "Cosa vi manca sotto casa? Il questionario sui bisogni del quartiere "
                "apre tra poco.",
                self.sent_back,
            ),
            Story(
                "Ciclofficina, sabato: portate la bici, insieme la aggiustiamo.",
                self.draft,
            ),
            Story(
                "Adda Coworking ha due scrivanie libere: la prima settimana è di prova.",
                self.due_now,
            ),
        ]

    def sent_everywhere(self, text: str) -> None:
        post = self.approved(
            text,
            channels=("facebook", "x", "whatsapp", "stairs"),
            image=Image.objects.order_by("pk").first(),
        )
        self.send(post)
        by_hand = Delivery.objects.get(post=post, channel=self.channels["whatsapp"])
        services.tick(delivery_id=by_hand.pk, by=self.editor)

    def shares_a_page(self, text: str) -> None:
        news = NewsPage.objects.live().filter(locale__language_code="it").first()
        self.send(
            self.approved(text, link_page=news, short="2,3 km, 60 specie: si parte!")
        )

    def withdrawn(self, text: str) -> None:
        post = self.approved(text, channels=("facebook",))
        self.send(post)
        amendment = amendments.withdraw(
            delivery_id=post.deliveries.get().pk,
            by=self.approver,
            why="Due posti si sono liberati: il messaggio non è più vero.",
        )
        amendments.amend(amendment.pk)

    def missed(self, text: str) -> None:
        """Useless a minute after its approval; here that minute is over at once."""
        soon = timezone.now() + timedelta(minutes=1)
        self.approved(text, channels=("stairs",), useless_after=soon)
        dispatcher.miss_what_is_useless(soon + timedelta(seconds=1))

    def refused(self, text: str) -> None:
        ask("POST", "/faults", {"network": "x", "route": "create", "effect": "refuse"})
        self.send(self.approved(text))

    def in_doubt(self, text: str) -> None:
        """The network neither shows the post nor takes it again."""
        post = self.approved(text, channels=("x",))
        delivery_id = post.deliveries.get().pk
        for effect in ("drop_before", "duplicate"):
            ask(
                "POST", "/faults", {"network": "x", "route": "create", "effect": effect}
            )
        dispatcher.deliver(delivery_id)
        services.send_again(
            delivery_id=delivery_id, by=self.approver, reason="Sul profilo non c'è."
        )
        dispatcher.deliver(delivery_id)

    def cancelled(self, text: str) -> None:
        post = self.approved(text, send_at=at(days=2, hour=18))
        for delivery in post.deliveries.all():
            services.cancel(
                delivery_id=delivery.pk,
                by=self.editor,
                reason="La nuova data è già decisa: scriviamo un altro post.",
            )

    def held_after_an_edit(self, text: str) -> None:
        post = self.approved(text, send_at=at(days=3, hour=9))
        post.text = f"{text} Si comincia sabato."
        post.save_revision(user=self.editor, log_action=True)
        holds.hold_edited(post.pk)

    def planned(self, text: str) -> None:
        self.approved(
            text, channels=("facebook", "x", "whatsapp"), send_at=at(days=5, hour=8)
        )

    def waiting_for_approval(self, text: str) -> None:
        self.submitted(text, send_at=at(days=4, hour=12))

    def sent_back(self, text: str) -> None:
        post = self.submitted(text)
        approvals.reject(
            post_id=post.pk,
            revision_id=post.latest_revision_id,
            by=self.approver,
            comment="Aggiungiamo la data di apertura e il collegamento.",
        )

    def draft(self, text: str) -> None:
        self.written(text)

    def due_now(self, text: str) -> None:
        """Left to the worker, which finds it due as soon as it starts."""
        self.approved(text)

    # Steps

    def written(
        self,
        text: str,
        *,
        channels: tuple[str, ...] = NETWORKS,
        image: Image | None = None,
        short: str = "",
        **values: Any,
    ) -> Post:
        post = Post(text=text, campaign=self.campaign, live=False, **values)
        post.channels = [self.channels[name] for name in channels]
        post.images = [PostImage(image=image)] if image else []
        post.variants = [Variant(network="x", text=short)] if short else []
        post.save()
        post.save_revision(user=self.editor, log_action="wagtail.create")
        post.refresh_from_db()
        return post

    def submitted(self, text: str, **values: Any) -> Post:
        post = self.written(text, **values)
        post.get_workflow().start(post, self.editor)
        return post

    def approved(self, text: str, **values: Any) -> Post:
        post = self.submitted(text, **values)
        approvals.approve(
            post_id=post.pk, revision_id=post.latest_revision_id, by=self.approver
        )
        return post

    def send(self, post: Post) -> None:
        for delivery in post.deliveries.all():
            dispatcher.deliver(delivery.pk)


def campaign(owner: Any) -> Campaign:
    found, made = Campaign.objects.get_or_create(
        name="La Piastra siamo noi",
        defaults={
            "objective": "Metà dei residenti conosce i cinque programmi e almeno uno su "
            "dieci prende parte a un'attività.",
            "audience": "Famiglie, giovani tra 16 e 30 anni, residenti arrivati da "
            "altri paesi, commercianti del centro Piastra.",
            "behaviour": "Passare alla Nuova Piastra Lab, iscriversi a un'attività, "
            "rispondere al questionario.",
            "starts_on": timezone.localdate() - timedelta(days=30),
            "ends_on": timezone.localdate() + timedelta(days=335),
            "patience_hours": 48,
            "owner": owner,
            "act_number": "Delibera di esempio n. 1",
        },
    )
    if made:
        found.tags.add("identità", "partecipazione")
        found.save()
    return found


def at(*, days: int, hour: int) -> datetime:
    """So many days from now, at a full hour of Italy's clocks."""
    day = timezone.localdate() + timedelta(days=days)
    return timezone.make_aware(datetime.combine(day, clock(hour)))


def mail(name: str) -> str:
    return f"{name}@piastra.example"


def ask(method: str, path: str, data: Any = None) -> Any:
    """Call the simulator's own door, which stands where the networks are."""
    address = settings.NETWORKS["x"]["address"] + path
    answer = requests.request(method, address, json=data, timeout=TIMEOUT)
    answer.raise_for_status()
    return answer.json()
