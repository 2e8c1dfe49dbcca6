"""Tables of units × months judged anew: declared totals, distances from ideals, and the best of all tables.

Nothing here shares code with the package. Ideals are kept as whole numbers over the sum of the weights.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from random import Random
from typing import Any

from perfplan.split.grid import Grid
from perfplan.split.periods import declared_parts

Rows = Sequence[Sequence[int]]


def totals_of(quarters: Sequence[int]) -> list[tuple[int, int]]:
    """Return months, quarters and the year to date at each quarter's end, each once, as first and last month."""
    ends = [i for i, quarter in enumerate(quarters) if quarters[i + 1 : i + 2] != (quarter,)]
    starts = [0, *(end + 1 for end in ends)]
    spans = {*((i, i) for i in range(len(quarters))), *zip(starts, ends, strict=False), *((0, end) for end in ends)}
    return sorted(spans - {(0, len(quarters) - 1)}) if len(quarters) > 1 else []


def distance(rows: Rows, totals: Sequence[int], weights: Sequence[int], quarters: Sequence[int]) -> int:
    """Return the sum of all distances from the ideals, of the units and of their sum, times the sum of the weights."""
    whole, every = sum(weights), [*rows, [sum(month) for month in zip(*rows, strict=True)]]
    return sum(
        abs(sum(row[first : last + 1]) * whole - year * sum(weights[first : last + 1]))
        for row, year in zip(every, [*totals, sum(totals)], strict=True)
        for first, last in totals_of(quarters)
    )


def out_of_place(rows: Rows, totals: Sequence[int], weights: Sequence[int], quarters: Sequence[int]) -> Iterator[str]:
    """Yield what is neither the floor nor the ceiling of its ideal, for the units and their sum."""
    whole, every = sum(weights), [*rows, [sum(month) for month in zip(*rows, strict=True)]]
    for number, (row, year) in enumerate(zip(every, [*totals, sum(totals)], strict=True)):
        if sum(row) != year:
            yield f"row {number} makes {sum(row)} of {year}"
        for first, last in totals_of(quarters):
            amount, ideal = sum(row[first : last + 1]), year * sum(weights[first : last + 1])
            if not ideal // whole <= amount <= -(-ideal // whole):
                yield f"row {number}, {first}..{last}: {amount}, ideal {ideal}/{whole}"


def series(year: int, weights: Sequence[int], quarters: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """Yield every way to share a year over months with all declared totals at floor or ceiling."""
    whole = sum(weights)
    ranges = [range(year * weight // whole, -(-year * weight // whole) + 1) for weight in weights]
    for months in product(*ranges):
        if not any(out_of_place([months], [year], weights, quarters)):
            yield months


def least_distance(totals: Sequence[int], weights: Sequence[int], quarters: Sequence[int]) -> int | None:
    """Return the least distance of all tables with every total in place, by trying; None if there is no table."""
    ways = [list(series(year, weights, quarters)) for year in totals]
    found = (
        distance(rows, totals, weights, quarters)
        for rows in product(*ways)
        if not any(out_of_place([[sum(m) for m in zip(*rows, strict=True)]], [sum(totals)], weights, quarters))
    )
    return min(found, default=None)


def random_table(random: Random, units: int = 12, months: int = 12) -> tuple[list[int], list[int], tuple[int, ...]]:
    """Return units' years, month weights and quarters: up to so many of each, small and huge, with zeros."""
    size = random.choice([1, 3, 20, 1000, 10**6, 10**25])
    count = random.randint(1, months)
    totals = [
        random.choice([0, random.randint(0, size), random.randint(0, size)]) for _ in range(random.randint(1, units))
    ]
    scale = random.choice([1, 3, 30, 10**4])
    weights = [random.choice([0, 1, random.randint(0, scale), random.randint(1, scale)]) for _ in range(count - 1)]
    first = random.randint(0, 11)
    weights.insert(random.randint(0, count - 1), random.randint(1, scale))
    return totals, weights, tuple((first + i) // 3 for i in range(count))


def grid(totals: Sequence[int], weights: Sequence[int], quarters: Sequence[int], **more: Any) -> Grid:
    """Return a table to be rounded."""
    return Grid(totals, weights, declared_parts(tuple(quarters)), **more)
