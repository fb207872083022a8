from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaigns.networks.counting import weighted_length

# ruff: noqa: RUF001
# What X's own published counter (twitter-text 3.1.0, JavaScript) answers.
AS_X_COUNTS = [
    ("", 0),
    ("ciao", 4),
    ("Perché è così più giù", 21),
    ("perche\u0301", 6),
    ("“casa” ’ \u2013 \u2014", 12),
    ("€", 2),
    ("…", 2),
    ("½ № ™ © ®", 11),
    ("日本語", 6),
    ("한국", 4),
    ("𝒳", 2),
    ("\u200d", 1),
    ("riga\nriga\n\nriga", 15),
    # emoji
    ("📚", 2),
    ("❤", 2),
    ("❤️", 2),
    ("☀️☀", 4),
    ("©️", 2),
    ("1️⃣", 2),
    ("#⃣", 2),
    ("🇮🇹", 2),
    ("🇮", 2),
    ("🇦🇦", 4),
    ("🏳️‍🌈", 2),
    ("🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f", 2),
    ("👍🏿", 2),
    ("👨‍👩‍👧‍👦", 2),
    ("👩‍❤️‍💋‍👨", 2),
    ("👩🏽‍🚀", 2),
    ("🤷🏼‍♂️", 2),
    ("👩‍🦰", 2),
    ("😀😀 😀", 7),
    # younger than X's published counter: by their parts
    ("🐈‍⬛", 5),
    # addresses
    ("https://www.comune.sondrio.it/novita/2026?x=1&y=2#z", 23),
    ("http://a.it", 23),
    ("a.it", 23),
    ("WWW.COMUNE.SONDRIO.IT", 23),
    ("https://città.it/perché", 23),
    ("città.it/perché", 23),
    ("http://пример.рф/путь", 23),
    ("http://例え.jp/", 23),
    ("xn--mller-kva.de", 23),
    ("http://a.it:8080/x", 23),
    ("https://t.co/abcDEF123/altro", 29),
    ("Vedi a.it.", 29),
    ("Vedi (https://a.it/x).", 31),
    ("Vedi https://a.it/x_(y)!", 29),
    ("Vedi https://a.it/x, poi", 33),
    ("https://a.it/x…", 25),
    ("a.it?x=1", 27),
    ("a.it/?x=1", 23),
    ("a.it b.it", 47),
    ("«www.sondrio.it»", 25),
    ("pressohttps://a.it", 18),
    ("😀http://a.it", 25),
    ("日本a.it", 27),
    ("a.it日本", 27),
    ("p.es.", 24),
    # not addresses
    ("info@comune.sondrio.it", 22),
    ("#a.it", 5),
    ("@a.it", 5),
    ("a.itx", 5),
    ("a.it@b", 6),
    ("fine.Poi", 8),
    ("S.p.A. n.d.r. 10.30 dott.ssa", 28),
    ("bando.pdf", 9),
    ("http://localhost:8000/it/", 25),
    ("http://10.0.0.1/", 16),
]


@pytest.mark.parametrize(("text", "length"), AS_X_COUNTS)
def test_counts_as_x_does(text: str, length: int) -> None:
    assert weighted_length(text) == length


def test_where_x_may_not_know_a_domain_the_greater_count_is_taken() -> None:
    assert weighted_length("x.music") == 23
    assert weighted_length("http://x.music/" + "a" * 30) == 45


def test_a_post_of_x_at_its_limit() -> None:
    link = "\n\nhttps://www.comune.sondrio.it/novita/biblioteca-di-quartiere"

    assert weighted_length("è" * 255 + link) == 280


texts = st.text(
    st.one_of(
        st.characters(codec="utf-8"),
        st.sampled_from("aeit./:?&=-_@#()’€…😀\u200d\ufe0f\U0001f1ee\U0001f1f9 \n"),
    )
)


@given(texts)
def test_a_length_is_never_negative_and_only_nothing_is_nothing(text: str) -> None:
    assert weighted_length(text) >= 0
    assert (weighted_length(text) == 0) == (text == "")


@given(texts)
def test_composing_accents_changes_no_length(text: str) -> None:
    decomposed = unicodedata.normalize("NFD", text)
    composed = unicodedata.normalize("NFC", text)

    assert weighted_length(decomposed) == weighted_length(composed)


@given(st.lists(st.text("aec. b0", max_size=30), min_size=2, max_size=4))
def test_lines_add_up(lines: list[str]) -> None:
    whole = weighted_length("\n".join(lines))

    assert whole == sum(map(weighted_length, lines)) + len(lines) - 1
