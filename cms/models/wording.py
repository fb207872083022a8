"""How old the words of a page are, and those of a translation."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page


class WordingQuerySet(models.QuerySet):
    def behind(self) -> Self:
        """Live translations older than their original, the longest waiting first.

        The original is the one that was written first of those that are live.
        """
        family = Page.objects.live().filter(
            translation_key=OuterRef("page__translation_key")
        )
        original = Subquery(family.order_by("pk").values("pk")[:1])
        changed_at = Wording.objects.filter(page=OuterRef("original_id"))
        return (
            self.filter(page__live=True)
            .annotate(original_id=original)
            .exclude(page=F("original_id"))
            .annotate(original_changed_at=Subquery(changed_at.values("changed_at")))
            .filter(
                Q(as_of__lt=F("original_changed_at"))
                | Q(as_of=None, original_changed_at__isnull=False)
            )
            .order_by("original_changed_at", "pk")
        )


class Wording(models.Model):
    """``changed_at``: since when readers see these words of the page.
    ``as_of``: how old the words of the original are that a translation renders;
    empty while a part of it was never translated.
    """

    page = models.OneToOneField(Page, on_delete=models.CASCADE, related_name="wording")
    digest = models.CharField(max_length=64)
    changed_at = models.DateTimeField()
    as_of = models.DateTimeField(null=True)

    objects = WordingQuerySet.as_manager()

    class Meta:
        verbose_name = _("wording of a page")
        verbose_name_plural = _("wordings of pages")

    def __str__(self) -> str:
        return str(self.page)

    def is_behind(self, original: Wording) -> bool:
        """The same of two rows that were read together with their pages."""
        return self.as_of is None or self.as_of < original.changed_at
