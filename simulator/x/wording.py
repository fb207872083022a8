"""A text as X counts it and as X gives it back.

Counting is written from X's published configuration, version 3, apart from the
site's own counter, so that one checks the other: at most 280; a URL is 23, an
emoji sequence 2, the ranges in ``LIGHT`` 1, all else 2; after NFC.

One thing is kinder than X: an address with a scheme is a URL whatever its
host, because the demo's site is on ``localhost``.
"""

from __future__ import annotations

import hashlib
import html
import unicodedata
from typing import Any

import regex

LIMIT = 280
URL_WEIGHT = 23
LIGHT = ((0, 4351), (8192, 8205), (8208, 8223), (8242, 8247))
TOP_LEVEL = "com|org|net|edu|gov|info|eu|it|ch|de|fr|at|uk|es|io|town|city|example"

URL = regex.compile(
    r"(?<![\w@#$./-])(?:https?://(?=[\p{L}\d])[^\s<>\"«»“”]+"
    rf"|(?:[\p{{L}}\d](?:[\p{{L}}\d-]*[\p{{L}}\d])?\.)+(?:{TOP_LEVEL})(?![\w@-])"
    r"(?:/[^\s<>\"«»“”]*)?)",
    regex.IGNORECASE,
)
AFTER_A_URL = ".,;:!?'\u2019)]}…"
EMOJI = regex.compile(
    r"\p{Emoji_Presentation}|\p{Emoji}\uFE0F|\p{RI}\p{RI}|[0-9#*]\uFE0F?\u20E3"
)


def urls(text: str) -> list[tuple[int, int]]:
    """Where the URLs stand, without the punctuation of the sentence around them."""
    return [
        (match.start(), match.start() + len(match.group().rstrip(AFTER_A_URL)))
        for match in URL.finditer(text)
    ]


def weight(text: str) -> int:
    """The length as X counts it."""
    text = unicodedata.normalize("NFC", text)
    total, at = 0, 0
    for start, end in urls(text):
        total += _plain_weight(text[at:start]) + URL_WEIGHT
        at = end
    return total + _plain_weight(text[at:])


def _plain_weight(text: str) -> int:
    return sum(
        2 if EMOJI.search(cluster) else sum(_code_point(char) for char in cluster)
        for cluster in regex.findall(r"\X", text)
    )


def _code_point(char: str) -> int:
    return 1 if any(first <= ord(char) <= last for first, last in LIGHT) else 2


def as_given_back(
    text: str, id: str, photos: list[tuple[str, str]]
) -> tuple[str, list[dict[str, Any]]]:
    """The text with t.co addresses and HTML-escaped ``& < >``, and ``entities.urls``.

    ``photos`` are (media key, address): X ends the text of a post with pictures
    by one more t.co address, which stands in the entities once for each picture.
    """
    given, entities, at = "", [], 0
    for start, end in urls(text):
        given += html.escape(text[at:start], quote=False)
        url = text[start:end]
        full = url if "://" in url else f"http://{url}"
        entities.append(_entity(len(given), _short(id, url), full))
        given += entities[-1]["url"]
        at = end
    given += html.escape(text[at:], quote=False)
    if photos:
        given += " " if given else ""
        short, begin = _short(id, "photo"), len(given)
        given += short
        entities += [
            {**_entity(begin, short, address), "media_key": key}
            for key, address in photos
        ]
    return given, entities


def _short(id: str, url: str) -> str:
    return f"https://t.co/{hashlib.sha256(f'{id} {url}'.encode()).hexdigest()[:10]}"


def _entity(start: int, short: str, full: str) -> dict[str, Any]:
    shown = full.split("://", 1)[1]
    return {
        "start": start,
        "end": start + len(short),
        "url": short,
        "expanded_url": full,
        "display_url": shown if len(shown) < 27 else f"{shown[:26]}…",
    }
