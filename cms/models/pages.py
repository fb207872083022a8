"""Home, sections and plain pages."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, PageQuerySet
from wagtail.url_routing import RouteResult

from cms.cache import keep
from cms.cards import earliest, fetch_pictures
from cms.languages import language_links

from .base import BasePage


class HomePage(BasePage):
    """The first page of a language, and the way to all its others.

    Where a page does not exist in the reader's language but does in another,
    its address leads to a plain page that says so and offers what there is.
    """

    parent_page_types = ["wagtailcore.Page"]

    headline = models.CharField(
        _("headline"),
        max_length=100,
        blank=True,
        help_text=_("The large words over the picture. Left empty, the title."),
    )
    content_panels = ["title", "headline", *BasePage.content_panels[1:]]

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        if self._is_spoken():
            try:
                return super().route(request, path_components)
            except Http404:
                original = self._elsewhere(request, path_components)
        else:
            # This language has no home page yet.
            original = super().route(request, path_components).page
        if original is None:
            raise Http404
        return RouteResult(self, kwargs={"original": original})

    def _is_spoken(self) -> bool:
        # The site's own home page is in its first language: no need to look.
        return (
            get_language() == settings.LANGUAGE_CODE
            or self.locale.language_code == get_language()
        )

    def _elsewhere(
        self, request: HttpRequest, path_components: list[str]
    ) -> Page | None:
        homes = self.get_translations().filter(
            locale__language_code__in=dict(settings.LANGUAGES)
        )
        for home in homes.live().public().specific():
            try:
                page = Page.route(home, request, path_components).page
            except Http404:
                continue
            if not page.get_view_restrictions().exists():
                return page
        return None

    def serve(
        self, request: HttpRequest, original: Page | None = None, **kwargs: Any
    ) -> HttpResponse:
        if original is None:
            return super().serve(request, **kwargs)
        translation = original.localized
        if translation.locale.language_code == get_language():
            return redirect(translation.get_url(request))
        languages = language_links(request, page=original)
        context = {
            "page": original,
            "languages": languages,
            "versions": [link for link in languages if link.page],
            "home": self,
        }
        return keep(render(request, "cms/only_in.html", context))


class SectionPage(BasePage):
    """A page that opens a part of the site and lists its pages, in tree order."""

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")

    def listed(self) -> PageQuerySet:
        return super().listed().order_by("path")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict:
        context = super().get_context(request, *args, **kwargs)
        cards = fetch_pictures(self.cards())
        return context | {"cards": cards, "until": earliest(cards)}


class StandardPage(BasePage):
    """A page that stands by itself: the neighbourhood, contacts, the privacy notice."""

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")
