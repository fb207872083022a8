"""Which language an address is in: ``/en/…`` is English, ``/…`` Italian."""

from __future__ import annotations

from django.conf import settings
from django.urls.resolvers import LocalePrefixPattern
from django.utils.translation import get_language

# Where the code itself would tell a reader nothing.
PREFIXES = {"it-simple": "facile"}


def prefix(code: str) -> str:
    """The first part of an address in this language, empty for the site's first."""
    return "" if code == settings.LANGUAGE_CODE else PREFIXES.get(code, code)


def language_of(path: str) -> str:
    """The language of a path; the site's first where its prefix is no language's."""
    first = path.split("/", 2)[1]
    codes = {prefix(code): code for code, _ in settings.LANGUAGES}
    return codes.get(first, settings.LANGUAGE_CODE)


class LanguagePrefix(LocalePrefixPattern):
    """As ``i18n_patterns(prefix_default_language=False)``, with prefixes of ours."""

    @property
    def language_prefix(self) -> str:
        first = prefix(get_language() or settings.LANGUAGE_CODE)
        return first and f"{first}/"
