"""The frame around every page: header, menu, footer and languages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language
from wagtail.blocks import StructValue
from wagtail.fields import StreamValue
from wagtail.models import Page, Site

from .crops import cut
from .languages import Language, language_links, spoken_pages, tag
from .memory import remembered
from .models import ContactsPage, Footer, Header, Rendition, SiteSettings

T = TypeVar("T")

PRIVACY = "privacy-policy-link"


@dataclass(frozen=True, slots=True)
class MenuLink:
    """``language`` is set when the page exists only in another language.

    ``element`` is the name by which Italy's validator finds a link that must be there.
    """

    text: str
    url: str
    active: bool = False
    language: str = ""
    element: str = ""


class Frame:
    """Everything is looked up only if a template asks for it, and what is the same for
    all pages of a language only once while the site's generation lasts."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    def _once(self, name: str, make: Callable[[], T]) -> T:
        site = Site.find_for_request(self.request)
        return remembered(self.request, (name, site and site.pk, get_language()), make)

    @cached_property
    def settings(self) -> SiteSettings | None:
        return self._once("settings", self._settings)

    def _settings(self) -> SiteSettings | None:
        site = Site.find_for_request(self.request)
        return SiteSettings.for_site(site) if site else None

    @cached_property
    def header(self) -> Header | None:
        header = self.settings and self.settings.header
        return self._once("header", lambda: header and header.spoken)

    @property
    def title(self) -> str:
        """What the site is called: by its header or, before it has one, by itself."""
        if self.header:
            return self.header.title
        return self._once("title", self._title)

    def _title(self) -> str:
        site = Site.find_for_request(self.request)
        return (site and site.site_name) or settings.SITE_NAME

    @cached_property
    def footer(self) -> Footer | None:
        footer = self.settings and self.settings.footer
        return self._once("footer", lambda: footer and footer.spoken)

    @cached_property
    def share_picture(self) -> Rendition | None:
        """Shown beside links to pages without a picture of their own."""
        image = self.settings and self.settings.share_image
        if not image or not image.is_shown:
            return None
        return self._once("share picture", lambda: cut(image, "share"))

    @cached_property
    def menu(self) -> list[MenuLink]:
        return self._links(self.header.menu) if self.header else []

    @cached_property
    def legal_links(self) -> list[MenuLink]:
        return self._links(self.footer.links) if self.footer else []

    @cached_property
    def office(self) -> StructValue | None:
        """The first office of the contacts page among the footer's links."""
        for link in self.footer.links.raw_data if self.footer else ():
            page = self._pages.get(link["value"]["page"])
            if page and page.specific_class is ContactsPage:
                offices = page.specific.offices
                return offices[0].value if offices else None
        return None

    @property
    def language(self) -> Language:
        return Language(get_language())

    @property
    def privacy(self) -> MenuLink | None:
        """The privacy notice among the footer's links."""
        found = (link for link in self.legal_links if link.element == PRIVACY)
        return next(found, None)

    @property
    def may_edit(self) -> bool:
        """Somebody who has logged in; asked of the cookie's presence alone, so that
        readers' pages do not depend on a session."""
        return settings.SESSION_COOKIE_NAME in self.request.COOKIES

    @cached_property
    def _pages(self) -> dict[int, Page]:
        """The pages of all menus, each by the id of the one that was chosen."""
        streams = [
            *([self.header.menu] if self.header else []),
            *([self.footer.links] if self.footer else []),
        ]
        chosen = {
            block["value"]["page"]
            for stream in streams
            for block in stream.raw_data
            if block["value"]["page"]
        }
        return self._once("menu", lambda: spoken_pages(chosen))

    def _links(self, stream: StreamValue) -> list[MenuLink]:
        return list(self._read(stream))

    def _read(self, stream: StreamValue) -> Iterator[MenuLink]:
        here = self.request.path
        for block in stream.raw_data:
            value = block["value"]
            if not value["page"]:
                yield MenuLink(value["label"], value["address"])
            elif page := self._pages.get(value["page"]):
                url = page.get_url(self.request)
                language = tag(page.locale.language_code)
                yield MenuLink(
                    text=value["label"] or page.title,
                    url=url,
                    active=here.startswith(url) and not page.is_site_root(),
                    language="" if language == self.language.tag else language,
                    element=getattr(page.specific_class, "data_element", ""),
                )


def frame(request: HttpRequest) -> dict[str, object]:
    """Context processor."""
    return {
        "frame": SimpleLazyObject(lambda: Frame(request)),
        "languages": SimpleLazyObject(lambda: language_links(request)),
    }
