"""For search engines: what may be read, and which pages there are."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.conf import settings
from django.contrib.sitemaps import views as sitemaps
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe
from wagtail.contrib.sitemaps import Sitemap
from wagtail.models import Page

from .cache import keep


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    lines = [
        "User-agent: *",
        "Disallow: /admin/",
        f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}",
    ]
    return keep(HttpResponse("\n".join(lines) + "\n", content_type="text/plain"))


class PageSitemap(Sitemap):
    """Every live, public page, in every language, with its translations beside it."""

    def items(self) -> list[Page]:
        home = self.get_wagtail_site().root_page
        homes = home.get_translations(inclusive=True)
        homes = homes.filter(locale__language_code__in=dict(settings.LANGUAGES))
        pages = Page.objects.none()
        for home in homes.live():
            pages |= home.get_descendants(inclusive=True)
        return list(pages.live().public().select_related("locale").order_by("path"))

    def _urls(self, page: int, protocol: str, domain: str) -> list[dict[str, Any]]:
        items = self.paginator.page(page).object_list
        languages: dict[object, list[dict[str, str]]] = defaultdict(list)
        for item in items:
            languages[item.translation_key].append(
                {
                    "location": item.get_full_url(self.request),
                    "lang_code": item.locale.language_code,
                }
            )
        return [
            {
                "location": item.get_full_url(self.request),
                "lastmod": self.lastmod(item),
                "alternates": languages[item.translation_key],
            }
            for item in items
        ]


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    return keep(sitemaps.sitemap(request, {"pages": PageSitemap(request)}))
