"""What the first bytes of a picture say: its type and its measures."""

from __future__ import annotations

import struct

Measures = tuple[int | None, int | None]


def mime(data: bytes) -> str:
    """The media type by magic number, or "" for what is not a picture."""
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if data.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if data.startswith((b"GIF87a", b"GIF89a")):
        return "image/gif"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    return ""


def measures(data: bytes) -> Measures:
    """Width and height in pixels; None where the header does not say."""
    try:
        match mime(data):
            case "image/png":
                width, height = struct.unpack(">II", data[16:24])
            case "image/gif":
                width, height = struct.unpack("<HH", data[6:10])
            case "image/jpeg":
                width, height = _jpeg(data)
            case _:
                return None, None
    except (struct.error, IndexError):
        return None, None
    return width, height


def _jpeg(data: bytes) -> tuple[int, int]:
    """Walk the segments to the frame header (SOF0 to SOF15 save DHT, JPG, DAC)."""
    at = 2
    while True:
        marker = data[at + 1]
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return width, height
        at += 2 + struct.unpack(">H", data[at + 2 : at + 4])[0]
