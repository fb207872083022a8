"""Which questions a person meets, given the answers so far. Knows no database.

An answer is, by the kind of its question: the key of a choice (or ``OTHER``), or
"yes" or "no"; a list of such keys, for several choices, or in order for a ranking;
a whole number for a scale or a rating; a dictionary from row to column for a matrix; a
text for the others. No answer is no entry.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from typing import Any

from .definition import (
    NO,
    OTHER,
    STEPPED,
    YES,
    Definition,
    Kind,
    Question,
    Rule,
    Section,
    Test,
    own_words,
)

Answers = Mapping[str, Any]


def path(definition: Definition, answers: Answers) -> Definition:
    """The sections and questions that these answers lead to, in order.

    An answer to a question that is not on the way counts for nothing, also where
    a later rule asks for it.
    """
    met: dict[str, Any] = {}
    sections = []
    for section in definition.sections:
        if not passes(section.rule, met):
            continue
        questions = []
        for question in section.questions:
            if passes(question.rule, met):
                questions.append(question)
                if question.key in answers:
                    met[question.key] = answers[question.key]
        if questions:
            sections.append(replace(section, questions=tuple(questions)))
    return Definition(tuple(sections))


def passes(rule: Rule | None, answers: Answers) -> bool:
    if rule is None:
        return True
    answer = answers.get(rule.question)
    if rule.test == Test.ANSWERED:
        return answer is not None
    if rule.test == Test.ONE_OF:
        return bool(_chosen(answer) & set(rule.choices))
    if rule.test == Test.NONE_OF:
        return not _chosen(answer) & set(rule.choices)
    number = _number(answer)
    if number is None or rule.bound is None:
        return False
    return number >= rule.bound if rule.test == Test.AT_LEAST else number <= rule.bound


def _chosen(answer: Any) -> set[str]:
    if isinstance(answer, list | tuple):
        return set(answer)
    return {answer} if answer else set()


def _number(answer: Any) -> Decimal | None:
    try:
        return None if answer is None else Decimal(str(answer))
    except InvalidOperation:
        return None


def on_the_way(definition: Definition, answers: Answers) -> dict[str, Any]:
    """The answers that count: those to questions that were met."""
    names = {
        name
        for question in path(definition, answers).questions
        for name in (question.key, own_words(question.key))
    }
    return {name: answer for name, answer in answers.items() if name in names}


def missing(definition: Definition, answers: Answers) -> Iterator[Question]:
    """The questions on the way that need an answer and have none."""
    for question in path(definition, answers).questions:
        if question.required and question.key not in answers:
            yield question


# What is wrong with rules


@dataclass(frozen=True, slots=True)
class Fault:
    """``at`` is the key of the section or question whose rule is wrong; ``why`` is
    one of the names below, ``about`` the question that the rule asks about."""

    at: str
    why: str
    about: str = ""


UNKNOWN = "unknown"  # there is no such question
LATER = "later"  # the question comes later, or is this one: a loop
NOT_CHOICES = "not_choices"  # the question has no choices to look for
NO_SUCH_CHOICE = "no_such_choice"
NO_CHOICES = "no_choices"  # the rule names none
NOT_A_NUMBER = "not_a_number"  # the question has no number to compare
NO_BOUND = "no_bound"  # the rule names no whole number
NEVER = "never"  # no answer whatever leads here


def faults(definition: Definition) -> Iterator[Fault]:
    """What an editor must mend: rules on later questions (which alone could make a
    loop), on what is not there, and sections or questions that nobody can reach."""
    earlier: dict[str, Question] = {}
    asked_after: dict[str, tuple[Rule, ...]] = {}
    every = {question.key: question for question in definition.questions}
    for section in definition.sections:
        above = tuple(filter(None, [section.rule]))
        yield from _rule_faults(section, earlier, every, asked_after, ())
        for question in section.questions:
            yield from _rule_faults(question, earlier, every, asked_after, above)
            earlier[question.key] = question
            asked_after[question.key] = _known(
                (*above, *filter(None, [question.rule])), asked_after
            )


def _rule_faults(
    thing: Section | Question,
    earlier: Mapping[str, Question],
    every: Mapping[str, Question],
    asked_after: Mapping[str, tuple[Rule, ...]],
    above: tuple[Rule, ...],
) -> Iterator[Fault]:
    rule = thing.rule
    if rule is None:
        return
    found = False
    for why in _wrong(rule, earlier, every):
        found = True
        yield Fault(thing.key, why, rule.question)
    if not found and not _can_pass((*above, rule), earlier, asked_after):
        yield Fault(thing.key, NEVER, rule.question)


def _wrong(
    rule: Rule, earlier: Mapping[str, Question], every: Mapping[str, Question]
) -> Iterator[str]:
    question = earlier.get(rule.question)
    if question is None:
        yield LATER if rule.question in every else UNKNOWN
    elif rule.test in (Test.ONE_OF, Test.NONE_OF):
        possible = possible_choices(question)
        if not possible:
            yield NOT_CHOICES
        elif not rule.choices:
            yield NO_CHOICES
        elif not set(rule.choices) <= possible:
            yield NO_SUCH_CHOICE
    elif rule.test != Test.ANSWERED:
        if question.kind not in (*STEPPED, Kind.NUMBER):
            yield NOT_A_NUMBER
        elif rule.bound is None:
            yield NO_BOUND


def possible_choices(question: Question) -> set[str]:
    """The keys that an answer to this question may hold."""
    if question.kind == Kind.YES_NO:
        return {YES, NO}
    if question.kind in (Kind.SINGLE, Kind.SEVERAL):
        return {*question.choice_keys, *([OTHER] if question.other else [])}
    return set()


def _known(
    rules: tuple[Rule, ...], asked_after: Mapping[str, tuple[Rule, ...]]
) -> tuple[Rule, ...]:
    """These rules, and those under which the questions that they ask about are met."""
    before = [
        rule
        for each in rules
        if each.test != Test.NONE_OF
        for rule in asked_after.get(each.question, ())
    ]
    return tuple(dict.fromkeys((*before, *rules)))


def _can_pass(
    rules: tuple[Rule, ...],
    earlier: Mapping[str, Question],
    asked_after: Mapping[str, tuple[Rule, ...]],
) -> bool:
    """Whether some answer to each question passes all the rules about it."""
    about: dict[str, list[Rule]] = {}
    for rule in _known(rules, asked_after):
        about.setdefault(rule.question, []).append(rule)
    return all(
        _answerable(earlier[key], each) for key, each in about.items() if key in earlier
    )


def _answerable(question: Question, rules: list[Rule]) -> bool:
    if all(rule.test == Test.NONE_OF for rule in rules):
        # No answer is enough, unless there must be one.
        forbidden = {choice for rule in rules for choice in rule.choices}
        return not question.required or bool(possible_choices(question) - forbidden)
    if question.kind in (*STEPPED, Kind.NUMBER):
        return _between(question, rules)
    possible = possible_choices(question)
    if not possible:
        return True
    refused = {c for rule in rules if rule.test == Test.NONE_OF for c in rule.choices}
    left = possible - refused
    wanted = [set(rule.choices) & left for rule in rules if rule.test == Test.ONE_OF]
    if question.kind == Kind.SEVERAL:
        return bool(left) and all(wanted)
    return bool(left.intersection(*wanted))


def _between(question: Question, rules: list[Rule]) -> bool:
    lows = [r.bound for r in rules if r.test == Test.AT_LEAST and r.bound is not None]
    highs = [r.bound for r in rules if r.test == Test.AT_MOST and r.bound is not None]
    if question.low is not None:
        lows.append(question.low)
    if question.high is not None:
        highs.append(question.high)
    return not lows or not highs or max(lows) <= min(highs)
