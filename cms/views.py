"""For machines: what may be read, which pages there are, whom to tell of a fault."""

from __future__ import annotations

import datetime
from collections import defaultdict
from typing import Any

from django.conf import settings
from django.contrib.sitemaps import views as sitemaps
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe
from wagtail.contrib.sitemaps import Sitemap
from wagtail.models import Page

from .cache import keep
from .languages import alternate_codes


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    lines = [
        "User-agent: *",
        "Disallow: /admin/",
        f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}",
    ]
    return keep(HttpResponse("\n".join(lines) + "\n", content_type="text/plain"))


@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """Whom to tell of a fault (RFC 9116, which wants the end within a year)."""
    if not settings.SECURITY_CONTACT:
        raise Http404
    today = timezone.now().replace(hour=0, minute=0, second=0, microsecond=0)
    expires = today + datetime.timedelta(days=180)
    languages = ", ".join(code for code, _ in settings.WAGTAILADMIN_PERMITTED_LANGUAGES)
    lines = [
        f"Contact: {settings.SECURITY_CONTACT}",
        f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}",
        f"Preferred-Languages: {languages}",
        f"Canonical: {settings.SITE_URL}{reverse('security')}",
    ]
    text = "\n".join(lines) + "\n"
    return keep(HttpResponse(text, content_type="text/plain; charset=utf-8"))


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """Where programs look that have not read a page."""
    return redirect(static("cms/favicon.ico"))


@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """What a telephone needs to keep the site among its programs."""
    icons = [
        {
            "src": static(f"cms/icon-{size}.png"),
            "sizes": f"{size}x{size}",
            "type": "image/png",
        }
        for size in (192, 512)
    ]
    told = {
        "name": settings.SITE_NAME,
        "lang": settings.LANGUAGE_CODE,
        "start_url": reverse("wagtail_serve", args=[""]),
        "display": "browser",
        "background_color": "#ffffff",
        "theme_color": "#07482f",
        "icons": icons,
    }
    return keep(JsonResponse(told, content_type="application/manifest+json"))


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
        spoken: dict[object, dict[str, str]] = defaultdict(dict)
        for item in items:
            address = item.get_full_url(self.request)
            spoken[item.translation_key][item.locale.language_code] = address
        return [
            {
                "location": spoken[item.translation_key][item.locale.language_code],
                "lastmod": self.lastmod(item),
                "alternates": alternates(item, spoken[item.translation_key]),
            }
            for item in items
        ]


def alternates(page: Page, addresses: dict[str, str]) -> list[dict[str, str]]:
    """The page in each of the languages that search engines tell apart."""
    codes = alternate_codes(addresses)
    if page.locale.language_code not in codes:
        return []
    links = [
        {"lang_code": code, "location": addresses[code]}
        for code, _ in settings.LANGUAGES
        if code in codes
    ]
    if settings.LANGUAGE_CODE in codes:
        first = addresses[settings.LANGUAGE_CODE]
        links.append({"lang_code": "x-default", "location": first})
    return links


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    return keep(sitemaps.sitemap(request, {"pages": PageSitemap(request)}))
