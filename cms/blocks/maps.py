"""Places in words, and on a map that is asked for only after the reader's click."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.embeds import Area, Embed, Point, map_of

from .as_is import AsIsBlock
from .groups import PICTURES
from .refusing import refuse

POINT = re.compile(r"\s*(-?\d{1,3}(?:\.\d+)?)\s*[,;\s]\s*(-?\d{1,3}(?:\.\d+)?)\s*")
# No neighbourhood is larger, in degrees.
WIDEST = 2


def read_point(text: str) -> Point:
    """Raises ValidationError with a sentence that helps."""
    found = POINT.fullmatch(text)
    if not found:
        raise ValidationError(
            _("Write latitude and longitude with a comma between: 46.1690, 9.8690.")
        )
    point = Point(float(found[1]), float(found[2]))
    if abs(point.latitude) > 90:
        raise ValidationError(
            _("A latitude lies between -90 and 90. Is it first, and longitude second?")
        )
    if abs(point.longitude) > 180:
        raise ValidationError(_("A longitude lies between -180 and 180."))
    return point


class PointBlock(AsIsBlock):
    def clean(self, value: str) -> str:
        text = super().clean(value)
        return str(read_point(text)) if text else text


class PlaceValue(blocks.StructValue):
    @cached_property
    def point(self) -> Point | None:
        try:
            return read_point(self["coordinates"] or "")
        except ValidationError:
            return None

    @cached_property
    def embed(self) -> Embed | None:
        return map_of(Area.around([self.point]), self.point) if self.point else None


class PlaceBlock(blocks.StructBlock):
    name = blocks.CharBlock(label=_("Name"), max_length=100)
    address = AsIsBlock(label=_("Address"), required=False, max_length=200)
    coordinates = PointBlock(
        label=_("Coordinates"),
        max_length=50,
        search_index=False,
        help_text=_(
            "Latitude and longitude, such as 46.1690, 9.8690: OpenStreetMap shows them "
            "after a right click."
        ),
    )
    text = blocks.TextBlock(
        label=_("Description"),
        required=False,
        max_length=400,
        help_text=_("What is there, and how to reach it without seeing the map."),
    )

    class Meta:
        icon = "crosshairs"
        label = _("Place")
        value_class = PlaceValue


class MapValue(blocks.StructValue):
    """The list of places is what the map says, for who does not load it."""

    @cached_property
    def points(self) -> list[Point]:
        return [place.point for place in self["places"] if place.point]

    @cached_property
    def area(self) -> Area | None:
        return Area.around(self.points) if self.points else None

    @cached_property
    def embed(self) -> Embed | None:
        if not self.area:
            return None
        return map_of(self.area, self.points[0] if len(self.points) == 1 else None)

    @property
    def pins(self) -> Iterator[tuple[int, int, int]]:
        """Number, and place on a plan of 400 by 300 that keeps the proportions."""
        for number, place in enumerate(self["places"], 1):
            if self.area and place.point:
                yield (number, *self.area.on_plan(place.point, 400, 300))


class MapBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), max_length=100)
    places = blocks.ListBlock(PlaceBlock(), min_num=1, max_num=30, label=_("Places"))

    class Meta:
        icon = "globe"
        label = _("Map")
        group = PICTURES
        description = _("Places with their descriptions, and a map after a click.")
        template = "cms/blocks/map.html"
        value_class = MapValue
        preview_value = {
            "title": "Dove siamo",
            "places": [
                {
                    "name": "Sportello di quartiere",
                    "address": "Largo Sindelfingen, Sondrio",
                    "coordinates": "46.16660, 9.86160",
                    "text": "Al piano terra, ingresso senza gradini.",
                },
                {
                    "name": "Passerella sul Mallero",
                    "address": "",
                    "coordinates": "46.16480, 9.86520",
                    "text": "A piedi o in bicicletta.",
                },
            ],
        }

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        points = cleaned.points
        if points and Area.around(points).widest > WIDEST:
            message = _(
                "These places lie too far apart for one map. Have latitude and longitude "
                "been swapped in one of them?"
            )
            refuse([("places", message)])
        return cleaned


# Migrations name the class of Wagtail's, which stays where it is.
DECONSTRUCT_ALIASES = {PointBlock: "wagtail.blocks.CharBlock"}
