"""News, and the page that lists them."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import ItemBase
from wagtail.contrib.routable_page.models import RoutablePageMixin, path, re_path
from wagtail.models import PageQuerySet
from wagtail.search import index

from cms.cards import Card, fetch_pictures
from cms.feeds import NewsFeed
from cms.languages import tag
from cms.lists import Choice, Facet, narrow
from cms.structured_data import owner_id

from .base import BasePage
from .indexes import IndexPage
from .programmes import PartOfProgramme
from .topics import Topic, topics_of


class NewsTopic(ItemBase):
    tag = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="news")
    content_object = ParentalKey(
        "cms.NewsPage", on_delete=models.CASCADE, related_name="tagged_topics"
    )


class NewsPage(PartOfProgramme):
    share_moments = ("publication",)
    og_type = "article"
    order_in_programme = ("-date", "-first_published_at")
    parent_page_types = ["cms.NewsIndexPage"]
    subpage_types: list[str] = []

    date = models.DateField(_("date"), default=timezone.localdate)
    by_line = models.CharField(
        pgettext_lazy("the office", "edited by"),
        max_length=150,
        blank=True,
        help_text=_("The office that answers for this piece of news."),
    )
    topics = ClusterTaggableManager(
        through=NewsTopic, verbose_name=_("topics"), blank=True
    )

    content_panels = [
        *BasePage.content_panels[:1],
        "date",
        "by_line",
        "topics",
        "programme",
        *BasePage.content_panels[1:],
    ]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("by_line"),
        index.FilterField("date"),
    ]

    class Meta:
        verbose_name = _("piece of news")
        verbose_name_plural = _("news")

    def announced(self) -> list[str]:
        return [*super().announced(), self.date.isoformat()]

    def card(self) -> Card:
        return Card(
            title=self.title,
            url=self.url,
            text=self.introduction,
            image_id=self.image_id,
            date=self.date,
        )

    def structured_data(self) -> list[dict[str, Any]]:
        office = {"@type": "GovernmentOrganization", "name": self.by_line}
        article = {
            "@type": "NewsArticle",
            "headline": self.title,
            "description": self.introduction,
            "datePublished": self.date,
            "dateModified": self.last_published_at,
            "image": self.share_picture and self.share_picture.full_url,
            "inLanguage": tag(get_language()),
            "mainEntityOfPage": self.full_url,
            "author": office if self.by_line else owner_id(),
            "publisher": owner_id(),
        }
        return [*super().structured_data(), article]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict:
        context = super().get_context(request, *args, **kwargs)
        context["topics"] = self.topics.prefetch_related("names")
        context["programme"] = self.spoken_programme
        index_page = self.get_parent().specific_deferred
        others = index_page.listed().exclude(pk=self.pk)[:3]
        context["others"] = fetch_pictures([page.card() for page in others])
        context["index"] = index_page
        return context


class NewsIndexPage(RoutablePageMixin, IndexPage):
    """All news of a language, by date, a page at a time; of a year or of a topic."""

    lists = NewsPage
    order = ("-date", "-first_published_at")
    subpage_types = ["cms.NewsPage"]

    class Meta:
        verbose_name = _("news index")
        verbose_name_plural = _("news indexes")

    def facets(self, request: HttpRequest, pages: PageQuerySet) -> list[Facet]:
        return [topics_of(request, pages, "news")]

    def get_context(
        self, request: HttpRequest, *args: Any, year: int | None = None, **kwargs: Any
    ) -> dict:
        everything = self.listed()
        news = everything.filter(date__year=year) if year else everything
        context = super().get_context(request, *args, pages=news, **kwargs)
        years = self.years(narrow(everything, context["facets"]))
        if year and not any(choice.value == str(year) for choice in years):
            raise Http404
        archive = self.reverse_subpage("year", args=[year]) if year else ""
        return context | {
            "year": year,
            "years": years,
            "canonical": self.full_url + archive,
        }

    def years(self, news: PageQuerySet) -> list[Choice]:
        """The years that have news, the newest first."""
        counts = (
            news.order_by("-date__year")
            .values_list("date__year")
            .annotate(Count("pk", distinct=True))
        )
        return [Choice(str(year), str(year), number) for year, number in counts]

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.let_out(super().serve(request, *args, **kwargs))

    @re_path(r"^([1-9][0-9]{3})/$", name="year")
    def archive(self, request: HttpRequest, year: str) -> HttpResponse:
        return self.render(request, year=int(year))

    @path("feed/", name="feed")
    def feed(self, request: HttpRequest) -> HttpResponse:
        return NewsFeed()(request, page=self)
