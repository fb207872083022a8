"""The figures of a survey, counted from its columns. Knows no database.

What is counted on its own is a question, or a line of a table. Each has its base: how
many responses met it (``asked``), gave an answer (``answered``), or were led past it
(``skipped``). Percentages are of those who answered.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from .columns import Cell, Columns
from .definition import (
    NO,
    OTHER,
    STEPPED,
    WRITTEN,
    YES,
    Choice,
    Definition,
    Kind,
    Question,
)
from .recording import HEAD, OTHER_VALUE, PART

# Of a two-way table: whoever gave no answer, or was not asked.
NOTHING = "nothing"
MOST_BINS = 10
# So many of the lowest and of the highest values share a bin that has one end.
IN_THE_TAIL = 5
# The widths of bins are one of these, times a power of ten.
WIDTHS = (1, 2, 5, 10)


@dataclass(frozen=True, slots=True)
class Counted:
    """A question, or a line of a table."""

    question: Question
    line: Choice | None = None

    @property
    def key(self) -> str:
        return self.line.key if self.line else self.question.key

    @property
    def name(self) -> str:
        text = self.question.text
        return f"{text}: {self.line.text}" if self.line else text

    @property
    def has_categories(self) -> bool:
        """Whether it can filter and stand in a two-way table."""
        return self.question.kind not in {
            *WRITTEN,
            Kind.NUMBER,
            Kind.DATE,
            Kind.RANKING,
        }

    @property
    def exclusive(self) -> bool:
        """Whether each answer is in one category alone."""
        return self.question.kind not in (Kind.SEVERAL, Kind.RANKING)


@dataclass(frozen=True, slots=True)
class Figure:
    """``category`` is the key of a choice, OTHER, YES, NO, a step of a scale, or the
    ends of a bin; ``place`` is that of a ranking."""

    category: str
    count: int
    place: int = 0


@dataclass(frozen=True, slots=True)
class Table:
    """``responses`` are those that answered a version in which it stands."""

    counted: Counted
    responses: int
    asked: int
    answered: int
    figures: tuple[Figure, ...] = ()
    mean: float | None = None
    median: float | None = None

    @property
    def skipped(self) -> int:
        return self.responses - self.asked


@dataclass(frozen=True, slots=True)
class TwoWay:
    """``counts`` by row, then column; the last of each is NOTHING."""

    first: Counted
    second: Counted
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]


def merged(definitions: Sequence[Definition]) -> Definition:
    """What was ever asked: the last version, then what only earlier ones had."""
    if not definitions:
        return Definition()
    last = definitions[-1]
    earlier: dict[str, Question] = {}
    for definition in definitions:
        for question in definition.questions:
            earlier[question.key] = _with_lost(question, earlier.get(question.key))
    here = {question.key for question in last.questions}
    sections = [
        replace(
            section, questions=tuple(earlier[each.key] for each in section.questions)
        )
        for section in last.sections
    ]
    lost = tuple(each for key, each in earlier.items() if key not in here)
    if lost and sections:
        sections[-1] = replace(sections[-1], questions=(*sections[-1].questions, *lost))
    return Definition(tuple(sections))


def _with_lost(question: Question, before: Question | None) -> Question:
    if before is None:
        return question
    return replace(
        question,
        choices=_all_choices(question.choices, before.choices),
        rows=_all_choices(question.rows, before.rows),
        other=question.other or before.other,
        most=max(question.most, before.most) if question.most and before.most else 0,
    )


def _all_choices(
    now: tuple[Choice, ...], before: tuple[Choice, ...]
) -> tuple[Choice, ...]:
    keys = {choice.key for choice in now}
    return (*now, *(choice for choice in before if choice.key not in keys))


def all_counted(definition: Definition) -> Iterator[Counted]:
    for question in definition.questions:
        if question.kind == Kind.MATRIX:
            yield from (Counted(question, line) for line in question.rows)
        else:
            yield Counted(question)


@dataclass(frozen=True, slots=True)
class Counting:
    """``items``: the small numbers of keys. ``among``: the responses that count.
    ``asking``: the versions in which each thing stands."""

    columns: Columns
    items: Mapping[str, int]
    among: int
    asking: Mapping[str, Iterable[int]]

    def tables(self, definition: Definition) -> Iterator[Table]:
        for counted in all_counted(definition):
            yield self.table(counted)

    def table(self, counted: Counted) -> Table:
        item = self.items.get(counted.key, 0)
        values = self._values(counted)
        is_date = counted.question.kind == Kind.DATE
        return Table(
            counted,
            responses=self._number(self._met(counted)),
            asked=self._number(self.columns.asked(item)),
            answered=self._number(self.columns.answered(item)),
            figures=tuple(self._figures(counted, values)),
            mean=None if is_date else mean(values),
            median=None if is_date else median(values),
        )

    def two_way(self, first: Counted, second: Counted) -> TwoWay:
        rows, columns = self._with_nothing(first), self._with_nothing(second)
        return TwoWay(
            first,
            second,
            rows=tuple(rows),
            columns=tuple(columns),
            counts=tuple(
                tuple(self._number(row & column) for column in columns.values())
                for row in rows.values()
            ),
        )

    def chose(self, counted: Counted, category: str) -> int:
        """The bits of the responses that gave this answer."""
        return self.categories(counted).get(category, 0)

    def categories(self, counted: Counted) -> dict[str, int]:
        cells = self.columns.bits
        return {category: cells.get(cell, 0) for category, cell in self._cells(counted)}

    def _met(self, counted: Counted) -> int:
        found = 0
        for version in self.asking.get(counted.question.key, ()):
            found |= self.columns.versions.get(version, 0)
        return found

    def _number(self, bits: int) -> int:
        return (bits & self.among).bit_count()

    def _with_nothing(self, counted: Counted) -> dict[str, int]:
        answered = self.columns.answered(self.items.get(counted.key, 0))
        return self.categories(counted) | {NOTHING: self.among & ~answered}

    def _cells(self, counted: Counted) -> Iterator[tuple[str, Cell]]:
        question, item = counted.question, self.items.get(counted.key, 0)
        part = HEAD if counted.exclusive else PART
        if question.kind == Kind.YES_NO:
            yield YES, (item, HEAD, None, 1)
            yield NO, (item, HEAD, None, 0)
        elif question.kind in STEPPED:
            for step in steps(question):
                yield str(step), (item, HEAD, None, step)
        else:
            for key in question.choice_keys:
                yield key, (item, part, self.items.get(key), None)
            if question.other:
                yield OTHER, (item, part, None, OTHER_VALUE)

    def _figures(self, counted: Counted, values: Counter[Fraction]) -> Iterator[Figure]:
        question, item = counted.question, self.items.get(counted.key, 0)
        if question.kind in WRITTEN:
            return
        if question.kind == Kind.RANKING:
            for key in question.choice_keys:
                for place in range(1, places(question) + 1):
                    cell = (item, PART, self.items.get(key), place)
                    bits = self.columns.bits.get(cell, 0)
                    yield Figure(key, self._number(bits), place)
        elif question.kind == Kind.NUMBER:
            yield from bins(values)
        elif question.kind == Kind.DATE:
            yield from by_time(values)
        else:
            for category, bits in self.categories(counted).items():
                yield Figure(category, self._number(bits))

    def _values(self, counted: Counted) -> Counter[Fraction]:
        question, item = counted.question, self.items.get(counted.key, 0)
        if question.kind in STEPPED:
            return Counter(
                {
                    Fraction(int(category)): self._number(bits)
                    for category, bits in self.categories(counted).items()
                }
            )
        scale = 10**question.decimals
        found = self.columns.values(item, self.among)
        return Counter(
            {Fraction(value, scale): count for value, count in found.items()}
        )


def steps(question: Question) -> range:
    return range(question.low or 0, (question.high or 0) + 1)


def places(question: Question) -> int:
    return min(question.most or len(question.choices), len(question.choices))


def mean(values: Counter[Fraction]) -> float | None:
    total = values.total()
    if not total:
        return None
    return float(sum(value * count for value, count in values.items()) / total)


def median(values: Counter[Fraction]) -> float | None:
    total = values.total()
    if not total:
        return None
    middle = {_at(values, (total - 1) // 2), _at(values, total // 2)}
    return float(sum(middle) / len(middle))


def _at(values: Counter[Fraction], rank: int) -> Fraction:
    """The value that stands there when all are in order."""
    passed = 0
    for value in sorted(values):
        passed += values[value]
        if passed > rank:
            return value
    raise IndexError(rank)


def bins(values: Counter[Fraction]) -> Iterator[Figure]:
    """Numbers in at most ten classes of one round width; the first and the last have
    one end, so that they do not tell the extremes."""
    total = values.total()
    if total <= 2 * IN_THE_TAIL:
        return
    low = _at(values, IN_THE_TAIL)
    high = _at(values, total - 1 - IN_THE_TAIL)
    width = _width(high - low)
    first = low // width
    last = max(high // width, first)
    counts = Counter[int]()
    for value, count in values.items():
        counts[int(min(max(value // width, first), last))] += count
    if first == last:
        return
    for number in range(int(first), int(last) + 1):
        begin = "" if number == first else _words(number * width)
        end = "" if number == last else _words((number + 1) * width)
        yield Figure(f"{begin}:{end}", counts[number])


def _width(span: Fraction) -> Fraction:
    for power in range(-4, 16):
        for step in WIDTHS:
            width = Fraction(step) * Fraction(10) ** power
            if span / width < MOST_BINS - 1:
                return width
    return span or Fraction(1)


def _words(value: Fraction) -> str:
    return f"{float(value):g}" if value.denominator > 1 else str(value.numerator)


def by_time(values: Counter[Fraction]) -> Iterator[Figure]:
    """Days by month; by year, where there are more months than a table has room for."""
    days = {
        datetime.date.fromordinal(int(value)): count for value, count in values.items()
    }
    for form in ("%Y-%m", "%Y"):
        counts = Counter[str]()
        for day, count in days.items():
            counts[day.strftime(form)] += count
        if len(counts) <= 2 * MOST_BINS:
            break
    for period in sorted(counts):
        yield Figure(period, counts[period])
