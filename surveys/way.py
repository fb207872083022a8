"""Somebody's way through a survey: which section comes when, and at what address."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any

from django.http import Http404

from .branching import missing, path
from .definition import Definition, Question, Section, own_words
from .models import SurveyPage


class Way(ABC):
    """``answers`` are those that were given so far; ``page`` lends its words."""

    page: SurveyPage

    @property
    @abstractmethod
    def answers(self) -> dict[str, Any]: ...

    @abstractmethod
    def address(self, name: str, *args: Any) -> str:
        """Of ``step`` with its number, ``review``, ``later`` or ``begin``."""

    @abstractmethod
    def keep(self, answers: dict[str, Any], asked: Section) -> None:
        """Put the answers to this section in place of those that were there."""

    @property
    @abstractmethod
    def definition(self) -> Definition:
        """All of it, in the reader's words."""

    @property
    def met(self) -> Definition:
        return path(self.definition, self.answers)

    @property
    def missing(self) -> list[Question]:
        return list(missing(self.definition, self.answers))

    def number(self, section: Section) -> int:
        keys = [each.key for each in self.definition.sections]
        return keys.index(section.key) + 1

    def section(self, number: int) -> Section:
        """Raises Http404 for one that these answers do not lead to."""
        for section in self.met.sections:
            if self.number(section) == number:
                return section
        raise Http404

    def to(self, section: Section) -> str:
        return self.address("step", self.number(section))

    def after(self, number: int) -> str:
        numbers = [self.number(section) for section in self.met.sections]
        later = [each for each in numbers if each > number]
        return self.address("step", later[0]) if later else self.address("review")

    def before(self, number: int) -> str:
        numbers = [self.number(section) for section in self.met.sections]
        earlier = [each for each in numbers if each < number]
        return self.address("step", earlier[-1]) if earlier else self.address("begin")


def replaced(
    answers: dict[str, Any], new: dict[str, Any], asked: Section
) -> dict[str, Any]:
    """These answers, with the new ones in place of all those to this section."""
    names = {
        name
        for question in asked.questions
        for name in (question.key, own_words(question.key))
    }
    return {name: each for name, each in answers.items() if name not in names} | new
