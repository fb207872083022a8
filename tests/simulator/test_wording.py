"""A text as X counts it."""

from __future__ import annotations

import pytest

from simulator.x.wording import urls, weight


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", 0),
        ("Perché così", 11),
        ("e\u0300", 1),
        ("\u201cciao\u201d \u2019 \u2013 \u2014", 12),
        ("€", 2),
        ("…", 2),
        ("漢字", 4),
        ("🙂", 2),
        ("👩\u200d👩\u200d👧\u200d👦", 2),
        ("👍🏽", 2),
        ("🇮🇹", 2),
        ("1\ufe0f\u20e3", 2),
        ("☀", 2),
        ("©", 1),
        ("https://example.org/" + "a" * 90, 23),
        ("Vedi https://example.org/a. Poi", 5 + 23 + 5),
        ("(example.org/a)", 25),
        ("comune.sondrio.it", 23),
        ("http://localhost:8000/notizie/", 23),
        ("http:// a", 9),
        ("e.g. a", 6),
        ("scrivi a info@example.org", 25),
    ],
)
def test_the_weight_of_a_text(text, expected):
    assert weight(text) == expected


def test_the_punctuation_after_an_address_is_not_part_of_it():
    text = "Vedi (https://example.org/a), grazie!"

    assert [text[slice(*span)] for span in urls(text)] == ["https://example.org/a"]
