"""What was published of a survey's answers, and stays so."""

from __future__ import annotations

import json
from functools import cached_property
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .survey import Survey


class Snapshot(models.Model):
    """Figures with the small ones hidden: all that readers are ever shown.

    ``figures`` is the very text of the file that is offered, ``checksum`` its SHA-256.
    It is never made twice of the same responses: two that hide different numbers
    would give them away.
    """

    survey = models.OneToOneField(
        Survey, on_delete=models.CASCADE, primary_key=True, related_name="snapshot"
    )
    day = models.DateField(_("day"), default=timezone.localdate)
    responses = models.PositiveIntegerField(_("responses"))
    figures = models.TextField()
    checksum = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("published results")
        verbose_name_plural = _("published results")

    def __str__(self) -> str:
        return f"{self.survey} {self.day}"

    @cached_property
    def read(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.figures)
        return found


class PublishedTwoWay(models.Model):
    """A two-way table that an editor chose to publish. ``first`` and ``second`` are
    keys of questions or of lines."""

    survey = models.ForeignKey(
        Survey, on_delete=models.CASCADE, related_name="published_two_ways"
    )
    first = models.UUIDField()
    second = models.UUIDField()

    class Meta:
        verbose_name = _("published two-way table")
        verbose_name_plural = _("published two-way tables")
        constraints = [
            models.UniqueConstraint(
                fields=["survey", "first", "second"], name="survey_two_way_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.first}, {self.second}"
