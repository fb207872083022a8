"""News, and the page that lists them."""

from __future__ import annotations

import re
from typing import Any

from django.core.paginator import InvalidPage, Paginator
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from taggit.models import ItemBase, TagBase
from wagtail.admin.panels import InlinePanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.models import Orderable, PageQuerySet
from wagtail.search import index

from cms.cache import keep
from cms.cards import Card, fetch_pictures
from cms.feeds import NewsFeed
from cms.languages import tag
from cms.structured_data import owner_id

from .base import BasePage, readable


class Topic(ClusterableModel, TagBase):
    """What a piece of news is about.

    One topic for all languages, so that translating a page keeps its topics;
    its name may be given in each language.
    """

    free_tagging = False

    panels = [
        "name",
        "slug",
        InlinePanel("names", heading=_("Names in other languages")),
    ]

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["name"]

    @property
    def spoken_name(self) -> str:
        names = {name.language: name.name for name in self.names.all()}
        return names.get(get_language()) or self.name


class TopicName(Orderable):
    topic = ParentalKey(Topic, on_delete=models.CASCADE, related_name="names")
    language = models.CharField(_("language"), max_length=10)
    name = models.CharField(_("name"), max_length=100)

    class Meta(Orderable.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["topic", "language"], name="one_topic_name_per_language"
            )
        ]


class NewsTopic(ItemBase):
    tag = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="news")
    content_object = ParentalKey(
        "cms.NewsPage", on_delete=models.CASCADE, related_name="tagged_topics"
    )


class NewsPage(BasePage):
    share_moments = ("publication",)
    og_type = "article"
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
            image=self.image,
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
        index_page = self.get_parent().specific_deferred
        others = index_page.listed().exclude(pk=self.pk)[:3]
        context["others"] = fetch_pictures([page.card() for page in others])
        context["index"] = index_page
        return context


class NewsIndexPage(RoutablePageMixin, BasePage):
    """All news of a language, by date, a page at a time, or those of one topic."""

    PER_PAGE = 12

    subpage_types = ["cms.NewsPage"]

    class Meta:
        verbose_name = _("news index")
        verbose_name_plural = _("news indexes")

    def listed(self) -> PageQuerySet:
        return (
            readable(NewsPage.objects.child_of(self))
            .select_related("image")
            .order_by("-date", "-first_published_at")
        )

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict:
        context = super().get_context(request, *args, **kwargs)
        news = self.listed()
        topics = Topic.objects.filter(news__content_object__in=news).distinct()
        slug = request.GET.get("topic")
        topic = topics.filter(slug=slug).first() if slug else None
        if slug and topic is None:
            raise Http404
        if topic:
            news = news.filter(tagged_topics__tag=topic)
        number = request.GET.get("page", "1")
        # One spelling for each number: the page cache keeps one answer for each.
        if not re.fullmatch(r"[1-9][0-9]*", number):
            raise Http404
        try:
            current = Paginator(news, self.PER_PAGE).page(number)
        except InvalidPage as error:
            raise Http404 from error
        context |= {
            "topics": topics.prefetch_related("names"),
            "topic": topic,
            "query": f"{urlencode({'topic': topic.slug})}&" if topic else "",
            "current": current,
            "cards": fetch_pictures([page.card() for page in current]),
        }
        return context

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return keep(super().serve(request, *args, **kwargs))

    @path("feed/", name="feed")
    def feed(self, request: HttpRequest) -> HttpResponse:
        return NewsFeed()(request, page=self)
