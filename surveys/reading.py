"""Answers in words, for the person who gave them."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from .definition import NO, OTHER, YES, Kind, Question, Section


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
    words = {choice.key: choice.text for choice in question.choices}
    words |= {YES: _("Yes"), NO: _("No")} if question.kind == Kind.YES_NO else {}
    if question.other:
        own = answers.get(f"{question.key}:{OTHER}")
        words[OTHER] = f"{_('Other')}: {own}" if own else _("Other")
    if question.kind == Kind.MATRIX:
        for row in question.rows:
            if row.key in answer:
                yield f"{row.text}: {words[answer[row.key]]}"
    elif question.kind == Kind.RANKING:
        for place, choice in enumerate(answer, start=1):
            yield f"{place}. {words[choice]}"
    elif question.kind == Kind.SEVERAL:
        for choice in answer:
            yield words[choice]
    elif question.kind == Kind.DATE:
        yield date_format(datetime.date.fromisoformat(answer))
    elif question.kind == Kind.NUMBER:
        yield str(number_format(answer))
    else:
        yield words.get(answer, str(answer))
