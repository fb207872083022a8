"""Which numbers must not be published, so that nobody learns of a few people.

A number from 1 to 4 is hidden. Zero is shown: it is about nobody. Because the others
would give a hidden number away by subtraction, more are hidden until none can be
found from all that is published together. Knows no survey and no database.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

THRESHOLD = 5
# Whoever knows how a companion is chosen must not learn from the choice.
AMONG = 3

Key = Hashable
# The numbers, each times its factor, come to nothing.
Relation = Mapping[Key, int]


@dataclass(frozen=True, slots=True)
class Number:
    """``loss``: the numbers with less are hidden first, as companions of others.

    ``small``: whether it is hidden for being small. ``fixed``: everybody knows it.
    ``printed``: others are not, but follow from those that are. ``table``: whose
    numbers are withheld together, zeros too, where nothing else helps.
    """

    value: int
    table: Key = None
    loss: int = 0
    small: bool = True
    fixed: bool = False
    printed: bool = True


class Unprotected(Exception):
    """So little was answered that no choice of numbers hides enough."""


def drawn(key: Key) -> int:
    """The same for the same key: figures published later must hide the same."""
    return int.from_bytes(hashlib.sha256(repr(key).encode()).digest()[:8], "big")


@dataclass
class _Search:
    numbers: Mapping[Key, Number]
    relations: list[Relation]
    threshold: int
    draw: Callable[[Key], int]
    hidden: set[Key] = field(default_factory=set)
    withheld: set[Key] = field(default_factory=set)
    of: dict[Key, list[Relation]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for relation in self.relations:
            for key in relation:
                self.of.setdefault(key, []).append(relation)
        self.hidden = {key for key in self.numbers if self.is_small(key)}

    def is_small(self, key: Key) -> bool:
        number = self.numbers[key]
        small = 0 < number.value < self.threshold
        return small and number.small and not number.fixed

    def low(self, key: Key) -> int:
        """The least that a reader must believe of a hidden number."""
        number = self.numbers[key]
        return 1 if number.printed and number.table not in self.withheld else 0

    def free(self, key: Key) -> bool:
        """Whether it could be less: one that could not hides nobody else."""
        return self.numbers[key].value > self.low(key)

    def run(self) -> set[Key]:
        while exposed := sorted(self.exposed(), key=self.draw):
            helped: set[Key] = set()
            for key in exposed:
                near = {
                    other for relation in self.of.get(key, ()) for other in relation
                }
                if not near & helped:
                    helped.add(self.help(key))
        self.show_again()
        return self.hidden

    def show_again(self) -> None:
        """What a later companion has made needless."""
        companions = [
            key
            for key in self.hidden
            if not self.is_small(key) and self.numbers[key].table not in self.withheld
        ]
        for key in sorted(companions, key=self.draw):
            self.hidden.discard(key)
            if self.exposed():
                self.hidden.add(key)

    def exposed(self) -> set[Key]:
        """Small ones that can be found out, first those that one look finds."""
        alone = {
            key
            for relation in self.relations
            for key in self.too_few(relation)
            if self.is_small(key)
        }
        if alone:
            return alone
        lonely = set(self.lonely())
        if lonely:
            return lonely
        known = determined(self.hidden, self.relations, self.free)
        return {key for key in known if self.is_small(key)}

    def too_few(self, relation: Relation) -> Iterable[Key]:
        """The hidden ones of it, if it tells them, or that together they are few."""
        hidden = [key for key in relation if key in self.hidden]
        if len(hidden) == 1:
            return hidden
        signs = {relation[key] > 0 for key in hidden}
        together = sum(abs(relation[key]) * self.numbers[key].value for key in hidden)
        few = len(signs) == 1 and together < self.threshold
        return hidden if few and any(map(self.can_help, relation)) else ()

    def lonely(self) -> Iterator[Key]:
        """The only hidden one of its table: readers would know that it is small."""
        tables: dict[Key, list[Key]] = {}
        for key in self.hidden:
            if self.numbers[key].printed:
                tables.setdefault(self.numbers[key].table, []).append(key)
        for keys in tables.values():
            if len(keys) == 1 and any(map(self.can_help, self.near(keys[0]))):
                yield keys[0]

    def near(self, key: Key) -> list[Key]:
        """Of the same table, and as cheap to lose."""
        number = self.numbers[key]
        return [
            other
            for other, each in self.numbers.items()
            if each.printed and (each.table, each.loss) == (number.table, number.loss)
        ]

    def can_help(self, key: Key) -> bool:
        if key in self.hidden or self.numbers[key].fixed:
            return False
        return self.free(key)

    def help(self, key: Key) -> Key:
        """Hide one more number, or a whole table, for the sake of this one."""
        around = [other for relation in self.of.get(key, ()) for other in relation]
        table = self.numbers[key].table
        companion = self.companion(
            other
            for relation in self.of.get(key, ())
            if self.too_few(relation)
            for other in relation
        )
        companion = (
            companion or self.companion(around) or self.companion(self.near(key))
        )
        if companion is None and table not in self.withheld:
            self.withhold(table)
            return key
        companion = companion or self.companion(self.connected(key))
        if companion is None:
            raise Unprotected(key)
        self.hidden.add(companion)
        return companion

    def companion(self, keys: Iterable[Key]) -> Key | None:
        helpful = sorted(
            {key for key in keys if self.can_help(key)},
            key=lambda key: (
                self.numbers[key].loss,
                self.numbers[key].value,
                repr(key),
            ),
        )
        if not helpful:
            return None
        least = self.numbers[helpful[0]].loss
        equal = [key for key in helpful if self.numbers[key].loss == least]
        return min(equal[:AMONG], key=self.draw)

    def withhold(self, table: Key) -> None:
        self.withheld.add(table)
        self.hidden |= {
            key
            for key, number in self.numbers.items()
            if number.table == table and not number.fixed
        }

    def connected(self, key: Key) -> list[Key]:
        """What stands in a relation with a hidden one, with a hidden one …"""
        seen, ahead = {key}, [key]
        found = []
        while ahead:
            for relation in self.of.get(ahead.pop(), ()):
                for other in relation:
                    if other not in seen:
                        seen.add(other)
                        found.append(other)
                        if other in self.hidden:
                            ahead.append(other)
        return found


def hidden(
    numbers: Mapping[Key, Number],
    relations: Iterable[Relation],
    *,
    threshold: int = THRESHOLD,
    draw: Callable[[Key], int] = drawn,
) -> set[Key]:
    """The keys of the numbers that must not be shown. Raises Unprotected."""
    return _Search(numbers, list(relations), threshold, draw).run()


def determined(
    hidden: Iterable[Key], relations: Iterable[Relation], free: Callable[[Key], bool]
) -> set[Key]:
    """The hidden ones that the relations tell, given all the others.

    It is strict: what cannot become less is taken as known to whoever looks for
    another one. So whatever is left could truly be another number, none below zero.
    """
    hidden = set(hidden)
    solved: dict[Key, dict[Key, Fraction]] = {}
    known: set[Key] = set()
    for relation in relations:
        row = {
            key: Fraction(factor) for key, factor in relation.items() if key in hidden
        }
        for key in [key for key in row if key in solved]:
            _subtract(row, solved[key], row[key])
        pivot = next((key for key in row if free(key)), None)
        if pivot is None:
            known |= row.keys()
            continue
        factor = row[pivot]
        row = {key: value / factor for key, value in row.items()}
        for other in solved.values():
            if pivot in other:
                _subtract(other, row, other[pivot])
        solved[pivot] = row
    for key, row in solved.items():
        if sum(map(free, row)) == 1:
            known.add(key)
    return known


def _subtract(
    row: dict[Key, Fraction], other: Mapping[Key, Fraction], factor: Fraction
) -> None:
    for key, value in other.items():
        left = row.get(key, Fraction(0)) - factor * value
        if left:
            row[key] = left
        else:
            row.pop(key, None)
