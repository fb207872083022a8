"""A post as each channel would get it, to be read before it goes out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse

from campaigns.models import Channel, Delivery, Post
from campaigns.networks.base import Network


@dataclass(frozen=True)
class Count:
    """How long a text is on one network, as the network counts."""

    network: type[Network]
    length: int

    @property
    def limit(self) -> int:
        return self.network.limits.text

    @property
    def over(self) -> int:
        return max(0, self.length - self.limit)


@dataclass(frozen=True)
class Proof:
    """What one channel gets: the whole text as readers see it."""

    channel: Channel
    text: str
    count: Count
    is_variant: bool


def count(
    network: type[Network], text: str, link: str, pictures: bool = False
) -> Count:
    return Count(network, network.length(network.compose(text, link, pictures)))


def proofs(post: Post) -> Iterator[Proof]:
    """One for each channel of ``post``, which may be a revision's object."""
    pictures = bool(post.images.all())
    for channel in post.channels.all():
        network = channel.network_class
        text = post.text_for(channel.network)
        yield Proof(
            channel=channel,
            text=network.compose(text, post.link, pictures),
            count=count(network, text, post.link, pictures),
            is_variant=text != post.text,
        )


@dataclass(frozen=True)
class Frozen:
    """What a delivery sends, as its approval froze it: readable, not composed anew."""

    delivery: Delivery
    text: str
    language: str
    pictures: list[dict[str, str]]


def frozen(delivery: Delivery) -> Frozen:
    """The whole text as readers see it, and the pictures' addresses and words."""
    message = delivery.frozen_message
    network = delivery.channel.network_class
    return Frozen(
        delivery=delivery,
        text=network.compose(message.text, message.link, bool(message.images)),
        language=message.language,
        pictures=[
            {"url": reverse("campaigns:frozen", args=[image.digest]), "alt": image.alt}
            for image in message.images
        ],
    )
