"""Pictures of the library: one, or a gallery."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images import get_image_model
from wagtail.images.blocks import ImageBlock

from .fetching import Shown
from .groups import PICTURES
from .refusing import refuse


def newest_pictures(count: int) -> list[int]:
    """For previews: the ids of the last ones that came into the library."""
    newest = get_image_model().objects.order_by("-pk").values_list("pk", flat=True)
    return list(newest[:count])


class PictureValue(Shown):
    shapes = ("text",)

    def images(self) -> Iterable[Any]:
        return [self["image"]]


class PictureBlock(blocks.StructBlock):
    image = ImageBlock(label=_("Image"))
    caption = blocks.CharBlock(label=_("Caption"), required=False, max_length=250)

    class Meta:
        icon = "image"
        label = _("Image")
        group = PICTURES
        description = _("A picture with its caption and its author.")
        template = "cms/blocks/image.html"
        value_class = PictureValue

    def get_preview_value(self) -> blocks.StructValue:
        newest = next(iter(newest_pictures(1)), None)
        return self.to_python({"image": newest, "caption": "Il cortile, d'estate."})


class GalleryPictureBlock(blocks.StructBlock):
    image = ImageBlock(label=_("Image"))
    caption = blocks.CharBlock(label=_("Caption"), required=False, max_length=150)

    class Meta:
        icon = "image"
        label = _("Image")

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        image = cleaned["image"]
        if image and image.decorative:
            message = _(
                "In a gallery each picture opens larger, so its link needs words: say "
                "what the picture shows."
            )
            refuse([("image", message)])
        return cleaned


class GalleryValue(Shown):
    shapes = ("tile", "large")

    def images(self) -> Iterable[Any]:
        return [picture["image"] for picture in self["pictures"]]


class GalleryBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), max_length=100)
    pictures = blocks.ListBlock(
        GalleryPictureBlock(), min_num=2, max_num=24, label=_("Images")
    )

    class Meta:
        icon = "grip"
        label = _("Gallery")
        group = PICTURES
        description = _("From two to twenty-four pictures, each of which opens larger.")
        template = "cms/blocks/gallery.html"
        value_class = GalleryValue

    def get_preview_value(self) -> blocks.StructValue:
        pictures = [{"image": pk, "caption": ""} for pk in newest_pictures(3)]
        return self.to_python({"title": "Una giornata al parco", "pictures": pictures})
