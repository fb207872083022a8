"""What a page may show of other sites, and only after its reader's click.

The one place that names them: blocks ask here what an address is, and the site's
content security policy reads here what a frame may load (``FRAME_SOURCES``).
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from urllib.parse import parse_qs, urlencode, urlsplit


@dataclass(frozen=True, slots=True)
class Provider:
    """``company`` is who learns the reader's network address, ``frames`` their origin."""

    name: str
    company: str
    frames: str


YOUTUBE = Provider("YouTube", "Google", "https://www.youtube-nocookie.com")
VIMEO = Provider("Vimeo", "Vimeo", "https://player.vimeo.com")
OPENSTREETMAP = Provider(
    "OpenStreetMap", "OpenStreetMap Foundation", "https://www.openstreetmap.org"
)
PROVIDERS = (YOUTUBE, VIMEO, OPENSTREETMAP)
FRAME_SOURCES = tuple(provider.frames for provider in PROVIDERS)

YOUTUBE_HOSTS = {
    "youtube.com", "www.youtube.com", "m.youtube.com",
    "youtube-nocookie.com", "www.youtube-nocookie.com",
}  # fmt: skip
VIMEO_HOSTS = {"vimeo.com", "www.vimeo.com", "player.vimeo.com"}


@dataclass(frozen=True, slots=True)
class Embed:
    """``frame`` is what the frame loads, ``page`` the same on the provider's site."""

    provider: Provider
    frame: str
    page: str


def video(address: str) -> Embed | None:
    """What stands at this address, or None if it is no video of YouTube or Vimeo.

    Nothing of the address but the video's own id goes on into the page.
    """
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    if parts.scheme not in ("http", "https"):
        return None
    host, query = parts.hostname or "", parse_qs(parts.query)
    if host == "youtu.be":
        return youtube(parts.path.strip("/"))
    if host in YOUTUBE_HOSTS and parts.path == "/watch":
        return youtube(query.get("v", [""])[0])
    if host in YOUTUBE_HOSTS and (
        found := re.fullmatch(r"/(?:embed|shorts|live|v)/([^/]+)/?", parts.path)
    ):
        return youtube(found[1])
    if host in VIMEO_HOSTS and (
        found := re.search(r"/(\d+)(?:/([0-9a-f]+))?/?$", parts.path)
    ):
        return vimeo(found[1], found[2] or query.get("h", [""])[0])
    return None


def youtube(key: str) -> Embed | None:
    if not re.fullmatch(r"[\w-]{11}", key, re.ASCII):
        return None
    return Embed(
        YOUTUBE,
        frame=f"{YOUTUBE.frames}/embed/{key}?autoplay=1&rel=0",
        page=f"https://www.youtube.com/watch?v={key}",
    )


def vimeo(key: str, secret: str) -> Embed | None:
    """``secret`` is the second part of the address of a video that is not listed."""
    if secret and not re.fullmatch(r"[0-9a-f]+", secret):
        return None
    query = urlencode({"autoplay": 1, "dnt": 1, **({"h": secret} if secret else {})})
    return Embed(
        VIMEO,
        frame=f"{VIMEO.frames}/video/{key}?{query}",
        page=f"https://vimeo.com/{key}" + (f"/{secret}" if secret else ""),
    )


@dataclass(frozen=True, slots=True)
class Point:
    latitude: float
    longitude: float

    def __str__(self) -> str:
        return f"{self.latitude:.5f}, {self.longitude:.5f}"


@dataclass(frozen=True, slots=True)
class Area:
    """A part of the map, from its south-western to its north-eastern corner."""

    west: float
    south: float
    east: float
    north: float

    @classmethod
    def around(cls, points: list[Point]) -> Area:
        """Everything in it, with some air; never smaller than some streets."""
        west = min(point.longitude for point in points)
        east = max(point.longitude for point in points)
        south = min(point.latitude for point in points)
        north = max(point.latitude for point in points)
        beside = max((east - west) * 0.2, 0.003)
        above = max((north - south) * 0.2, 0.002)
        return cls(west - beside, south - above, east + beside, north + above)

    @property
    def widest(self) -> float:
        return max(self.east - self.west, self.north - self.south)

    def on_plan(self, point: Point, width: int, height: int) -> tuple[int, int]:
        """Where the point stands on a sheet of that size, north at the top.

        A degree of longitude is shorter than one of latitude, the more the
        farther from the equator.
        """
        narrow = math.cos(math.radians((self.south + self.north) / 2))
        scale = min(
            width / ((self.east - self.west) * narrow),
            height / (self.north - self.south),
        )
        right = point.longitude - (self.west + self.east) / 2
        up = point.latitude - (self.south + self.north) / 2
        return (
            round(width / 2 + right * narrow * scale),
            round(height / 2 - up * scale),
        )

    def __str__(self) -> str:
        edges = (self.west, self.south, self.east, self.north)
        return ",".join(f"{edge:.5f}" for edge in edges)


def map_of(area: Area, marker: Point | None = None) -> Embed:
    """A piece of OpenStreetMap, with at most one marker: its frame takes no more."""
    there = {"bbox": str(area)}
    query = {**there, "layer": "mapnik"}
    if marker:
        query["marker"] = f"{marker.latitude:.5f},{marker.longitude:.5f}"
        there = {
            "mlat": f"{marker.latitude:.5f}",
            "mlon": f"{marker.longitude:.5f}",
        }
    host = OPENSTREETMAP.frames
    return Embed(
        OPENSTREETMAP,
        frame=f"{host}/export/embed.html?{urlencode(query)}",
        page=f"{host}/?{urlencode(there)}" + (marker_view(marker) if marker else ""),
    )


def marker_view(marker: Point) -> str:
    return f"#map=17/{marker.latitude:.5f}/{marker.longitude:.5f}"
