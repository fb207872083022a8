"""Where something is: in words, and as a point on the map."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.search import index


class Located(models.Model):
    """An address in words and, if known, a point. Both coordinates or none."""

    address = models.CharField(
        _("address"),
        max_length=200,
        blank=True,
        help_text=_("In words, as one would tell the way: street and number."),
    )
    latitude = models.DecimalField(
        _("latitude"),
        max_digits=8,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[
            MinValueValidator(-90, _("A latitude goes from -90 to 90.")),
            MaxValueValidator(90, _("A latitude goes from -90 to 90.")),
        ],
        help_text=_("In degrees, such as 46.17. A map's “share” shows it."),
    )
    longitude = models.DecimalField(
        _("longitude"),
        max_digits=9,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[
            MinValueValidator(-180, _("A longitude goes from -180 to 180.")),
            MaxValueValidator(180, _("A longitude goes from -180 to 180.")),
        ],
        help_text=_("In degrees, such as 9.87."),
    )

    where_panel = MultiFieldPanel(
        [
            FieldPanel("address"),
            FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")]),
        ],
        heading=_("Where it is"),
    )
    located_search_fields = [index.SearchField("address")]

    class Meta:
        abstract = True

    def clean(self) -> None:
        super().clean()
        if (self.latitude is None) != (self.longitude is None):
            missing = "latitude" if self.latitude is None else "longitude"
            raise ValidationError(
                {missing: _("Write both coordinates, or neither of them.")}
            )

    @property
    def point(self) -> str:
        """``46.17,9.87``, or nothing."""
        if self.latitude is None or self.longitude is None:
            return ""
        return f"{float(self.latitude)},{float(self.longitude)}"

    @property
    def geo_url(self) -> str:
        """RFC 5870: opens the reader's own map, on devices that have one."""
        return f"geo:{self.point}" if self.point else ""

    @property
    def map_url(self) -> str:
        """OpenStreetMap, which is asked for nothing until the reader goes there."""
        if not self.point:
            return ""
        latitude, longitude = self.point.split(",")
        return (
            "https://www.openstreetmap.org/"
            f"?mlat={latitude}&mlon={longitude}#map=18/{latitude}/{longitude}"
        )

    def geo_schema(self) -> dict[str, Any]:
        """The point as schema.org tells it, if there is one."""
        if not self.point:
            return {}
        latitude, longitude = map(float, self.point.split(","))
        return {
            "geo": {
                "@type": "GeoCoordinates",
                "latitude": latitude,
                "longitude": longitude,
            }
        }
