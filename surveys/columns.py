"""The answers of a survey as columns of bits, one bit for each response.

To read millions of rows takes seconds; to count the bits of a column that two
questions share takes microseconds. So rows are read once and kept as columns
(``models.Pack``), and every figure, filter and two-way table is counted from them.
Knows no database.
"""

from __future__ import annotations

import json
from array import array
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import compress

from .recording import HEAD, NONE

# question, part, choice, value: as in a row of answers. Items are small numbers.
Cell = tuple[int, int, int | None, int | None]
# The cell, and the response that it belongs to.
Row = tuple[int, int, int | None, int | None, int]


@dataclass(slots=True)
class Columns:
    """``responses``: their keys by position. ``versions``: which responses answered
    that version. ``numbers``: of questions whose values are many, where a column for
    each would be too much: positions, and the value there."""

    responses: array[int] = field(default_factory=lambda: array("q"))
    versions: dict[int, int] = field(default_factory=dict)
    bits: dict[Cell, int] = field(default_factory=dict)
    numbers: dict[int, tuple[array[int], array[int]]] = field(default_factory=dict)

    @property
    def all(self) -> int:
        return (1 << len(self.responses)) - 1

    def only(self, keys: Collection[int]) -> int:
        """The bits of the responses that have these keys."""
        return bits_of(
            (at for at, key in enumerate(self.responses) if key in keys),
            len(self.responses),
        )

    def cells(self, question: int) -> dict[Cell, int]:
        return {cell: bits for cell, bits in self.bits.items() if cell[0] == question}

    def answered(self, question: int) -> int:
        return self._parts(question, (HEAD,))

    def asked(self, question: int) -> int:
        return self._parts(question, (NONE, HEAD))

    def _parts(self, question: int, parts: tuple[int, ...]) -> int:
        found = 0
        for cell, bits in self.bits.items():
            if cell[0] == question and cell[1] in parts:
                found |= bits
        return found

    def values(self, question: int, among: int) -> Counter[int]:
        """How often each value stands in these responses, of a question whose values
        are many."""
        places, values = self.numbers.get(question, (array("q"), array("q")))
        if among == self.all:
            return Counter(values)
        flags = flags_of(among, len(self.responses))
        return Counter(compress(values, map(flags.__getitem__, places)))


def flags_of(bits: int, size: int) -> bytes:
    """A byte for each bit, 0 or 1."""
    return f"{bits:0{size}b}"[::-1].encode().translate(FLAGS)


FLAGS = bytes.maketrans(b"01", b"\0\1")


def bits_of(positions: Iterable[int], size: int) -> int:
    flags = bytearray(size // 8 + 1)
    for at in positions:
        flags[at >> 3] |= 1 << (at & 7)
    return int.from_bytes(flags, "little")


def columns_of(
    versions: Mapping[int, int], rows: Iterable[Row], many: Collection[int]
) -> Columns:
    """``versions``: of each response. ``many``: the questions with many values.

    Rows of other responses are left out. Fast if rows come cell by cell.
    """
    columns = Columns(array("q", versions))
    at = {key: position for position, key in enumerate(versions)}
    size = len(at)
    for version in set(versions.values()):
        columns.versions[version] = bits_of(
            (at[key] for key, value in versions.items() if value == version), size
        )
    flags: dict[Cell, bytearray] = {}
    here: tuple[int, int, int | None, int | None] | None = None
    for question, part, choice, value, response in rows:
        position = at.get(response)
        if position is None:
            continue
        if value is not None and question in many:
            places, values = columns.numbers.setdefault(
                question, (array("q"), array("q"))
            )
            places.append(position)
            values.append(value)
            value = None
        cell = (question, part, choice, value)
        if cell != here:
            here = cell
            column = flags.setdefault(cell, bytearray(size // 8 + 1))
        column[position >> 3] |= 1 << (position & 7)
    columns.bits = {
        cell: int.from_bytes(each, "little") for cell, each in flags.items()
    }
    return columns


def joined(first: Columns, second: Columns) -> Columns:
    """Both, whose responses are different ones."""
    shift = len(first.responses)
    together = Columns(
        first.responses + second.responses,
        dict(first.versions),
        dict(first.bits),
        {
            key: (places[:], values[:])
            for key, (places, values) in first.numbers.items()
        },
    )
    for version, bits in second.versions.items():
        together.versions[version] = together.versions.get(version, 0) | bits << shift
    for cell, bits in second.bits.items():
        together.bits[cell] = together.bits.get(cell, 0) | bits << shift
    for question, (places, values) in second.numbers.items():
        mine = together.numbers.setdefault(question, (array("q"), array("q")))
        mine[0].extend(place + shift for place in places)
        mine[1].extend(values)
    return together


# As bytes: the length of a head in JSON, the head, then one column after the other.


def packed(columns: Columns) -> bytes:
    size = len(columns.responses) // 8 + 1
    head = json.dumps(
        {
            "responses": len(columns.responses),
            "versions": list(columns.versions),
            "cells": list(columns.bits),
            "numbers": [[key, len(each[0])] for key, each in columns.numbers.items()],
        }
    ).encode()
    parts = [len(head).to_bytes(8, "little"), head, columns.responses.tobytes()]
    for each in (columns.versions, columns.bits):
        parts += [bits.to_bytes(size, "little") for bits in each.values()]
    for places, values in columns.numbers.values():
        parts += [array("q", places).tobytes(), values.tobytes()]
    return b"".join(parts)


def unpacked(data: bytes | memoryview) -> Columns:
    view = memoryview(data)
    place = 8 + int.from_bytes(view[:8], "little")
    head = json.loads(bytes(view[8:place]))
    size = head["responses"] // 8 + 1

    def take(length: int) -> memoryview:
        nonlocal place
        place += length
        return view[place - length : place]

    def numbers(count: int) -> array[int]:
        found = array("q")
        found.frombytes(take(count * 8))
        return found

    return Columns(
        responses=numbers(head["responses"]),
        versions={
            key: int.from_bytes(take(size), "little") for key in head["versions"]
        },
        bits={
            (key[0], key[1], key[2], key[3]): int.from_bytes(take(size), "little")
            for key in head["cells"]
        },
        numbers={key: (numbers(n), numbers(n)) for key, n in head["numbers"]},
    )
