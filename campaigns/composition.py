"""From a post to what each network gets: checked, measured, frozen."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from django.core.files.base import ContentFile
from django.template.defaultfilters import filesizeformat
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from campaigns import networks
from campaigns.models import Channel, Post, PostImage
from campaigns.models.delivery import frozen_path, frozen_storage
from campaigns.networks.base import Image, Network
from cms.rights import objection

# Every network takes JPEG; making it anew also drops the camera's notes, which
# may say where somebody lives.
RENDITION = "max-2048x2048|format-jpeg|jpegquality-85"


@dataclass(frozen=True)
class Problem:
    """What keeps a post from going out, in a sentence, and for which network."""

    sentence: str
    network: str = ""

    def __str__(self) -> str:
        return f"{self.network}: {self.sentence}" if self.network else self.sentence


class Unfit(Exception):
    """The post cannot go out as it is; ``problems`` says why."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("; ".join(map(str, problems)))
        self.problems = problems


def problems_when_submitting(post: Post, now: datetime) -> list[Problem]:
    """All that an author must mend before a reviewer is asked."""
    found = problems(post, now)
    if post.send_at and post.send_at < now:
        found.append(Problem(_("The time of sending is in the past.")))
    return found


def problems(post: Post, now: datetime) -> list[Problem]:
    """All that would keep ``post`` from going out on each of its channels."""
    return [*_problems_of_the_post(post, now), *_problems_of_networks(post)]


def _problems_of_the_post(post: Post, now: datetime) -> Iterator[Problem]:
    if not post.channels.all():
        yield Problem(_("Choose at least one channel."))
    if not post.text.strip():
        yield Problem(_("The text is empty."))
    if post.link_page and not post.link_page.live:
        yield Problem(_("It links to a page that is not published."))
    elif post.link_page and post.link_page.get_view_restrictions().exists():
        yield Problem(_("It links to a page that not everybody may read."))
    last_moment = post.last_moment(post.send_at or now)
    if last_moment <= now:
        yield Problem(_("It has become useless: its last moment is past."))
    for picture in post.images.all():
        if not picture.alt_text.strip():
            yield Problem(
                _("The image “%(title)s” has no alternative text.")
                % {"title": picture.image.title}
            )
        # What waits goes out in the end, and nobody looks at the picture again.
        if reason := objection(picture.image, until=localdate(last_moment)):
            yield Problem(
                _("The image “%(title)s” cannot be published: %(reason)s.")
                % {"title": picture.image.title, "reason": reason}
            )


def _problems_of_networks(post: Post) -> Iterator[Problem]:
    chosen = {channel.network_class for channel in post.channels.all()}
    # A text of its own is measured too where no channel is chosen: one may come.
    written = {networks.get(variant.network) for variant in post.variants.all()}
    for network in sorted(chosen | written, key=lambda network: network.code):
        sentences = list(_too_long(post, network))
        if network in chosen:
            sentences += _pictures_over_limits(post, network)
        for sentence in sentences:
            yield Problem(sentence, str(network.label))


def _too_long(post: Post, network: type[Network]) -> Iterator[str]:
    limits = network.limits
    length = measure(post, network)
    if length > limits.text:
        over = length - limits.text
        yield ngettext(
            "%(over)s character too many (%(length)s of %(limit)s).",
            "%(over)s characters too many (%(length)s of %(limit)s).",
            over,
        ) % {"over": over, "length": length, "limit": limits.text}


def _pictures_over_limits(post: Post, network: type[Network]) -> Iterator[str]:
    limits = network.limits
    pictures = post.images.all()
    if len(pictures) > limits.images:
        yield _("%(count)s images; it takes at most %(limit)s.") % {
            "count": len(pictures),
            "limit": limits.images,
        }
    for picture in pictures:
        if len(picture.alt_text) > limits.alt_text:
            yield _(
                "The alternative text of “%(title)s” is longer than %(limit)s "
                "characters."
            ) % {"title": picture.image.title, "limit": limits.alt_text}


def measure(post: Post, network: type[Network]) -> int:
    """Length of the composed text, as the network counts it."""
    text, pictures = post.text_for(network.code), bool(post.images.all())
    return network.length(network.compose(text, post.link, pictures))


def fingerprint(post: Post) -> str:
    """A digest of all that ``freeze`` would freeze, without making the images."""
    content = [
        post.link,
        sorted(
            (channel.pk, post.text_for(channel.network))
            for channel in post.channels.all()
        ),
        [
            (picture.image.file_hash or picture.image.file.name, picture.alt_text)
            for picture in post.images.all()
        ],
    ]
    return hashlib.sha256(json.dumps(content).encode()).hexdigest()


def freeze(post: Post) -> dict[int, dict[str, Any]]:
    """What each channel of ``post`` will get, by channel id, ready for a row.

    Makes and stores the images' bytes, so call it outside a transaction.
    Raises Unfit when an image cannot be read or is too large for a network.
    """
    images = [_freeze_image(picture) for picture in post.images.all()]
    return {
        channel.pk: _freeze_for(post, channel, images)
        for channel in post.channels.all()
    }


def _freeze_for(post: Post, channel: Channel, images: list[Image]) -> dict[str, Any]:
    network = channel.network_class
    limit = network.limits.image_bytes
    too_large = [
        Problem(
            _("The image “%(title)s” is too large: %(size)s of at most %(limit)s.")
            % {
                "title": picture.image.title,
                "size": filesizeformat(image.size),
                "limit": filesizeformat(limit),
            },
            str(network.label),
        )
        for picture, image in zip(post.images.all(), images, strict=True)
        if image.size > limit
    ]
    if too_large:
        raise Unfit(too_large)
    kept = [field.name for field in fields(Image) if field.name != "read"]
    return {
        "text": post.text_for(channel.network),
        "link": post.link,
        "language": "it",
        "images": [{name: getattr(image, name) for name in kept} for image in images],
    }


def _freeze_image(picture: PostImage) -> Image:
    try:
        with picture.image.get_rendition(RENDITION).file.open() as file:
            data = file.read()
    except (OSError, ValueError) as error:
        raise Unfit(
            [
                Problem(
                    _("The image “%(title)s” cannot be read.")
                    % {"title": picture.image.title}
                )
            ]
        ) from error
    digest = hashlib.sha256(data).hexdigest()
    path = frozen_path(digest)
    storage = frozen_storage()
    if storage.exists(path) and storage.size(path) != len(data):
        storage.delete(path)
    if not storage.exists(path):
        storage.save(path, ContentFile(data))
    return Image(
        digest=digest,
        mime="image/jpeg",
        alt=picture.alt_text,
        size=len(data),
        read=lambda: data,
    )
