"""Which figures of a survey are hidden when they are published together.

It tells ``suppression`` which numbers readers will see, and all that they know of how
those hang together: what adds up to what, and who was led past a question. Knows no
database.

How often a question was left without an answer is not hidden for being small: it
tells of nobody what they think. Two-way tables are exact about that, so in them it is.
Two-way tables may not close a circle (A by B, B by C, C by A), nor may both questions
have several choices: then what readers could find out is more than adding up.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from . import suppression
from .definition import STEPPED, Definition, Kind, Rule, Test
from .figures import NOTHING, Counted, Table, TwoWay
from .suppression import THRESHOLD, Key, Number, Unprotected

# What it costs readers if it is hidden.
UNSEEN, CROSSED, COUNTED, BASE = range(4)


@dataclass(frozen=True, slots=True)
class Protected:
    """A figure that is None is hidden."""

    responses: int
    tables: tuple[ShownTable, ...]
    two_ways: tuple[ShownTwoWay, ...] = ()


@dataclass(frozen=True, slots=True)
class ShownFigure:
    category: str
    place: int
    count: int | None


@dataclass(frozen=True, slots=True)
class ShownTable:
    counted: Counted
    responses: int | None
    asked: int | None
    answered: int | None
    skipped: int | None
    figures: tuple[ShownFigure, ...]
    mean: float | None
    median: float | None


@dataclass(frozen=True, slots=True)
class ShownTwoWay:
    first: Counted
    second: Counted
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    counts: tuple[tuple[int | None, ...], ...]


def protect(
    definition: Definition,
    responses: int,
    tables: Sequence[Table],
    two_ways: Sequence[TwoWay] = (),
    *,
    threshold: int = THRESHOLD,
) -> Protected | None:
    """None: there are too few responses to publish anything. Two-way tables are left
    out if not enough of them could be shown."""
    if responses < threshold:
        return None
    seen = _Seen(responses)
    for table in tables:
        seen.add_table(table)
    seen.add_rules(definition, tables)
    for two_way in two_ways:
        seen.add_two_way(turned(two_way))
    try:
        hidden = suppression.hidden(seen.numbers, seen.relations, threshold=threshold)
    except Unprotected:
        if two_ways:
            return protect(definition, responses, tables, threshold=threshold)
        return Protected(responses, ())
    return Protected(
        responses,
        tuple(_shown_table(table, hidden, threshold) for table in tables),
        tuple(_shown_two_way(turned(two_way), hidden) for two_way in two_ways),
    )


def may_cross(first: Counted, second: Counted) -> bool:
    return (
        first.question.key != second.question.key
        and first.has_categories
        and second.has_categories
        and (first.exclusive or second.exclusive)
    )


def closes_circle(pairs: Iterable[tuple[str, str]]) -> bool:
    """Whether some of these two-way tables close a circle."""
    root: dict[str, str] = {}

    def of(key: str) -> str:
        while key in root:
            key = root[key]
        return key

    for first, second in pairs:
        one, other = of(first), of(second)
        if one == other:
            return True
        root[one] = other
    return False


def turned(two_way: TwoWay) -> TwoWay:
    """With the question that has several choices as its rows."""
    if two_way.second.exclusive:
        return two_way
    return TwoWay(
        two_way.second,
        two_way.first,
        two_way.columns,
        two_way.rows,
        tuple(zip(*two_way.counts, strict=True)),
    )


@dataclass
class _Seen:
    responses: int
    numbers: dict[Key, Number] = field(default_factory=dict)
    relations: list[Mapping[Key, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.add(("responses",), self.responses, "responses", BASE, fixed=True)

    def add(
        self,
        key: Key,
        value: int,
        table: Key,
        loss: int,
        *,
        small: bool = True,
        fixed: bool = False,
    ) -> Key:
        self.numbers[key] = Number(
            value, table, loss, small=small, fixed=fixed, printed=loss != UNSEEN
        )
        return key

    def whole(self, total: Key, parts: Iterable[Key]) -> None:
        self.relations.append({total: -1, **dict.fromkeys(parts, 1)})

    def at_least(self, parts: Sequence[Key], times: int, total: Key) -> None:
        """Readers know that the parts are no less than so many times the total."""
        value = sum(self.numbers[part].value for part in parts)
        more = value - times * self.numbers[total].value
        self._slack(parts, times, total, more)

    def at_most(self, parts: Sequence[Key], times: int, total: Key) -> None:
        value = sum(self.numbers[part].value for part in parts)
        self._slack(parts, times, total, value - times * self.numbers[total].value)

    def _slack(self, parts: Sequence[Key], times: int, total: Key, more: int) -> None:
        slack = ("slack", len(self.relations))
        self.add(slack, abs(more), slack, UNSEEN, small=False)
        sign = 1 if more > 0 else -1
        self.relations.append({total: -times, **dict.fromkeys(parts, 1), slack: -sign})

    # One-way tables

    def add_table(self, table: Table) -> None:
        key = table.counted.key
        there, asked, answered = (
            self.add(
                (key, name),
                value,
                key,
                BASE,
                fixed=name == "responses" and value == self.responses,
            )
            for name, value in (
                ("responses", table.responses),
                ("asked", table.asked),
                ("answered", table.answered),
            )
        )
        skipped = self.add((key, "skipped"), table.skipped, key, BASE)
        others = self.responses - table.responses
        elsewhere = self.add((key, "elsewhere"), others, key, UNSEEN)
        silent = table.asked - table.answered
        unanswered = self.add((key, "silent"), silent, key, UNSEEN, small=False)
        self.whole(("responses",), [there, elsewhere])
        self.whole(there, [asked, skipped])
        self.whole(asked, [answered, unanswered])
        if table.counted.question.kind == Kind.RANKING:
            self._add_ranking(table, answered)
        elif table.figures:
            self._add_figures(table, answered)

    def _add_figures(self, table: Table, answered: Key) -> None:
        key, question = table.counted.key, table.counted.question
        parts = [
            self.add((key, figure.category), figure.count, key, COUNTED)
            for figure in table.figures
        ]
        if table.counted.exclusive:
            self.whole(answered, parts)
            return
        for part, figure in zip(parts, table.figures, strict=True):
            rest = table.answered - figure.count
            unchosen = self.add((key, figure.category, "not"), rest, key, UNSEEN)
            self.whole(answered, [part, unchosen])
        self.at_least(parts, max(question.least, 1), answered)
        if question.most:
            self.at_most(parts, question.most, answered)

    def _add_ranking(self, table: Table, answered: Key) -> None:
        key = table.counted.key
        lines: dict[str, list[Key]] = {}
        places: dict[int, list[Key]] = {}
        for figure in table.figures:
            cell = (key, figure.category, figure.place)
            self.add(cell, figure.count, key, COUNTED)
            lines.setdefault(figure.category, []).append(cell)
            places.setdefault(figure.place, []).append(cell)
        for name, cells in (*lines.items(), *places.items()):
            rest = table.answered - sum(self.numbers[cell].value for cell in cells)
            left = self.add((key, name, "not"), rest, key, UNSEEN, small=name in lines)
            self.whole(answered, [*cells, left])

    # Who was led past a question

    def add_rules(self, definition: Definition, tables: Sequence[Table]) -> None:
        asked = {table.counted.key: table for table in tables}
        by_question: dict[str, Table] = {}
        for table in tables:
            by_question.setdefault(table.counted.question.key, table)
        for section in definition.sections:
            for question in section.questions:
                here = by_question.get(question.key)
                for rule in filter(None, (section.rule, question.rule)):
                    about = asked.get(rule.question)
                    if here and about:
                        self._add_rule(here, about, rule)
        past: dict[tuple[int, int], Key] = {}
        for table in tables:
            if table.skipped:
                met = (table.asked, table.skipped)
                key = (table.counted.key, "asked")
                if met in past:
                    self.relations.append({key: 1, past[met]: -1})
                past[met] = key

    def _add_rule(self, here: Table, about: Table, rule: Rule) -> None:
        """Only if the numbers agree: with a second rule they may not."""
        key = about.counted.key
        met: dict[Key, int] = {
            (key, category): 1 for category in categories(about, rule)
        }
        if rule.test == Test.ANSWERED:
            met = {(key, "answered"): 1}
        if rule.test == Test.NONE_OF:
            met = {(key, "responses"): 1, **dict.fromkeys(met, -1)}
        if not all(cell in self.numbers for cell in met):
            return
        relation: dict[Key, int] = {(here.counted.key, "asked"): -1, **met}
        if not sum(n * self.numbers[cell].value for cell, n in relation.items()):
            self.relations.append(relation)

    # Two-way tables

    def add_two_way(self, two_way: TwoWay) -> None:
        name = (two_way.first.key, two_way.second.key)
        cells = {
            (row, column): self.add(
                (*name, row, column),
                count,
                name,
                CROSSED,
                small=(row, column) != (NOTHING, NOTHING),
            )
            for row, counts in zip(two_way.rows, two_way.counts, strict=True)
            for column, count in zip(two_way.columns, counts, strict=True)
        }
        for row in two_way.rows:
            across = [cells[row, column] for column in two_way.columns]
            self.whole(self.margin(two_way.first, row), across)
        for column in two_way.columns:
            margin = self.margin(two_way.second, column)
            down = [cells[row, column] for row in two_way.rows]
            if two_way.first.exclusive:
                self.whole(margin, down)
            else:
                self._several(two_way, column, margin, down)

    def _several(
        self, two_way: TwoWay, column: str, margin: Key, down: list[Key]
    ) -> None:
        name = (two_way.first.key, two_way.second.key)
        *parts, nothing = down
        there = self.numbers[margin].value - self.numbers[nothing].value
        chose = self.add((*name, column, "any"), there, name, UNSEEN)
        self.whole(margin, [chose, nothing])
        for row, part in zip(two_way.rows, parts, strict=False):
            rest = there - self.numbers[part].value
            unchosen = self.add((*name, row, column, "not"), rest, name, UNSEEN)
            self.whole(chose, [part, unchosen])
        question = two_way.first.question
        self.at_least(parts, max(question.least, 1), chose)
        if question.most:
            self.at_most(parts, question.most, chose)

    def margin(self, counted: Counted, category: str) -> Key:
        if category != NOTHING:
            return (counted.key, category)
        key = (counted.key, NOTHING)
        if key not in self.numbers:
            answered = (counted.key, "answered")
            rest = self.responses - self.numbers[answered].value
            self.add(key, rest, counted.key, UNSEEN, small=False)
            self.whole(("responses",), [answered, key])
        return key


def categories(about: Table, rule: Rule) -> list[str]:
    """Of the question that the rule is about, those that it names."""
    if rule.test in (Test.AT_LEAST, Test.AT_MOST):
        return [each for each in _named(about) if _passes(each, about.counted, rule)]
    return list(rule.choices)


def _named(about: Table) -> Iterator[str]:
    return (figure.category for figure in about.figures)


def _passes(category: str, about: Counted, rule: Rule) -> bool:
    """Of steps, or of classes of numbers that begin or end at the bound."""
    bound = rule.bound or 0
    least = rule.test == Test.AT_LEAST
    if about.question.kind in STEPPED:
        step = int(category)
        return step >= bound if least else step <= bound
    begin, _, end = category.partition(":")
    if least:
        return bool(begin) and float(begin) >= bound
    return bool(end) and float(end) <= bound + 1


def _shown_table(table: Table, hidden: set[Key], threshold: int) -> ShownTable:
    key = table.counted.key

    def base(name: str) -> int | None:
        value: int = getattr(table, name)
        return None if (key, name) in hidden else value

    ranking = table.counted.question.kind == Kind.RANKING
    figures = tuple(
        ShownFigure(
            figure.category,
            figure.place,
            None
            if base("answered") is None
            or (key, figure.category, *([figure.place] if ranking else [])) in hidden
            else figure.count,
        )
        for figure in table.figures
    )
    whole = table.answered >= 2 * threshold and all(
        figure.count is not None for figure in figures
    )
    tells = whole and bool(figures) and table.counted.question.kind != Kind.DATE
    return ShownTable(
        table.counted,
        responses=base("responses"),
        asked=base("asked"),
        answered=base("answered"),
        skipped=base("skipped"),
        figures=figures,
        mean=table.mean if tells else None,
        median=table.median if tells else None,
    )


def _shown_two_way(two_way: TwoWay, hidden: set[Key]) -> ShownTwoWay:
    name = (two_way.first.key, two_way.second.key)
    return ShownTwoWay(
        two_way.first,
        two_way.second,
        two_way.rows,
        two_way.columns,
        tuple(
            tuple(
                None if (*name, row, column) in hidden else count
                for column, count in zip(two_way.columns, counts, strict=True)
            )
            for row, counts in zip(two_way.rows, two_way.counts, strict=True)
        ),
    )
