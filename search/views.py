"""One search over the live, public pages of the reader's language."""

import re

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from wagtail.models import Locale, Page

from cms.languages import language_links

PER_PAGE = 10
LONGEST = 200


def search(request: HttpRequest) -> HttpResponse:
    """``q``: the words; ``page``: which ten results, the nearest one that exists."""
    words = request.GET.get("q", "").replace("\0", "").strip()[:LONGEST]
    results = Page.objects.live().public().filter(locale=Locale.get_active()).specific()
    # Only the words: SQLite's index takes a lone quotation mark for a mistake.
    terms = " ".join(re.findall(r"\w+", words))
    found = results.search(terms) if terms else []
    current = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "words": words,
        "query": urlencode({"q": words}) + "&",
        "current": current,
        "languages": language_links(request),
    }
    return render(request, "search/search.html", context)
