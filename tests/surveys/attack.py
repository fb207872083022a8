"""What somebody tries who wants to know a hidden figure.

The unknowns are how many people gave each possible whole set of answers. All that was
published is sums of those. ``ends`` are the least and the most that a hidden sum can
be, over all populations that fit: a linear programme, solved by the simplex method.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

TINY = 1e-7

Sum = frozenset[int]


def found_out(shown: Sequence[tuple[Sum, int]], secret: Sum, size: int) -> bool:
    """Whether but one whole number can be the secret."""
    low, high = ends(shown, secret, size)
    return math.ceil(low - 1e-5) >= math.floor(high + 1e-5)


def ends(
    shown: Sequence[tuple[Sum, int]], secret: Sum, size: int
) -> tuple[float, float]:
    rows = [[float(at in each) for at in range(size)] + [float(n)] for each, n in shown]
    most = [float(at in secret) for at in range(size)]
    rows, basis = feasible(rows, size)
    high = highest([row[:] for row in rows], basis[:], most)
    low = -highest(rows, basis, [-each for each in most])
    return low, high


def feasible(rows: list[list[float]], size: int) -> tuple[list[list[float]], list[int]]:
    """A first population that fits: artificial unknowns are driven out."""
    count = len(rows)
    wide = [
        [*row[:size], *(float(at == number) for at in range(count)), row[-1]]
        for number, row in enumerate(rows)
    ]
    basis = [size + number for number in range(count)]
    highest(wide, basis, [0.0] * size + [-1.0] * count)
    kept = []
    for number in range(count):
        if basis[number] >= size:
            at = next((at for at in range(size) if abs(wide[number][at]) > TINY), None)
            if at is None:
                continue
            pivot(wide, basis, number, at)
        kept.append(number)
    return (
        [[*wide[number][:size], wide[number][-1]] for number in kept],
        [basis[number] for number in kept],
    )


def highest(rows: list[list[float]], basis: list[int], gain: Iterable[float]) -> float:
    gains = [*gain, 0.0]
    for number, at in enumerate(basis):
        factor = gains[at]
        if factor:
            gains = [g - factor * v for g, v in zip(gains, rows[number], strict=True)]
    while True:
        at = next((a for a, each in enumerate(gains[:-1]) if each > TINY), None)
        if at is None:
            return -gains[-1]
        leaving = [
            (row[-1] / row[at], basis[n], n)
            for n, row in enumerate(rows)
            if row[at] > TINY
        ]
        _, _, number = min(leaving)
        pivot(rows, basis, number, at)
        factor = gains[at]
        gains = [g - factor * v for g, v in zip(gains, rows[number], strict=True)]


def pivot(rows: list[list[float]], basis: list[int], number: int, at: int) -> None:
    factor = rows[number][at]
    rows[number] = [value / factor for value in rows[number]]
    mine = rows[number]
    for other, row in enumerate(rows):
        if other != number and abs(row[at]) > 0:
            times = row[at]
            rows[other] = [
                value - times * own for value, own in zip(row, mine, strict=True)
            ]
    basis[number] = at
