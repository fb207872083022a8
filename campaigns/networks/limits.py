"""What a network would refuse, refused before anything is sent.

Approval shows the same numbers to the author; a network checks once more
because a limit may have changed between approval and sending.
"""

from __future__ import annotations

from collections.abc import Iterator
from time import monotonic

from .base import Image, Message, Network, Rejected, TryLater

# Seconds in which all pictures of a message must have been handed over.
PICTURES = 100.0


def refuse_excess(network: type[Network], message: Message) -> None:
    """Raise Rejected with the reason if ``message`` is over a limit."""
    limits = network.limits
    length = network.length(
        network.compose(message.text, message.link, bool(message.images))
    )
    if length > limits.text:
        raise Rejected("too_long", f"{length} > {limits.text}")
    if len(message.images) > limits.images:
        raise Rejected("too_many_images", f"{len(message.images)} > {limits.images}")
    for image in message.images:
        if image.mime not in limits.image_types:
            raise Rejected("image_refused", image.mime)
        if image.size > limits.image_bytes:
            raise Rejected("image_too_large", f"{image.size} > {limits.image_bytes}")
        if len(image.alt) > limits.alt_text:
            raise Rejected("alt_too_long", f"{len(image.alt)} > {limits.alt_text}")


def pictures(message: Message) -> Iterator[tuple[Image, bytes]]:
    """Each image with its bytes, read when its turn comes.

    Raises Rejected when a file is gone, TryLater when time is up: the outbox's
    lease on this attempt does not last for ever.
    """
    ends = monotonic() + PICTURES
    for image in message.images:
        if monotonic() > ends:
            raise TryLater("timeout", f"pictures: more than {PICTURES:.0f} s")
        try:
            content = image.read()
        except OSError as error:
            raise Rejected("image_missing", f"{image.digest}: {error}") from error
        yield image, content
