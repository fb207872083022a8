"""What is wrong with a survey's questions, in sentences for its editor."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from . import branching
from .definition import Definition, Question, Section, skeleton

SENTENCES = {
    branching.UNKNOWN: gettext_lazy(
        "“%(here)s” asks about “%(about)s”: no question has this short name."
    ),
    branching.LATER: gettext_lazy(
        "“%(here)s” asks about “%(about)s”, which does not come before it."
    ),
    branching.NOT_CHOICES: gettext_lazy(
        "“%(here)s” looks for choices, and “%(about)s” offers none to look for."
    ),
    branching.NO_CHOICES: gettext_lazy(
        "“%(here)s” does not say which answers to “%(about)s” it wants."
    ),
    branching.NO_SUCH_CHOICE: gettext_lazy(
        "“%(here)s” wants an answer that “%(about)s” does not offer: write the "
        "choices as they are written there."
    ),
    branching.NOT_A_NUMBER: gettext_lazy(
        "“%(here)s” compares a number, and “%(about)s” asks for none."
    ),
    branching.NO_BOUND: gettext_lazy(
        "“%(here)s” does not say with which whole number it compares “%(about)s”."
    ),
    branching.NEVER: gettext_lazy(
        "Nobody can reach “%(here)s”: no answer to “%(about)s” leads there."
    ),
}


def sentences(
    definition: Definition, counted: Definition | None = None
) -> Iterator[str]:
    """``counted``: the questions to which there are responses already."""
    words = _words(definition)
    for fault in branching.faults(definition):
        yield str(SENTENCES[fault.why]) % {
            "here": words.get(fault.at, fault.at),
            "about": words.get(fault.about, fault.about),
        }
    yield from _twice(definition)
    if counted and skeleton(counted) != skeleton(definition):
        yield _(
            "There are answers already: only words may still change, not what is "
            "asked, what can be chosen, its order or its rules. To ask other "
            "questions, copy this page and publish the copy as a new survey."
        )


def _words(definition: Definition) -> dict[str, str]:
    things: list[Section | Question] = [*definition.sections, *definition.questions]
    return {
        each.key: each.title if isinstance(each, Section) else each.text
        for each in things
    }


def _twice(definition: Definition) -> Iterator[str]:
    seen: set[str] = set()
    for question in definition.questions:
        if question.name and question.name in seen:
            yield _("Two questions have the short name “%(name)s”.") % {
                "name": question.name
            }
        seen.add(question.name)
        texts = [choice.text.casefold() for choice in question.choices]
        if len(texts) != len(set(texts)):
            yield _("“%(here)s” offers the same choice twice.") % {
                "here": question.text
            }
