"""Published results as readers see them: in their language, with bars.

It reads what was frozen and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from .definition import WRITTEN, Definition, Kind
from .figures import Counted, all_counted
from .labels import label

Frozen = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Bar:
    """``width`` is a number for the SVG, whatever the reader's language."""

    label: str
    count: int | None
    percent: int | None
    width: str


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of counts: a ranking, or two questions."""

    corner: str
    heads: list[str]
    lines: list[tuple[str, list[int | None]]]


@dataclass(frozen=True, slots=True)
class Shown:
    """``key``: of the question; ``line``: of a table."""

    key: str
    question: str
    line: str
    base: Frozen
    bars: list[Bar]
    grid: Grid | None = None
    has_words: bool = False

    @property
    def hides(self) -> bool:
        cells = [bar.count for bar in self.bars]
        if self.grid:
            cells += [count for _label, counts in self.grid.lines for count in counts]
        return None in (*cells, self.base["asked"], self.base["answered"])


@dataclass(frozen=True, slots=True)
class ShownTwoWay:
    title: tuple[str, str]
    grid: Grid


def tables(
    figures: Frozen, words: Definition, *, every: bool = False
) -> Iterator[Shown]:
    """Those of questions that are public still, or all; ``words`` are the reader's."""
    counted = public(words, every=every)
    for table in figures["tables"]:
        here = counted.get(table["key"])
        if here:
            yield _shown(table, here)


def two_ways(
    figures: Frozen, words: Definition, *, every: bool = False
) -> Iterator[ShownTwoWay]:
    counted = public(words, every=every)
    for two_way in figures["two_ways"]:
        first = counted.get(two_way["first"])
        second = counted.get(two_way["second"])
        if first and second:
            yield ShownTwoWay(
                title=(first.name, second.name),
                grid=Grid(
                    corner=first.name,
                    heads=_labels(second, two_way["columns"]),
                    lines=list(
                        zip(
                            _labels(first, two_way["rows"]),
                            two_way["counts"],
                            strict=True,
                        )
                    ),
                ),
            )


def public(words: Definition, *, every: bool = False) -> dict[str, Counted]:
    return {
        each.key: each for each in all_counted(words) if every or each.question.public
    }


def _labels(counted: Counted, categories: list[Frozen]) -> list[str]:
    return [label(counted.question, each["category"]) for each in categories]


def _shown(table: Frozen, counted: Counted) -> Shown:
    question = counted.question
    ranking = question.kind == Kind.RANKING
    return Shown(
        key=question.key,
        question=question.text,
        line=counted.line.text if counted.line else "",
        base=table,
        bars=[]
        if ranking
        else [_bar(each, table, counted) for each in table["figures"]],
        grid=_places(table, counted) if ranking else None,
        has_words=question.kind in WRITTEN or question.other,
    )


def _bar(figure: Frozen, table: Frozen, counted: Counted) -> Bar:
    count, answered = figure["count"], table["answered"]
    share = 100 * count / answered if count is not None and answered else 0
    return Bar(
        label=label(counted.question, figure["category"]),
        count=count,
        percent=round(share) if count is not None and answered else None,
        width=f"{share:.1f}",
    )


def _places(table: Frozen, counted: Counted) -> Grid:
    lines: dict[str, list[int | None]] = {}
    places: set[int] = set()
    for figure in table["figures"]:
        name = label(counted.question, figure["category"])
        lines.setdefault(name, []).append(figure["count"])
        places.add(figure["place"])
    return Grid("", [f"{place}." for place in sorted(places)], list(lines.items()))
