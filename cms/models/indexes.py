"""What the pages that list others a page at a time have in common."""

from __future__ import annotations

from typing import Any, ClassVar

from django.http import HttpRequest
from wagtail.models import Page, PageQuerySet

from cms.cards import earliest, fetch_pictures, readable
from cms.lists import Facet, narrow, page_of, query_of

from .base import BasePage


class IndexPage(BasePage):
    """Lists its children of one type, ``lists``, in the order of ``order``."""

    PER_PAGE = 12

    lists: ClassVar[type[Page]]
    order: ClassVar[tuple[Any, ...]] = ("-first_published_at",)

    class Meta:
        abstract = True

    def listed(self) -> PageQuerySet:
        children = self.lists.objects.child_of(self)
        return readable(children).defer_streamfields().order_by(*self.order)

    def facets(self, request: HttpRequest, pages: PageQuerySet) -> list[Facet]:
        """How a reader may narrow the list of these pages."""
        return []

    def get_context(
        self,
        request: HttpRequest,
        *args: Any,
        pages: PageQuerySet | None = None,
        **kwargs: Any,
    ) -> dict:
        """``pages``: those to list, if not all of them."""
        context = super().get_context(request, *args, **kwargs)
        listed = self.listed() if pages is None else pages
        facets = self.facets(request, listed)
        current = page_of(request, narrow(listed, facets), self.PER_PAGE)
        cards = [page.card() for page in current]
        return context | {
            "facets": facets,
            "chosen": [facet.chosen for facet in facets if facet.chosen],
            "query": query_of(facets),
            "current": current,
            "cards": fetch_pictures(cards),
            "until": earliest(cards),
        }
