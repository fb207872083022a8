"""How links to pages inside a text are read."""

from __future__ import annotations

from django.utils.html import format_html
from django.utils.translation import get_language
from wagtail.models import Page
from wagtail.rich_text.pages import PageLinkHandler

from .languages import spoken_pages, tag


class PageLinks(PageLinkHandler):
    """As Wagtail's, with one query for all the links of a text instead of three for each.

    A link leads to the page in the reader's language; words that led to a page
    which is not live are words again.
    """

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict]) -> list[str]:
        ids = [int(attrs.get("id", 0)) for attrs in attrs_list]
        pages = spoken_pages(set(ids))
        return [opened(pages.get(pk)) for pk in ids]


def opened(page: Page | None) -> str:
    if page is None:
        return "<a>"
    language = tag(page.locale.language_code)
    if language == tag(get_language()):
        return format_html('<a href="{}">', page.url)
    return format_html('<a href="{}" hreflang="{}">', page.url, language)
