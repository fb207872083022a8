"""``{% crop image "card" alt="" loading="lazy" %}``: a picture in one of our shapes."""

from __future__ import annotations

from django import template
from wagtail.images.models import Picture
from wagtail.images.shortcuts import get_renditions_or_not_found

from cms.crops import CROPS, cut
from cms.models import Image

register = template.Library()


@register.simple_tag
def crop(image: Image, name: str, **attributes: str) -> Picture | str:
    """WebP with JPEG behind it; a lost file shows as a broken picture, no error.
    Nothing, where the people in it no longer allow it."""
    if not image.is_shown:
        return ""
    shape = CROPS[name]
    renditions = get_renditions_or_not_found(image, shape.filters)
    return Picture(renditions, {"sizes": shape.sizes, **attributes})


@register.simple_tag
def crop_url(image: Image, name: str) -> str:
    """The address of a picture in a shape that has one size and one format."""
    return cut(image, name).url if image.is_shown else ""
