"""Videos: our own files, or those of YouTube and Vimeo after the reader's click."""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

from cms.embeds import Embed, video

from .fetching import Shown
from .groups import PICTURES
from .pictures import newest_pictures
from .refusing import Fault, refuse
from .rich_text import TEXT_FEATURES, PassageBlock, has_words

PLAYED = ("mp4", "webm")


class VideoAddressBlock(blocks.URLBlock):
    def clean(self, value: str) -> str:
        address = super().clean(value)
        if address and video(address) is None:
            raise ValidationError(
                _(
                    "This is no address of a video on YouTube or Vimeo. Copy it from the "
                    "video's own page; a video from elsewhere can be uploaded as a file."
                )
            )
        return address


class VideoValue(Shown):
    shapes = ("film", "poster")

    @cached_property
    def embed(self) -> Embed | None:
        return video(self["address"]) if self["address"] else None

    def images(self) -> Iterable[Any]:
        return [self["poster"]]


class VideoBlock(blocks.StructBlock):
    title = blocks.CharBlock(
        label=_("Title"), max_length=150, help_text=_("What the video shows.")
    )
    address = VideoAddressBlock(
        label=_("Address on YouTube or Vimeo"),
        required=False,
        help_text=_("Nothing is asked of that site before the reader's click."),
    )
    file = DocumentChooserBlock(
        label=_("Or a file of ours"),
        required=False,
        help_text=_("MP4 or WebM, among the documents."),
    )
    poster = ImageChooserBlock(label=_("Picture shown before it starts"))
    sound = blocks.ChoiceBlock(
        [
            ("speech", _("Somebody speaks")),
            ("music", _("Music or noises")),
            ("silent", _("Nothing")),
        ],
        default="speech",
        label=_("What is heard"),
    )
    captions = DocumentChooserBlock(
        label=_("Captions of our file"),
        required=False,
        help_text=_("A WebVTT file (.vtt), among the documents."),
    )
    transcript = PassageBlock(
        label=_("Transcript"),
        required=False,
        features=TEXT_FEATURES,
        help_text=_("What is said and what happens, for who cannot hear or see it."),
    )

    class Meta:
        icon = "media"
        label = _("Video")
        group = PICTURES
        description = _(
            "A video that waits for the reader's click, with its transcript."
        )
        template = "cms/blocks/video.html"
        value_class = VideoValue

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        refuse(wrong(cleaned))
        if not self.is_deferred_validation:
            refuse(missing(cleaned))
        return cleaned

    def get_preview_value(self) -> blocks.StructValue:
        return self.to_python(
            {
                "title": "Big Buck Bunny, cortometraggio libero",
                "address": "https://www.youtube.com/watch?v=aqz-KE-bpKQ",
                "poster": next(iter(newest_pictures(1)), None),
                "transcript": "<p>Un coniglio si sveglia in un prato.</p>",
            }
        )


def wrong(value: Any) -> Iterator[Fault]:
    file, captions = value["file"], value["captions"]
    if value["address"] and file:
        yield "address", _("Write an address or choose a file: one of the two.")
    if file and file.file_extension.lower() not in PLAYED:
        yield "file", _("Browsers do not play this file. Choose an MP4 or a WebM.")
    if captions and not is_webvtt(captions):
        yield "captions", _("This is no WebVTT file: its first word must be WEBVTT.")


def missing(value: Any) -> Iterator[Fault]:
    if not value["address"] and not value["file"]:
        yield "address", _("Write an address or choose a file: one of the two.")
    if value["sound"] == "speech":
        if value["file"] and not value["captions"]:
            yield "captions", _("Somebody speaks: add captions, for who cannot hear.")
        if not has_words(value["transcript"]):
            yield "transcript", _("Somebody speaks: write here what is said.")


def is_webvtt(document: Any) -> bool:
    if document.file_extension.lower() != "vtt":
        return False
    try:
        with document.open_file() as file:
            return file.read(9).removeprefix(codecs.BOM_UTF8).startswith(b"WEBVTT")
    except OSError:
        return False


# Migrations name the class of Wagtail's, which stays where it is.
DECONSTRUCT_ALIASES = {VideoAddressBlock: "wagtail.blocks.URLBlock"}
