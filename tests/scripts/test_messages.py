"""No sentence misses its Italian unseen."""

import polib
import pytest

from scripts.messages import wrong


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        ({"msgid": "Yes", "msgstr": "Sì"}, ""),
        ({"msgid": "Yes", "msgstr": ""}, "is not translated"),
        ({"msgid": "Yes", "msgstr": "Forse", "flags": ["fuzzy"]}, "is only guessed at"),
        ({"msgid": "Hello %(name)s", "msgstr": "Ciao %(name)s"}, ""),
        ({"msgid": "Hello %(name)s", "msgstr": "Ciao %(nome)s"}, "has other"),
        ({"msgid": "Hello %(name)s", "msgstr": "Ciao"}, "has other"),
        ({"msgid": "{count} rows", "msgstr": "{count} righe"}, ""),
        ({"msgid": "{count} rows", "msgstr": "{conto} righe"}, "has other"),
        (
            {
                "msgid": "one day",
                "msgid_plural": "%(days)s days",
                "msgstr_plural": {0: "un giorno", 1: "%(days)s giorni"},
            },
            "",
        ),
        (
            {
                "msgid": "one day",
                "msgid_plural": "%(days)s days",
                "msgstr_plural": {0: "un giorno", 1: ""},
            },
            "is not translated",
        ),
    ],
)
def test_what_is_wrong_with_a_translation(entry, reason):
    assert wrong(polib.POEntry(**entry)).startswith(reason)
    assert bool(wrong(polib.POEntry(**entry))) == bool(reason)
