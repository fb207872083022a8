"""The site on one page, for whoever does not find their way through the menus."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from wagtail.models import Locale, Page, Site

from .cache import keep
from .cards import readable
from .languages import language_links
from .models import NewsPage

# Below the home page: sections and their pages. What is deeper, they list.
DEPTH = 2


@require_safe
def site_map(request: HttpRequest) -> HttpResponse:
    """Every readable page of the reader's language down to ``DEPTH``, but the news,
    which their index lists by year."""
    site = Site.find_for_request(request)
    home = site and site.root_page.get_translation_or_none(Locale.get_active())
    if home is None:
        raise Http404
    pages = readable(home.get_descendants())
    shown = pages.filter(depth__lte=home.depth + DEPTH).not_type(NewsPage)
    shown = shown.order_by("path")
    context = {
        "home": home,
        "tree": Page.get_annotated_list_qs(shown),
        "languages": language_links(request),
    }
    return keep(render(request, "cms/site_map.html", context))
