"""Topics: what news and associations are about."""

from __future__ import annotations

from django.db import models
from django.db.models import Count
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from taggit.models import TagBase
from wagtail.admin.panels import InlinePanel
from wagtail.models import Orderable, PageQuerySet

from cms.lists import Choice, Facet, facet


class Topic(ClusterableModel, TagBase):
    """What a page is about.

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


def topics_of(request: HttpRequest, pages: PageQuerySet, relation: str) -> Facet:
    """The topics of these pages; ``relation`` is their name for a topic's pages."""
    topics = (
        Topic.objects.filter(**{f"{relation}__content_object__in": pages})
        .annotate(number=Count(relation))
        .prefetch_related("names")
    )
    choices = [Choice(topic.slug, topic.spoken_name, topic.number) for topic in topics]
    lookup = "tagged_topics__tag__slug"
    return facet(request, "topic", _("Topic"), lookup, choices)
