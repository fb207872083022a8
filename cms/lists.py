"""Long lists: a page at a time, narrowed by the parameters of their address."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.core.paginator import InvalidPage, Page, Paginator
from django.db.models import Count, QuerySet
from django.http import Http404, HttpRequest
from django.utils.functional import Promise
from django.utils.http import urlencode


def page_of(request: HttpRequest, things: QuerySet | Sequence, per_page: int) -> Page:
    """The page that ``?page=`` asks for; raises Http404 where there is none.

    One spelling for each number: the page cache keeps one answer for each.
    """
    number = request.GET.get("page", "1")
    if not re.fullmatch(r"[1-9][0-9]*", number):
        raise Http404
    try:
        return Paginator(things, per_page).page(number)
    except InvalidPage as error:
        raise Http404 from error


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    label: str | Promise
    count: int


@dataclass(frozen=True, slots=True)
class Facet:
    """One way to narrow a list. ``name`` is a parameter of the address, one of those
    that the page cache knows (``cms.cache.PARAMETERS``); ``lookup`` is Django's."""

    name: str
    label: str | Promise
    lookup: str
    choices: Sequence[Choice]
    chosen: Choice | None = None


def facet(
    request: HttpRequest,
    name: str,
    label: str | Promise,
    lookup: str,
    choices: Sequence[Choice],
) -> Facet:
    """With what the reader chose; raises Http404 for what is not to be chosen."""
    value = request.GET.get(name, "")
    chosen = next((choice for choice in choices if choice.value == value), None)
    if value and chosen is None:
        raise Http404
    return Facet(name, label, lookup, choices, chosen)


def choices_of(things: QuerySet, field: str) -> list[Choice]:
    """The values of a field with choices that occur, in the order of the model."""
    counts = dict(
        things.order_by().values_list(field).annotate(Count("pk", distinct=True))
    )
    choices = things.model._meta.get_field(field).choices or ()
    return [
        Choice(value, label, counts[value])
        for value, label in choices
        if value in counts
    ]


def narrow(things: QuerySet, facets: Iterable[Facet]) -> QuerySet:
    for one in facets:
        if one.chosen:
            things = things.filter(**{one.lookup: one.chosen.value})
    return things


def query_of(facets: Iterable[Facet]) -> str:
    """What stands in the address of each page of the list, ready for one more."""
    chosen = {one.name: one.chosen.value for one in facets if one.chosen}
    return f"{urlencode(chosen)}&" if chosen else ""
