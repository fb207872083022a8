"""One search over the live, public pages of the reader's language, by kind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from wagtail.models import Locale, Page, PageQuerySet

from cms.languages import language_links

PER_PAGE = 10
LONGEST = 200


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of page among what was found; ``query`` leads to it."""

    content_type: int
    label: str
    count: int
    query: str
    active: bool


def search(request: HttpRequest) -> HttpResponse:
    """``q``: the words; ``kind``: a page type's name, one that is unknown counts for
    none; ``page``: which ten results, the nearest one that exists."""
    words = request.GET.get("q", "").replace("\0", "").strip()[:LONGEST]
    pages = Page.objects.live().public().filter(locale=Locale.get_active())
    # Only the words: SQLite's index takes a lone quotation mark for a mistake.
    terms = " ".join(re.findall(r"\w+", words))
    kinds = list(_kinds(pages, terms, words, request.GET.get("kind", "")))
    chosen = next((kind for kind in kinds if kind.active), None)
    if chosen:
        pages = pages.filter(content_type=chosen.content_type)
    found = pages.specific().search(terms) if terms else []
    current = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "words": words,
        "kinds": kinds if len(kinds) > 1 else [],
        "chosen": chosen,
        "all_query": urlencode({"q": words}),
        "total": sum(kind.count for kind in kinds),
        "query": (chosen.query if chosen else urlencode({"q": words})) + "&",
        "current": current,
        "languages": language_links(request),
    }
    return render(request, "search/search.html", context)


def _kinds(pages: PageQuerySet, terms: str, words: str, chosen: str) -> Iterator[Kind]:
    counts: dict[Any, int] = (
        pages.search(terms).facet("content_type_id") if terms else {}
    )
    types = ContentType.objects.get_for_id
    for pk, count in counts.items():
        model = types(pk).model_class()
        if model is None:
            continue
        name = str(model._meta.model_name)
        yield Kind(
            content_type=pk,
            label=str(model._meta.verbose_name_plural),
            count=count,
            query=urlencode({"q": words, "kind": name}),
            active=name == chosen,
        )
