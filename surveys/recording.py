"""From answers to the rows that are counted. Knows no database."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from .definition import (
    OTHER,
    STEPPED,
    WRITTEN,
    YES,
    Definition,
    Kind,
    Question,
    chose_other,
    own_words,
)

# What ``Answer.Part`` and ``Answer.OTHER`` are.
NONE, HEAD, PART = 0, 1, 2
OTHER_VALUE = -1


@dataclass(frozen=True, slots=True)
class Row:
    """``question`` and ``choice`` are keys."""

    question: str
    part: int
    choice: str | None = None
    value: int | None = None


def rows(met: Definition, answers: Mapping[str, Any]) -> Iterator[Row]:
    """Of all the questions that were met, answered or not."""
    for question in met.questions:
        yield from _rows(question, answers.get(question.key))


def _rows(question: Question, answer: Any) -> Iterator[Row]:
    if question.kind == Kind.MATRIX:
        chosen = answer or {}
        for line in question.rows:
            column = chosen.get(line.key)
            yield Row(line.key, HEAD if column else NONE, column)
    elif answer is None:
        yield Row(question.key, NONE)
    elif question.kind == Kind.SINGLE:
        yield _chosen(question.key, HEAD, answer)
    elif question.kind == Kind.YES_NO:
        yield Row(question.key, HEAD, value=int(answer == YES))
    elif question.kind == Kind.SEVERAL:
        yield Row(question.key, HEAD)
        for choice in answer:
            yield _chosen(question.key, PART, choice)
    elif question.kind == Kind.RANKING:
        yield Row(question.key, HEAD)
        for place, choice in enumerate(answer, start=1):
            yield Row(question.key, PART, choice, place)
    else:
        yield Row(question.key, HEAD, value=value_of(question, answer))


def _chosen(key: str, part: int, choice: str) -> Row:
    if choice == OTHER:
        return Row(key, part, value=OTHER_VALUE)
    return Row(key, part, choice)


def value_of(question: Question, answer: Any) -> int | None:
    if question.kind in STEPPED:
        return int(answer)
    if question.kind == Kind.NUMBER:
        return int(Decimal(str(answer)).scaleb(question.decimals))
    if question.kind == Kind.DATE:
        return datetime.date.fromisoformat(answer).toordinal()
    return None


def texts(met: Definition, answers: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The key of a question, and what was written there in one's own words."""
    for question in met.questions:
        answer = answers.get(question.key)
        if question.kind in WRITTEN and answer:
            yield question.key, answer
        elif question.other and chose_other(answer):
            words = answers.get(own_words(question.key))
            if words:
                yield question.key, words
