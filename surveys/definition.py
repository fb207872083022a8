"""What a survey asks: plain values that know no database.

Everything has a key that never changes: the id that its block got in the editor.
A version is frozen as the JSON of these values (``write``, ``read``), answers are kept
by key, and a translation lends its words by key (``in_words_of``).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Any

# What stands for a choice that is not among those of the editor.
OTHER = "other"
YES, NO = "yes", "no"


def own_words(key: str) -> str:
    """Under which answers hold what was written beside OTHER."""
    return f"{key}:{OTHER}"


def chose_other(answer: Any) -> bool:
    return answer == OTHER or (isinstance(answer, list) and OTHER in answer)


class Kind(StrEnum):
    SINGLE = "single"
    SEVERAL = "several"
    YES_NO = "yes_no"
    SCALE = "scale"
    RATING = "rating"
    MATRIX = "matrix"
    RANKING = "ranking"
    NUMBER = "number"
    DATE = "date"
    SHORT_TEXT = "short_text"
    LONG_TEXT = "long_text"


WITH_CHOICES = {Kind.SINGLE, Kind.SEVERAL, Kind.YES_NO, Kind.RANKING}
# Answers that are a whole number between two ends.
STEPPED = {Kind.SCALE, Kind.RATING}
WRITTEN = {Kind.SHORT_TEXT, Kind.LONG_TEXT}


class Test(StrEnum):
    """How a rule looks at an earlier answer."""

    ONE_OF = "one_of"
    NONE_OF = "none_of"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    ANSWERED = "answered"


@dataclass(frozen=True, slots=True)
class Choice:
    key: str
    text: str


@dataclass(frozen=True, slots=True)
class Rule:
    """Shown only if the answer to ``question`` passes the test.

    ``choices`` are for ONE_OF and NONE_OF, ``bound`` for AT_LEAST and AT_MOST. A
    question that was not asked, or has no answer, passes NONE_OF alone.
    """

    question: str
    test: Test
    choices: tuple[str, ...] = ()
    bound: int | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """``name`` is a short one, for rules and files. ``least`` and ``most``: how many choices; ``low`` and ``high``: the ends of a
    scale, a rating or a number, ``low_words`` and ``high_words`` what they mean;
    ``rows`` are a matrix's lines, its columns are ``choices``. ``public``: whether
    its results are published with those of the survey.
    """

    key: str
    kind: Kind
    text: str
    name: str = ""
    help: str = ""
    required: bool = False
    choices: tuple[Choice, ...] = ()
    rows: tuple[Choice, ...] = ()
    other: bool = False
    least: int = 0
    most: int = 0
    low: int | None = None
    high: int | None = None
    low_words: str = ""
    high_words: str = ""
    decimals: int = 0
    image: int | None = None
    image_alt: str = ""
    public: bool = True
    rule: Rule | None = None

    @property
    def choice_keys(self) -> tuple[str, ...]:
        return tuple(choice.key for choice in self.choices)


@dataclass(frozen=True, slots=True)
class Section:
    key: str
    title: str = ""
    introduction: str = ""
    questions: tuple[Question, ...] = ()
    rule: Rule | None = None


@dataclass(frozen=True, slots=True)
class Definition:
    sections: tuple[Section, ...] = ()

    @property
    def questions(self) -> Iterator[Question]:
        for section in self.sections:
            yield from section.questions

    def question(self, key: str) -> Question | None:
        return next((each for each in self.questions if each.key == key), None)

    def keys(self) -> Iterator[str]:
        """Those under which answers are counted: questions, rows and choices."""
        for question in self.questions:
            yield question.key
            yield from (row.key for row in question.rows)
            yield from question.choice_keys


def write(definition: Definition) -> dict[str, Any]:
    """As JSON takes it."""
    return asdict(definition)


def read(written: dict[str, Any]) -> Definition:
    """What ``write`` wrote."""
    return Definition(tuple(_section(each) for each in written["sections"]))


def _section(written: dict[str, Any]) -> Section:
    questions = tuple(_question(each) for each in written["questions"])
    return Section(**written | {"questions": questions, "rule": _rule(written)})


def _question(written: dict[str, Any]) -> Question:
    return Question(
        **written
        | {
            "kind": Kind(written["kind"]),
            "choices": tuple(Choice(**each) for each in written["choices"]),
            "rows": tuple(Choice(**each) for each in written["rows"]),
            "rule": _rule(written),
        }
    )


def _rule(written: dict[str, Any]) -> Rule | None:
    rule = written["rule"]
    if rule is None:
        return None
    return Rule(
        **rule | {"test": Test(rule["test"]), "choices": tuple(rule["choices"])}
    )


def skeleton(definition: Definition) -> Any:
    """All of it that gives a figure its meaning: everything but the words.

    Two definitions with the same skeleton count the same answers.
    """
    return write(in_words_of(definition, BLANK))


BLANK = None


def in_words_of(definition: Definition, other: Definition | None) -> Definition:
    """The same survey with the words of ``other``, by key; its own where ``other``
    lacks them. None takes all the words away."""
    sections = {each.key: each for each in other.sections} if other else {}
    questions = {each.key: each for each in other.questions} if other else {}
    return Definition(
        tuple(
            _section_in_words(section, sections.get(section.key), questions, other)
            for section in definition.sections
        )
    )


def _section_in_words(
    own: Section,
    lent: Section | None,
    questions: dict[str, Question],
    other: Definition | None,
) -> Section:
    words: Any = _words(own, lent, other, SECTION_WORDS)
    return replace(
        own,
        questions=tuple(
            _question_in_words(question, questions.get(question.key), other)
            for question in own.questions
        ),
        **words,
    )


SECTION_WORDS = ("title", "introduction")
QUESTION_WORDS = ("text", "name", "help", "low_words", "high_words", "image_alt")


def _words(own: Any, lent: Any, other: Any, names: tuple[str, ...]) -> dict[str, str]:
    if other is None:
        return dict.fromkeys(names, "")
    return {
        name: (getattr(lent, name) if lent else "") or getattr(own, name)
        for name in names
    }


def _question_in_words(
    own: Question, lent: Question | None, other: Definition | None
) -> Question:
    words: Any = _words(own, lent, other, QUESTION_WORDS)
    return replace(
        own,
        choices=_choices(own.choices, lent.choices if lent else (), other),
        rows=_choices(own.rows, lent.rows if lent else (), other),
        public=own.public if other else True,
        **words,
    )


def _choices(
    own: tuple[Choice, ...], lent: tuple[Choice, ...], other: Definition | None
) -> tuple[Choice, ...]:
    by_key = {choice.key: choice for choice in lent}
    return tuple(
        replace(each, **_words(each, by_key.get(each.key), other, ("text",)))
        for each in own
    )
