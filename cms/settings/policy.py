"""What browsers may load and do, on readers' pages and on the team's own.

A reader's page is made of files of this site and of nothing else: no other host, no
script or style written into the page. Wagtail's admin writes both into its pages,
and shows the site in a frame.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from cms.embeds import FRAME_SOURCES

SELF, NONE, INLINE = "'self'", "'none'", "'unsafe-inline'"

# Nothing here wants to know where a reader is, or to see and hear them.
PERMISSIONS = ", ".join(
    f"{feature}=()"
    for feature in (
        *("accelerometer", "browsing-topics", "camera", "display-capture"),
        *("geolocation", "gyroscope", "magnetometer", "microphone", "midi"),
        *("payment", "serial", "usb", "xr-spatial-tracking"),
    )
)


def readers(store: str, https: bool) -> dict[str, Any]:
    """Directives of the public site. ``store``: the address of uploads, if not ours."""
    uploads = [origin(store)] if store else []
    return {
        "default-src": [SELF],
        "img-src": [SELF, "data:", *uploads],
        "media-src": [SELF, *uploads],
        # Empty until a reader asks for a video or a map.
        "frame-src": [SELF, *FRAME_SOURCES],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "upgrade-insecure-requests": https,
    }


def team(store: str) -> dict[str, Any]:
    """What is different in the admin, and on pages with Wagtail's toolbar."""
    uploads = [origin(store)] if store else []
    return {
        "script-src": [SELF, INLINE],
        "style-src": [SELF, INLINE],
        # Previews of files that are being uploaded.
        "img-src": [SELF, "data:", "blob:", *uploads],
        "frame-src": [SELF, *FRAME_SOURCES],
        "frame-ancestors": [SELF],
    }


def origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"
