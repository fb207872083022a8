"""What every network promises, whichever it is.

``NetworkContract`` is for all of them, ``RemoteContract`` for those that talk to
a service: each subclass names its simulator's account and routes. What a network
cannot do it declares (``can_find`` …); the contract then demands that it says so.
"""

from __future__ import annotations

import io
import logging
import traceback
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any, ClassVar

import pytest
import requests
from PIL import Image as Picture

from campaigns import networks
from campaigns.networks.base import (
    Failure,
    Image,
    Message,
    Network,
    Published,
    Reconnect,
    Rejected,
    TryLater,
    Unconfirmed,
)
from campaigns.reasons import REASONS
from simulator.server import Simulator

TEXT = "Riapre la biblioteca: perché leggere insieme è “casa”: sabato alle 10… 📚"
LINK = "https://www.comune.sondrio.it/novita/biblioteca?da=qtpiastra&x=1"


def png(colour: str) -> bytes:
    file = io.BytesIO()
    Picture.new("RGB", (12, 8), colour).save(file, "PNG")
    return file.getvalue()


def image(colour: str, alt: str, **changes: Any) -> Image:
    content = png(colour)
    described: dict[str, Any] = {
        "digest": sha256(content).hexdigest(),
        "mime": "image/png",
        "alt": alt,
        "size": len(content),
        "read": lambda: content,
    }
    return Image(**described | changes)


def post(**changes: Any) -> Message:
    pictures = (
        image("teal", "La sala di lettura vuota"),
        image("gold", "Due bambini aprono un libro"),
    )
    whole: dict[str, Any] = {"text": TEXT, "link": LINK, "images": pictures}
    return Message(**whole | changes)


def send(network: Network, message: Message) -> Any:
    return network.publish(message, "key", network.prepare(message, "key"))


def accepted(simulator: Simulator) -> list[dict[str, Any]]:
    return requests.get(f"{simulator.url}/accepted.json", timeout=5).json()


def order(simulator: Simulator, **fault: Any) -> None:
    answer = requests.post(f"{simulator.url}/faults", json=fault, timeout=5)
    assert answer.ok, answer.text


class NetworkContract:
    network: ClassVar[type[Network]]

    def unconnected(self) -> Network:
        return self.network({}, "", {})

    def test_is_found_by_its_code(self) -> None:
        assert networks.get(self.network.code) is self.network
        assert self.network in networks.all()

    @pytest.mark.parametrize(
        ("code", "changes"),
        [
            ("too_long", lambda limits: {"text": "a" * (limits.text + 1), "link": ""}),
            (
                "too_many_images",
                lambda limits: {"images": (image("red", "uno"),) * (limits.images + 1)},
            ),
            (
                "image_too_large",
                lambda limits: {
                    "images": (image("red", "uno", size=limits.image_bytes + 1),)
                },
            ),
            (
                "image_refused",
                lambda limits: {"images": (image("red", "uno", mime="image/gif"),)},
            ),
            (
                "alt_too_long",
                lambda limits: {"images": (image("red", "a" * (limits.alt_text + 1)),)},
            ),
        ],
    )
    def test_refuses_what_is_over_a_limit_before_anything_is_sent(
        self, code: str, changes: Callable[..., dict[str, Any]]
    ) -> None:
        message = post(**changes(self.network.limits))

        with pytest.raises(Rejected) as refusal:
            self.unconnected().prepare(message, "key")

        assert refusal.value.code == code
        assert code in REASONS

    def test_says_so_where_it_cannot_look_up_withdraw_or_edit(self) -> None:
        network, now = self.unconnected(), datetime.now(UTC)
        calls = {
            "can_find": lambda: network.find(post(), "key", {}, now),
            "can_withdraw": lambda: network.withdraw("1"),
            "can_edit": lambda: network.edit("1", post()),
        }

        for ability, call in calls.items():
            if not getattr(network, ability):
                with pytest.raises(NotImplementedError):
                    call()


class RemoteContract(NetworkContract):
    credentials: ClassVar[dict[str, str]]
    account: ClassVar[str]
    # The simulator's words for the calls.
    asking: ClassVar[str]
    uploading: ClassVar[str]
    publishing: ClassVar[str]
    looking: ClassVar[str]
    deleting: ClassVar[str]

    def connect(self, address: str, **options: Any) -> Network:
        return self.network(self.credentials, address, options)

    def spoil(
        self, simulator: Simulator, route: str, effect: str, **extra: Any
    ) -> None:
        order(simulator, network=self.network.code, route=route, effect=effect, **extra)

    def look_up(self, network: Network, message: Message) -> list[Published]:
        return network.find(message, "key", {}, datetime.now(UTC))

    def test_says_whose_the_credentials_are(self, simulator: Simulator) -> None:
        account = self.connect(simulator.url).check()

        assert account.id in (self.account, self.credentials.get("page_id"))
        assert "piastra" in account.name.lower()
        assert account.url.startswith(simulator.url)

    def test_publishes_text_link_and_described_pictures(
        self, simulator: Simulator
    ) -> None:
        published = send(self.connect(simulator.url), post())

        [there] = accepted(simulator)
        assert there["account"] == self.credentials.get("page_id", "qtpiastra")
        assert TEXT in there["text"]
        assert LINK in there["text"]
        assert [(i["digest"], i["alt"]) for i in there["images"]] == [
            (i.digest, i.alt) for i in post().images
        ]
        assert (published.id, published.url) == (there["id"], there["url"])
        page = requests.get(published.url, timeout=5)
        assert page.ok
        assert "Riapre la biblioteca" in page.text

    def test_publishes_a_text_alone(self, simulator: Simulator) -> None:
        send(self.connect(simulator.url), Message(TEXT))

        [there] = accepted(simulator)
        assert there["text"] == TEXT
        assert there["images"] == []

    def test_finds_its_own_post_and_no_other(self, simulator: Simulator) -> None:
        network = self.connect(simulator.url)
        published = send(network, post())
        send(network, post(text="Un altro testo"))
        send(network, post(text=TEXT + " bis", images=()))

        found = self.look_up(network, post())

        assert [(f.id, f.url) for f in found] == [(published.id, published.url)]
        assert abs(datetime.now(UTC) - found[0].at) < timedelta(seconds=5)

    def test_finds_nothing_from_before_the_attempt(self, simulator: Simulator) -> None:
        network = self.connect(simulator.url)
        send(network, post())

        later = datetime.now(UTC) + timedelta(minutes=2)

        assert network.find(post(), "key", {}, later) == []

    def test_a_refused_connection_is_tried_later(self, closed_address: str) -> None:
        network = self.connect(closed_address)

        for call in (
            network.check,
            lambda: network.prepare(post(), "key"),
            lambda: network.publish(post(), "key", self.prepared()),
            lambda: self.look_up(network, post()),
            lambda: network.withdraw("1"),
        ):
            with pytest.raises(TryLater) as failure:
                call()
            assert failure.value.code == "no_route"

    def prepared(self) -> dict[str, Any]:
        return {"user_id": "1", "handle": "qtpiastra", "media_ids": [], "photo_ids": []}

    def test_every_call_has_a_timeout(self, silent_address: str) -> None:
        network = self.connect(silent_address, read_timeout=0.1)
        harmless = (
            network.check,
            lambda: network.prepare(post(), "key"),
            lambda: self.look_up(network, post()),
        )
        public = [
            lambda: network.publish(post(), "key", self.prepared()),
            lambda: network.withdraw("1"),
        ]
        if network.can_edit:
            public.append(lambda: network.edit("1", post()))

        for call in harmless:
            with pytest.raises(TryLater, match="timeout"):
                call()
        for call in public:
            with pytest.raises(Unconfirmed, match="timeout"):
                call()

    @pytest.mark.parametrize(
        ("effect", "extra"),
        [
            ("drop_before", {}),
            ("drop_before", {"reset": True}),
            ("html", {}),
            ("error_before", {"status": 500}),
            ("error_before", {"status": 503}),
        ],
    )
    def test_a_doubt_about_a_post_that_is_not_there_finds_nothing(
        self, simulator: Simulator, effect: str, extra: dict[str, Any]
    ) -> None:
        network = self.connect(simulator.url)
        self.spoil(simulator, self.publishing, effect, **extra)

        with pytest.raises(Unconfirmed) as doubt:
            send(network, post())

        assert doubt.value.code in REASONS
        assert accepted(simulator) == []
        assert self.look_up(network, post()) == []

    @pytest.mark.parametrize(
        ("effect", "extra"),
        [
            ("accept_then_drop", {}),
            ("accept_then_drop", {"reset": True}),
            ("accept_then_hang", {"seconds": 3}),
            ("error_after", {"status": 500}),
            ("error_after", {"status": 503}),
            ("truncate", {}),
            ("empty", {}),
        ],
    )
    def test_a_doubt_about_a_post_that_is_there_finds_exactly_it(
        self, simulator: Simulator, effect: str, extra: dict[str, Any]
    ) -> None:
        network = self.connect(simulator.url, read_timeout=0.3)
        self.spoil(simulator, self.publishing, effect, **extra)

        with pytest.raises(Unconfirmed) as doubt:
            send(network, post())

        [there] = accepted(simulator)
        [found] = self.look_up(network, post())
        assert doubt.value.code in REASONS
        assert (found.id, found.url) == (there["id"], there["url"])

    def test_a_post_accepted_after_we_gave_up_is_found_once_it_is_there(
        self, simulator: Simulator
    ) -> None:
        network = self.connect(simulator.url, read_timeout=0.2)
        self.spoil(simulator, self.publishing, "accept_late", seconds=0.6)

        with pytest.raises(Unconfirmed):
            send(network, post())
        early = self.look_up(network, post())
        simulator_has_it = self.wait_for(lambda: accepted(simulator))

        assert early == []
        assert simulator_has_it
        assert len(self.look_up(network, post())) == 1

    def wait_for(self, condition: Callable[[], Any]) -> Any:
        ends = datetime.now(UTC) + timedelta(seconds=5)
        while not (answer := condition()) and datetime.now(UTC) < ends:
            pass
        return answer

    @pytest.mark.parametrize("effect", ["drop_before", "html", "truncate", "empty"])
    def test_trouble_while_preparing_is_tried_later_and_no_picture_is_dropped(
        self, simulator: Simulator, effect: str
    ) -> None:
        network = self.connect(simulator.url)
        self.spoil(simulator, self.uploading, effect)

        with pytest.raises(TryLater):
            send(network, post())

        assert accepted(simulator) == []

    def test_a_refused_picture_stops_the_whole_post(self, simulator: Simulator) -> None:
        not_a_picture = image("red", "uno", read=lambda: b"GIF, perhaps")

        with pytest.raises(Rejected) as refusal:
            send(self.connect(simulator.url), post(images=(not_a_picture,)))

        assert refusal.value.code == "image_refused"
        assert accepted(simulator) == []

    def test_a_picture_whose_file_is_gone_is_rejected(
        self, simulator: Simulator
    ) -> None:
        def gone() -> bytes:
            raise FileNotFoundError("media/sala.png")

        with pytest.raises(Rejected) as refusal:
            send(
                self.connect(simulator.url),
                post(images=(image("red", "uno", read=gone),)),
            )

        assert refusal.value.code == "image_missing"

    def test_what_the_network_refuses_is_rejected(self, simulator: Simulator) -> None:
        self.spoil(simulator, self.publishing, "refuse")

        with pytest.raises(Rejected):
            send(self.connect(simulator.url), post())

        assert accepted(simulator) == []

    def test_the_same_post_again_is_rejected_as_a_duplicate(
        self, simulator: Simulator
    ) -> None:
        network = self.connect(simulator.url)
        send(network, post())

        with pytest.raises(Rejected) as refusal:
            send(network, post())

        assert refusal.value.code == "duplicate"

    def test_a_rate_limit_says_when_it_ends(self, simulator: Simulator) -> None:
        self.spoil(simulator, self.publishing, "rate_limit", reset_in=600)

        with pytest.raises(TryLater) as failure:
            send(self.connect(simulator.url), post())

        wait = failure.value.not_before - datetime.now(UTC)
        assert failure.value.code == "rate_limit"
        assert timedelta(minutes=8) < wait < timedelta(minutes=12)
        assert accepted(simulator) == []

    @pytest.mark.parametrize("call", ["check", "prepare", "publish", "find"])
    def test_a_dead_token_asks_to_reconnect(
        self, simulator: Simulator, call: str
    ) -> None:
        network = self.connect(simulator.url)
        prepared = network.prepare(post(), "key")
        for route in (self.asking, self.uploading, self.publishing, self.looking):
            self.spoil(simulator, route, "expired")
        calls = {
            "check": network.check,
            "prepare": lambda: network.prepare(post(), "key"),
            "publish": lambda: network.publish(post(), "key", prepared),
            "find": lambda: self.look_up(network, post()),
        }

        with pytest.raises(Reconnect):
            calls[call]()

        assert accepted(simulator) == []

    def test_wrong_credentials_ask_to_reconnect(self, simulator: Simulator) -> None:
        wrong = {name: f"wrong-{value}" for name, value in self.credentials.items()}

        with pytest.raises(Reconnect):
            self.network(wrong, simulator.url).check()

    def test_a_look_up_that_fails_never_says_that_nothing_is_there(
        self, simulator: Simulator
    ) -> None:
        network = self.connect(simulator.url)
        send(network, post())

        for effect in ("html", "empty", "truncate", "error_before", "refuse"):
            self.spoil(simulator, self.looking, effect)
            with pytest.raises(TryLater):
                self.look_up(network, post())

    def test_withdraws_and_withdrawing_again_is_no_error(
        self, simulator: Simulator
    ) -> None:
        network = self.connect(simulator.url)
        published = send(network, post())

        network.withdraw(published.id)
        network.withdraw(published.id)

        [there] = accepted(simulator)
        assert there["deleted"]
        assert self.look_up(network, post()) == []

    def test_an_answer_lost_while_withdrawing_is_a_doubt(
        self, simulator: Simulator
    ) -> None:
        network = self.connect(simulator.url)
        published = send(network, post())
        self.spoil(simulator, self.deleting, "accept_then_drop")

        with pytest.raises(Unconfirmed):
            network.withdraw(published.id)

        network.withdraw(published.id)

    def test_corrects_where_the_network_allows_it(self, simulator: Simulator) -> None:
        network = self.connect(simulator.url)
        published = send(network, post())
        if not network.can_edit:
            with pytest.raises(NotImplementedError):
                network.edit(published.id, post())
            return

        network.edit(published.id, post(text="Riapre domenica"))

        [there] = accepted(simulator)
        assert there["text"].startswith("Riapre domenica")
        assert LINK in there["text"]

    def test_no_secret_reaches_a_log_or_an_exception(
        self,
        simulator: Simulator,
        silent_address: str,
        closed_address: str,
        caplog: pytest.LogCaptureFixture,
    ) -> None:
        caplog.set_level(logging.DEBUG)
        secrets = [
            self.credentials[field.name]
            for field in self.network.credential_fields
            if field.secret
        ]
        seen = []

        for address in (simulator.url, silent_address, closed_address):
            network = self.connect(address, read_timeout=0.2)
            for call in (
                network.check,
                lambda network=network: send(network, post()),
                lambda network=network: self.look_up(network, post()),
                lambda network=network: network.withdraw("1_1"),
            ):
                try:
                    call()
                except Failure as failure:
                    seen += [failure.detail, *traceback.format_exception(failure)]

        shown = caplog.text + "".join(seen)
        assert "127.0.0.1" in shown
        assert not [secret for secret in secrets if secret in shown]
