"""Answers in words, for the person who gave them."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format, number_format

from .definition import OTHER, WRITTEN, Kind, Question, Section, own_words
from .labels import label


@dataclass(frozen=True, slots=True)
class Said:
    question: Question
    lines: list[str]


def said(section: Section, answers: Mapping[str, Any]) -> list[Said]:
    return [
        Said(question, list(lines(question, answers))) for question in section.questions
    ]


def lines(question: Question, answers: Mapping[str, Any]) -> Iterator[str]:
    """None where there is no answer."""
    answer = answers.get(question.key)
    if answer is None:
        return
    if question.kind == Kind.MATRIX:
        for row in question.rows:
            if row.key in answer:
                yield f"{row.text}: {label(question, answer[row.key])}"
    elif question.kind == Kind.RANKING:
        for place, choice in enumerate(answer, start=1):
            yield f"{place}. {label(question, choice)}"
    elif question.kind == Kind.DATE:
        yield date_format(datetime.date.fromisoformat(answer))
    elif question.kind == Kind.NUMBER:
        yield str(number_format(answer))
    elif question.kind in WRITTEN:
        yield answer
    else:
        own = answers.get(own_words(question.key))
        for category in answer if isinstance(answer, list) else [answer]:
            words = label(question, str(category))
            yield f"{words}: {own}" if category == OTHER and own else words
