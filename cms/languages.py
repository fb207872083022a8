"""From one address to the same page in the other languages."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest
from django.urls import translate_url
from django.utils.translation import get_language
from django.utils.translation import get_language_info as info
from wagtail.models import Page, Site

EASY = "it-simple"
# The networks' names for languages have a country.
COUNTRIES = {"en": "GB", "ar": "AR", "sq": "AL", "uk": "UA"}
# Titillium, the letters of Italian public sites, has none for these.
WITHOUT_OUR_LETTERS = {"ar", "uk"}


def tag(code: str) -> str:
    """What browsers are told: readers' voices and translators know ``it`` alone."""
    return "it" if code == EASY else code


@dataclass(frozen=True, slots=True)
class Language:
    """A language as a template asks for it."""

    code: str

    @property
    def tag(self) -> str:
        return tag(self.code)

    @property
    def name(self) -> str:
        """In the language itself."""
        name = info(self.code)["name_local"]
        return name[0].upper() + name[1:]

    @property
    def direction(self) -> str:
        return "rtl" if info(self.code)["bidi"] else "ltr"

    @property
    def is_easy(self) -> bool:
        return self.code == EASY

    @property
    def has_our_letters(self) -> bool:
        return self.code not in WITHOUT_OUR_LETTERS

    @property
    def locale(self) -> str:
        return f"{self.tag}_{COUNTRIES.get(self.tag, self.tag.upper())}"


@dataclass(frozen=True, slots=True)
class LanguageLink:
    """The same page, or the same address, in another language.

    ``page`` is None where the address only says that a translation is missing, and
    where it leads to no page of the tree, such as the search.
    ``is_alternate``: search engines may show it instead of this one.
    """

    language: Language
    url: str
    current: bool
    page: Page | None = None
    full_url: str = ""
    is_alternate: bool = False


def language_links(
    request: HttpRequest, page: Page | None = None
) -> list[LanguageLink]:
    """This page, or this address, in each language that has a home page."""
    homes, pages = _live_pages(request, page)
    alternates = alternate_codes(pages)
    return [
        LanguageLink(
            language=Language(code),
            url=(
                pages[code].get_url(request)
                if code in pages
                else translate_url(request.path, code)
            ),
            current=code == get_language(),
            page=pages.get(code),
            full_url=pages[code].get_full_url(request) if code in pages else "",
            is_alternate=get_language() in alternates and code in alternates,
        )
        for code, _ in settings.LANGUAGES
        if code in homes or code in pages or code == get_language()
    ]


def newer_original(links: Iterable[LanguageLink]) -> LanguageLink | None:
    """The original of the page, if it says by now what this translation does not.

    The original is the one that was written first.
    """
    spoken = sorted((link.page.pk, link) for link in links if link.page)
    current = next((link for _, link in spoken if link.current), None)
    if current is None or current is spoken[0][1]:
        return None
    original = spoken[0][1]
    old, new = (getattr(link.page, "wording", None) for link in (current, original))
    return original if old and new and old.is_behind(new) else None


def other_version(links: Iterable[LanguageLink]) -> LanguageLink | None:
    """The page in easy Italian for who reads it in Italian, and the other way."""
    here = Language(get_language())
    if here.tag != tag(EASY):
        return None
    return next(
        (
            link
            for link in links
            if link.page and link.language.tag == here.tag and not link.current
        ),
        None,
    )


def alternate_codes(codes: Collection[str]) -> set[str]:
    """Those of the codes under which search engines may offer one and the same page.

    They tell two pages apart by language and country, so that easy Italian would
    be a second ``it``: it stands for itself, as does a page in one language only.
    """
    alternates = {code for code in codes if tag(code) == code}
    return alternates if len(alternates) > 1 else set()


def _live_pages(
    request: HttpRequest, page: Page | None
) -> tuple[dict[str, Page], dict[str, Page]]:
    """By language: the home pages, and the page. One query."""
    site = Site.find_for_request(request)
    home_key = site and site.root_page.translation_key
    page_key = page and page.translation_key
    found = (
        Page.objects.live()
        .filter(translation_key__in={home_key, page_key} - {None})
        .select_related("locale", "wording")
    )
    homes = {}
    pages = {}
    for each in found:
        if each.translation_key == home_key:
            homes[each.locale.language_code] = each
        if each.translation_key == page_key:
            pages[each.locale.language_code] = each
    return homes, pages


def spoken_pages(ids: Collection[int]) -> dict[int, Page]:
    """By the id that an editor chose: that page in the reader's language.

    A page that has no translation stands as it is; one that is not live is left out.
    """
    if not ids:
        return {}
    keys = Page.objects.filter(pk__in=ids).values("translation_key")
    found = (
        Page.objects.live()
        .filter(
            Q(pk__in=ids) | Q(locale__language_code=get_language()),
            translation_key__in=keys,
        )
        .select_related("locale")
    )
    spoken = {
        page.translation_key: page
        for page in found
        if page.locale.language_code == get_language()
    }
    return {
        page.pk: spoken.get(page.translation_key, page)
        for page in found
        if page.pk in ids
    }
