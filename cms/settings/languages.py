"""LANGUAGES, such as ``it,en,it-simple,ar``: the languages of the site, its own first.

``simple`` is the registered tag for a simplified form of a language (BCP 47): easy
Italian is a language like the others for whoever writes or translates a page, with
Italian words around it, because ``it-simple`` falls back to ``it``.
"""

from __future__ import annotations

from django.conf.locale import LANG_INFO
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

KNOWN: dict[str, Promise] = {
    "it": _("Italian"),
    "en": _("English"),
    "it-simple": _("Easy-to-read Italian"),
    "ar": _("Arabic"),
    "ro": _("Romanian"),
    "sq": _("Albanian"),
    "uk": _("Ukrainian"),
}
LANG_INFO["it-simple"] = {
    "bidi": False,
    "code": "it-simple",
    "name": "Easy-to-read Italian",
    "name_local": "Italiano facile",
}


def chosen(codes: list[str]) -> list[tuple[str, Promise]]:
    """Codes and names, each once.

    Raises SystemExit with one sentence for a code that has no words here, or
    without Italian first: pages are written in it, and it has no prefix.
    """
    codes = list(dict.fromkeys(code.strip().lower() for code in codes))
    if unknown := [code for code in codes if code not in KNOWN]:
        raise SystemExit(
            f"LANGUAGES asks for {', '.join(unknown)}, which Piastra does not know:"
            f" it knows {', '.join(KNOWN)}"
        )
    if codes[:1] != ["it"]:
        raise SystemExit(
            "LANGUAGES must begin with it, in which the site is written: it should"
            " look like it,en,ar"
        )
    return [(code, KNOWN[code]) for code in codes]
