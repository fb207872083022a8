"""Responses one by one, as a file: for named editors alone.

In random order, without day, channel or the words that people wrote; a few are in
memory at a time.
"""

from __future__ import annotations

import csv
import datetime
import secrets
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from cms.exports import neutral

from .definition import NO, OTHER, STEPPED, YES, Kind, Question
from .figures import Counted, all_counted, merged
from .labels import label
from .models import Answer, Item, Response, Survey
from .recording import NONE

AT_A_TIME = 500


class Line:
    """Where the writer writes: what it last wrote is the next part of the file."""

    def write(self, text: str) -> str:
        return text


def lines(survey: Survey) -> Iterator[str]:
    """Of a CSV file, the first with the questions."""
    versions = survey.versions.order_by("number")
    definition = merged([version.definition for version in versions])
    items = {pk: key for key, pk in Item.objects.ids(survey).items()}
    counted = {each.key: each for each in all_counted(definition)}
    writer = csv.writer(Line())
    yield writer.writerow(neutral(each.name) for each in counted.values())
    keys = list(
        Response.objects.filter(version__survey=survey).values_list("pk", flat=True)
    )
    secrets.SystemRandom().shuffle(keys)
    for start in range(0, len(keys), AT_A_TIME):
        some = keys[start : start + AT_A_TIME]
        said: dict[int, dict[str, list[str]]] = {key: {} for key in some}
        rows = Answer.objects.filter(response__in=some).order_by("part", "value", "pk")
        for row in rows.values_list(
            "response_id", "question_id", "part", "choice_id", "value"
        ):
            response, question, part, choice, value = row
            key = items[question]
            if key in counted and part != NONE:
                words = words_of(counted[key], items.get(choice), value)
                said[response].setdefault(key, []).extend(words)
        for answers in said.values():
            yield writer.writerow(
                neutral("; ".join(answers.get(key, []))) for key in counted
            )


def words_of(counted: Counted, choice: str | None, value: Any) -> Iterator[str]:
    question = counted.question
    if choice:
        yield label(question, choice)
    elif value is None:
        return
    elif value == Answer.OTHER and question.other:
        yield label(question, OTHER)
    else:
        yield number_of(question, value)


def number_of(question: Question, value: int) -> str:
    if question.kind == Kind.YES_NO:
        return label(question, YES if value else NO)
    if question.kind == Kind.DATE:
        return datetime.date.fromordinal(value).isoformat()
    if question.kind in STEPPED:
        return str(value)
    return str(Decimal(value).scaleb(-question.decimals))
