"""The shapes in which pictures are shown, named once.

Templates ask for a shape by name (``{% crop page.image "card" %}``), lists fetch
the files of many pictures in one query (``look_ahead``), and publishing makes
them beforehand (``make``), so that no visitor waits for a picture to be cut.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from django.db.models import Prefetch, prefetch_related_objects
from wagtail.images import get_image_model
from wagtail.images.models import Filter
from wagtail.images.shortcuts import get_renditions_or_not_found

if TYPE_CHECKING:
    from wagtail.images.models import AbstractRendition

    from .models.media import Image


@dataclass(frozen=True)
class Crop:
    """Wagtail operations from the narrowest, and how wide the layout shows them."""

    operations: tuple[str, ...]
    sizes: str
    formats: tuple[str, ...] = ("webp", "jpeg")

    @cached_property
    def specs(self) -> list[str]:
        return [
            f"{operation}|format-{format}"
            for format in self.formats
            for operation in self.operations
        ]

    @cached_property
    def filters(self) -> list[Filter]:
        """Kept, because a filter reads its specification anew each time it is made."""
        return [Filter(spec) for spec in self.specs]


CROPS = {
    "card": Crop(
        ("fill-400x225", "fill-800x450"),
        "(min-width: 992px) 400px, (min-width: 576px) 50vw, 100vw",
    ),
    "wide": Crop(
        ("fill-480x270", "fill-800x450", "fill-1280x720"),
        "(min-width: 992px) 60vw, 100vw",
    ),
    "text": Crop(
        ("max-480x720", "max-736x1104", "max-1104x1656"),
        "(min-width: 992px) 736px, 100vw",
    ),
    # Two beside one another in a text.
    "half": Crop(
        ("max-480x720", "max-736x1104"),
        "(min-width: 992px) 30vw, (min-width: 576px) 48vw, 100vw",
    ),
    "tile": Crop(
        ("fill-320x240", "fill-480x360", "fill-800x600"),
        "(min-width: 992px) 416px, calc(50vw - 20px)",
    ),
    # Before a video of another site starts, and before one of ours.
    "film": Crop(
        ("fill-480x270", "fill-736x414", "fill-1104x621"),
        "(min-width: 992px) 736px, 100vw",
    ),
    "poster": Crop(("fill-736x414",), "", ("webp",)),
    # A picture of a gallery, opened.
    "large": Crop(("max-1920x1440",), "", ("webp",)),
    # What networks and search engines show beside a link.
    "share": Crop(("fill-1200x630",), "", ("jpeg",)),
}


def look_ahead(images: Iterable[Image | None], *names: str) -> None:
    """Fetch in one query the files of these pictures in these shapes."""
    specs = [spec for name in names for spec in CROPS[name].specs]
    renditions = get_image_model().get_rendition_model().objects
    prefetch_related_objects(
        [image for image in images if image],
        Prefetch(
            "renditions",
            queryset=renditions.filter(filter_spec__in=specs),
            to_attr="prefetched_renditions",
        ),
    )


def cut(image: Image, name: str) -> AbstractRendition:
    """A picture in a shape that has one size and one format."""
    (filter,) = CROPS[name].filters
    return get_renditions_or_not_found(image, [filter])[filter.spec]


def make(image: Image, *names: str) -> None:
    """Cut a picture now into these shapes."""
    for name in names:
        image.get_renditions(*CROPS[name].filters)
