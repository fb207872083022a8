"""From one address to the same page in the other languages."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest
from django.urls import translate_url
from django.utils.translation import get_language
from django.utils.translation import get_language_info as info
from wagtail.models import Page


@dataclass(frozen=True, slots=True)
class LanguageLink:
    """``exists`` is False where the address only says that a translation is missing."""

    code: str
    name: str
    url: str
    current: bool
    exists: bool


def language_links(
    request: HttpRequest, page: Page | None = None
) -> list[LanguageLink]:
    """Where this page, or this address, is found in each language of the site."""
    pages: dict[str, Page] = {}
    if page:
        translations = Page.objects.filter(translation_key=page.translation_key)
        pages = {
            translation.locale.language_code: translation
            for translation in translations.live().select_related("locale")
        }
    return [
        LanguageLink(
            code=code,
            name=info(code)["name_local"],
            url=(
                pages[code].get_url(request)
                if code in pages
                else translate_url(request.path, code)
            ),
            current=code == get_language(),
            exists=page is None or code in pages,
        )
        for code, _ in settings.LANGUAGES
    ]


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
