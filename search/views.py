"""One search over the live, public pages of the reader's language."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from wagtail.models import Locale, Page

from cms.languages import language_links

PER_PAGE = 10
LONGEST = 200


def search(request: HttpRequest) -> HttpResponse:
    """``q``: the words; ``page``: which ten results, the nearest one that exists."""
    words = request.GET.get("q", "").replace("\0", "").strip()[:LONGEST]
    results = (
        Page.objects.live()
        .public()
        .filter(locale=Locale.get_active())
        .specific()
    )
    found = results.search(words) if words else []
    current = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "words": words,
        "current": current,
        "languages": language_links(request),
    }
    return render(request, "search/search.html", context)
