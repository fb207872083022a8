"""What a category of answers is called, in the language that is active."""

from __future__ import annotations

import datetime

from django.utils.formats import date_format, number_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from .definition import NO, OTHER, STEPPED, YES, Kind, Question
from .figures import NOTHING


def label(question: Question, category: str) -> str:
    if category == NOTHING:
        return _("No answer")
    if category == OTHER:
        return _("Other")
    if question.kind == Kind.YES_NO:
        return {YES: _("Yes"), NO: _("No")}[category]
    if question.kind in STEPPED:
        return _step(question, category)
    if question.kind == Kind.NUMBER:
        return _class(category)
    if question.kind == Kind.DATE:
        return _period(category)
    words = {choice.key: choice.text for choice in question.choices}
    return words.get(category, category)


def _step(question: Question, category: str) -> str:
    ends = {
        str(question.low): question.low_words,
        str(question.high): question.high_words,
    }
    words = ends.get(category)
    return f"{category} ({words})" if words else category


def _class(category: str) -> str:
    begin, _colon, end = category.partition(":")
    numbers = {
        "begin": number_format(begin) if begin else "",
        "end": number_format(end) if end else "",
    }
    if not begin:
        return _("Less than %(end)s") % numbers
    if not end:
        return _("%(begin)s and more") % numbers
    return _("From %(begin)s to less than %(end)s") % numbers


def _period(category: str) -> str:
    year, _hyphen, month = category.partition("-")
    if not month:
        return year
    first = datetime.date(int(year), int(month), 1)
    return capfirst(date_format(first, "F Y"))
