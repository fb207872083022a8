"""How clear a page is, as its readers say.

Questions, answers and their order are those of the Italian model for towns
(criterion C.SI.2.5), word by word: only then can one town be compared with another.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.models import Page

STARS = (1, 2, 3, 4, 5)
# From four stars on, readers are asked what they liked.
LIKED = 4


@dataclass(frozen=True, slots=True)
class Question:
    """``element`` is the name by which Italy's validator finds it."""

    element: str
    text: Promise
    answers: dict[str, Promise]

    @staticmethod
    def after(stars: int) -> Question:
        return WHAT_WAS_GOOD if stars >= LIKED else WHAT_WAS_HARD


WHAT_WAS_HARD = Question(
    "feedback-rating-negative",
    _("Where did you find most difficulty?"),
    {
        "hard-unclear": _("At times the directions were not clear"),
        "hard-incomplete": _("At times the directions were not complete"),
        "hard-unsure": _("At times I did not know whether I was going on rightly"),
        "hard-technical": _("I had technical problems"),
        "hard-other": pgettext_lazy("difficulty", "Other"),
    },
)
WHAT_WAS_GOOD = Question(
    "feedback-rating-positive",
    _("What did you like best?"),
    {
        "good-clear": _("The directions were clear"),
        "good-complete": _("The directions were complete"),
        "good-sure": _("I always knew that I was going on rightly"),
        "good-technical": _("I had no technical problems"),
        "good-other": pgettext_lazy("what was liked", "Other"),
    },
)
QUESTIONS = (WHAT_WAS_HARD, WHAT_WAS_GOOD)
ANSWERS = {**WHAT_WAS_HARD.answers, **WHAT_WAS_GOOD.answers}


class RatingQuerySet(models.QuerySet["Rating"]):
    def erase_before(self, moment: datetime.datetime) -> int:
        """Empty what people wrote up to that day; stars and answers stay."""
        return (
            self.filter(day__lt=timezone.localdate(moment))
            .exclude(text="")
            .update(text="")
        )


class Rating(models.Model):
    """One reader's stars for one page. Nothing tells who, nor at what hour."""

    page = models.ForeignKey(
        Page, verbose_name=_("page"), on_delete=models.CASCADE, related_name="ratings"
    )
    day = models.DateField(_("day"), default=timezone.localdate, db_index=True)
    stars = models.PositiveSmallIntegerField(_("stars"))
    answer = models.CharField(
        _("answer"), max_length=20, blank=True, choices=list(ANSWERS.items())
    )
    text = models.CharField(_("details"), max_length=200, blank=True)

    objects = RatingQuerySet.as_manager()

    class Meta:
        verbose_name = _("rating")
        verbose_name_plural = _("ratings")
        ordering = ["-day", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="rating_has_one_to_five_stars",
                condition=Q(stars__gte=min(STARS), stars__lte=max(STARS)),
            ),
            models.CheckConstraint(
                name="rating_answers_its_question",
                condition=Q(answer="")
                | Q(stars__lt=LIKED, answer__startswith="hard-")
                | Q(stars__gte=LIKED, answer__startswith="good-"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.page_id}: {self.stars}"

    @property
    def question(self) -> Question:
        return Question.after(self.stars)
