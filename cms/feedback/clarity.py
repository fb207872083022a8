"""How clear the pages are: the counts that the team and everybody may see."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.db.models import Avg, Count, F, Q, QuerySet
from django.db.models.functions import TruncMonth
from django.utils.functional import Promise

from cms.models.ratings import ANSWERS, LIKED, QUESTIONS, STARS, Question, Rating

# Of fewer ratings than these nothing is published: a single reader's stars would
# show, and an average of two says little.
PUBLISHED_FROM = 5


@dataclass(frozen=True, slots=True)
class Share:
    """``count`` of ``out_of``."""

    label: Promise | int
    count: int
    out_of: int

    @property
    def percent(self) -> int:
        return round(100 * self.count / self.out_of) if self.out_of else 0


@dataclass(frozen=True, slots=True)
class Summary:
    count: int
    average: float | None
    stars: list[Share]
    answers: list[tuple[Question, list[Share]]]


def summary(ratings: QuerySet[Rating]) -> Summary:
    """In one query: ratings are of thirty kinds at most."""
    rows = ratings.order_by().values_list("stars", "answer").annotate(n=Count("pk"))
    kinds = {(stars, answer): n for stars, answer, n in rows}
    total = sum(kinds.values())

    def with_stars(stars: int) -> int:
        return sum(n for (given, _), n in kinds.items() if given == stars)

    def with_answer(answer: str) -> int:
        return sum(n for (_, given), n in kinds.items() if given == answer)

    answers = []
    for question in QUESTIONS:
        counts = {answer: with_answer(answer) for answer in question.answers}
        answered = sum(counts.values())
        shares = [
            Share(ANSWERS[answer], count, answered) for answer, count in counts.items()
        ]
        answers.append((question, shares))
    return Summary(
        count=total,
        average=sum(s * with_stars(s) for s in STARS) / total if total else None,
        stars=[Share(stars, with_stars(stars), total) for stars in reversed(STARS)],
        answers=answers,
    )


@dataclass(frozen=True, slots=True)
class Month:
    first_day: datetime.date
    count: int
    average: float


def by_month(ratings: QuerySet[Rating]) -> list[Month]:
    """Newest first; months without ratings are left out."""
    rows = (
        ratings.order_by()
        .annotate(month=TruncMonth("day"))
        .values_list("month")
        .annotate(Count("pk"), Avg("stars"))
        .order_by("-month")
    )
    return [Month(*row) for row in rows]


def by_page(ratings: QuerySet[Rating]) -> QuerySet:
    """A row for each page, as a dictionary; the hardest first."""
    return (
        ratings.order_by()
        .values("page", title=F("page__title"))
        .annotate(
            count=Count("pk"),
            average=Avg("stars"),
            hard=Count("pk", filter=Q(stars__lt=LIKED)),
            written=Count("pk", filter=~Q(text="")),
            **{
                column(answer): Count("pk", filter=Q(answer=answer))
                for answer in ANSWERS
            },
        )
        .order_by("average", "-count")
    )


def column(answer: str) -> str:
    """What ``by_page`` calls the count of an answer."""
    return answer.replace("-", "_")
