"""What residents fill in: a section of a survey, and the sending of all."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django import forms
from django.forms import BoundField
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from cms.models import Image
from cms.public_forms import Limit, PublicForm, dress

from . import flood
from .definition import (
    NO,
    OTHER,
    STEPPED,
    WRITTEN,
    YES,
    Choice,
    Kind,
    Question,
    Section,
    chose_other,
    own_words,
)

SHORT, LONG, OF_OTHER = 200, 2000, 200
BIGGEST = 10**12


class SectionForm(forms.Form):
    """The questions of one section. ``answers`` are those in the draft.

    Whether it is valid or not, ``good`` holds the answers that can be kept, so that
    a wrong one loses none of the others.
    """

    def __init__(
        self,
        section: Section,
        answers: dict[str, Any],
        data: Any = None,
        images: dict[int, Image] | None = None,
    ):
        super().__init__(data, label_suffix="")
        self.section = section
        self.images = images or {}
        self.names: dict[str, list[str]] = {}
        for question in section.questions:
            fields = dict(fields_of(question))
            for field in fields.values():
                dress(field.widget)
            self.names[question.key] = list(fields)
            self.fields.update(fields)
            self.initial.update(initial_of(question, answers))

    @property
    def asked(self) -> Iterator[Asked]:
        for question in self.section.questions:
            fields = [self[name] for name in self.names[question.key]]
            yield Asked(
                question=question,
                image=self.images.get(question.image or 0),
                fields=fields,
                errors=[str(error) for field in fields for error in field.errors],
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for question in self.section.questions:
            if question.key not in self.errors:
                for sentence in wrong(question, cleaned):
                    self.add_error(self.names[question.key][0], sentence)
        return cleaned

    @property
    def good(self) -> dict[str, Any]:
        wrong = self.errors.keys()
        good: dict[str, Any] = {}
        for question in self.section.questions:
            if wrong.isdisjoint(self.names[question.key]):
                good |= answers_of(question, self.cleaned_data)
        return good


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as a template shows it."""

    question: Question
    image: Image | None
    fields: list[BoundField]
    errors: list[str]

    @property
    def field(self) -> BoundField:
        return self.fields[0]

    @property
    def other(self) -> BoundField | None:
        return self.fields[1] if self.question.other else None

    @property
    def template(self) -> str:
        return f"surveys/questions/{TEMPLATES[self.question.kind]}.html"

    @property
    def id(self) -> str:
        return f"question-{self.question.key}"

    @property
    def described_by(self) -> str:
        names = [
            *([f"{self.id}-help"] if self.has_help else []),
            *([f"{self.id}-wrong"] if self.errors else []),
        ]
        return " ".join(names)

    @property
    def has_help(self) -> bool:
        return bool(self.question.help or self.bounds or self.is_written)

    @property
    def is_written(self) -> bool:
        return self.question.kind in WRITTEN

    @property
    def bounds(self) -> str:
        """How many choices, or between which numbers."""
        least, most = self.question.least, self.question.most
        low, high = self.question.low, self.question.high
        if self.question.kind == Kind.RANKING:
            count = most or len(self.question.choices)
            return str(_("Put the first %(most)s in order.") % {"most": count})
        if self.question.kind == Kind.NUMBER:
            if low is not None and high is not None:
                return str(_("From %(low)s to %(high)s.") % {"low": low, "high": high})
            return ""
        if least and most:
            words = _("Choose from %(least)s to %(most)s.")
            return str(words % {"least": least, "most": most})
        if most:
            return str(_("Choose at most %(most)s.") % {"most": most})
        if least:
            return str(_("Choose at least %(least)s.") % {"least": least})
        return ""


TEMPLATES = {
    Kind.SINGLE: "choices",
    Kind.SEVERAL: "choices",
    Kind.YES_NO: "choices",
    Kind.SCALE: "steps",
    Kind.RATING: "steps",
    Kind.MATRIX: "matrix",
    Kind.RANKING: "ranking",
    Kind.NUMBER: "line",
    Kind.DATE: "line",
    Kind.SHORT_TEXT: "line",
    Kind.LONG_TEXT: "line",
}


def pairs(choices: tuple[Choice, ...]) -> list[tuple[str, str]]:
    return [(choice.key, choice.text) for choice in choices]


def fields_of(question: Question) -> Iterator[tuple[str, forms.Field]]:
    """The fields of a question by their names; none is required, since a broken or
    missing answer must not stop the others: ``wrong`` tells."""
    kind, key = question.kind, question.key
    common: dict[str, Any] = {"label": question.text, "required": False}
    radios = forms.RadioSelect
    if kind == Kind.SINGLE:
        yield key, forms.ChoiceField(choices=offered(question), widget=radios, **common)
    elif kind == Kind.SEVERAL:
        yield (
            key,
            forms.MultipleChoiceField(
                choices=offered(question),
                widget=forms.CheckboxSelectMultiple,
                **common,
            ),
        )
    elif kind == Kind.YES_NO:
        choices = [(YES, _("Yes")), (NO, _("No"))]
        yield key, forms.ChoiceField(choices=choices, widget=radios, **common)
    elif kind in STEPPED:
        steps = [(str(step), str(step)) for step in steps_of(question)]
        yield key, forms.ChoiceField(choices=steps, widget=radios, **common)
    elif kind == Kind.MATRIX:
        for line in question.rows:
            yield (
                f"{key}:{line.key}",
                forms.ChoiceField(
                    label=line.text,
                    choices=pairs(question.choices),
                    widget=radios,
                    required=False,
                ),
            )
    elif kind == Kind.RANKING:
        count = question.most or len(question.choices)
        places = [("", "—"), *((str(n), str(n)) for n in range(1, count + 1))]
        for choice in question.choices:
            yield (
                f"{key}:{choice.key}",
                forms.ChoiceField(label=choice.text, choices=places, required=False),
            )
    else:
        yield key, plain_field(question, common)
    if question.other:
        yield (
            own_words(key),
            forms.CharField(
                label=_("Which other?"), max_length=OF_OTHER, required=False
            ),
        )


def offered(question: Question) -> list[tuple[str, Any]]:
    other = [(OTHER, _("Other"))] if question.other else []
    return [*pairs(question.choices), *other]


def steps_of(question: Question) -> range:
    return range(question.low or 0, (question.high or 0) + 1)


def plain_field(question: Question, common: dict[str, Any]) -> forms.Field:
    if question.kind == Kind.NUMBER:
        low, high = question.low, question.high
        return forms.DecimalField(
            min_value=-BIGGEST if low is None else low,
            max_value=BIGGEST if high is None else high,
            decimal_places=question.decimals,
            localize=True,
            widget=forms.TextInput(attrs={"inputmode": "decimal"}),
            **common,
        )
    if question.kind == Kind.DATE:
        widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        return forms.DateField(widget=widget, **common)
    if question.kind == Kind.SHORT_TEXT:
        return forms.CharField(max_length=SHORT, **common)
    area = forms.Textarea(attrs={"rows": 5})
    return forms.CharField(max_length=LONG, widget=area, **common)


def initial_of(question: Question, answers: dict[str, Any]) -> dict[str, Any]:
    key, answer = question.key, answers.get(question.key)
    initial: dict[str, Any] = {}
    if question.other:
        initial[own_words(key)] = answers.get(own_words(key), "")
    if answer is None:
        return initial
    if question.kind == Kind.MATRIX:
        return {f"{key}:{line}": column for line, column in answer.items()}
    if question.kind == Kind.RANKING:
        return {
            f"{key}:{choice}": str(place)
            for place, choice in enumerate(answer, start=1)
        }
    return initial | {key: str(answer) if question.kind in STEPPED else answer}


def wrong(question: Question, cleaned: dict[str, Any]) -> Iterator[str]:
    """What is wrong with an answer whose parts are each well formed."""
    answers = answers_of(question, cleaned)
    answer = answers.get(question.key)
    if question.required and not answer:
        yield str(_("This question needs an answer."))
    if question.kind == Kind.SEVERAL and answer:
        if question.most and len(answer) > question.most:
            yield str(_("Choose at most %(most)s.") % {"most": question.most})
        if len(answer) < question.least:
            yield str(_("Choose at least %(least)s.") % {"least": question.least})
    if question.kind == Kind.RANKING:
        places = [place for place in _places(question, cleaned).values() if place]
        if len(places) != len(set(places)):
            yield str(_("Two choices have the same place."))
        elif places and sorted(places) != list(range(1, len(places) + 1)):
            yield str(_("A place is missing: begin with the first."))
    if question.kind == Kind.MATRIX and question.required and answer:
        yield from ragged(question, answer)


def ragged(question: Question, answer: dict[str, str]) -> Iterator[str]:
    if len(answer) < len(question.rows):
        yield str(_("Each line needs an answer."))


def answers_of(question: Question, cleaned: dict[str, Any]) -> dict[str, Any]:
    """What a draft keeps of a question: see ``branching`` for what an answer is."""
    key, kind = question.key, question.kind
    answer: Any = cleaned.get(key)
    if kind == Kind.MATRIX:
        chosen = {line.key: cleaned.get(f"{key}:{line.key}") for line in question.rows}
        answer = {line: column for line, column in chosen.items() if column}
    elif kind == Kind.RANKING:
        places = {place: c for c, place in _places(question, cleaned).items() if place}
        answer = [places[place] for place in sorted(places)]
    elif answer in (None, "", []):
        answer = None
    elif kind in STEPPED:
        answer = int(answer)
    elif kind == Kind.NUMBER:
        answer = str(answer)
    elif isinstance(answer, datetime.date):
        answer = answer.isoformat()
    if not answer and answer != 0:
        return {}
    kept = {key: answer}
    if question.other and chose_other(answer) and cleaned.get(own_words(key)):
        kept[own_words(key)] = cleaned[own_words(key)]
    return kept


def _places(question: Question, cleaned: dict[str, Any]) -> dict[str, int]:
    return {
        choice.key: int(cleaned.get(f"{question.key}:{choice.key}") or 0)
        for choice in question.choices
    }


class BeginForm(PublicForm):
    """Stands on the survey's page, which is kept: so it has no token."""

    purpose = "survey-begin"
    has_token = False
    limit = Limit(60, timedelta(hours=1))


class SendForm(PublicForm):
    """Hands everything in."""

    limit = Limit(60, timedelta(hours=1))

    def __init__(
        self, request: HttpRequest, *, draft: int, needs_code: bool, flooded: bool
    ) -> None:
        self.purpose = f"survey-send:{draft}"
        super().__init__(request)
        self.flooded = flooded
        if flooded:
            for name in ("riddle", "solution"):
                self.fields[name] = forms.CharField(
                    required=False, widget=forms.HiddenInput
                )
            self.fields["riddle"].initial = flood.riddle()
        if needs_code:
            self.fields["code"] = forms.CharField(
                label=_("The code of your letter"),
                max_length=40,
                widget=forms.TextInput(
                    attrs={
                        "class": "form-control",
                        "autocomplete": "off",
                        "autocapitalize": "characters",
                        "spellcheck": "false",
                    }
                ),
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.flooded and not self.errors:
            riddle, solution = cleaned.pop("riddle"), cleaned.pop("solution")
            if not flood.is_solved(riddle, solution):
                self._put("riddle", flood.riddle())
                self._put("solution", "")
                self.add_error(
                    None,
                    _(
                        "Very many are sending just now, and we want to be sure that "
                        "no program is among them. Send it once more; where "
                        "JavaScript is off, in a quarter of an hour."
                    ),
                )
        return cleaned
