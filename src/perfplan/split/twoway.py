"""Units × months, rounded both ways: every cell and every declared total is the floor or the ceiling of its ideal.

That such a table exists: the totals of each unit are a laminar family, and so are those of all units together, so the
ideals are a fractional circulation in a network with whole bounds, and then there is a whole one (A. J. Hoffman, 1960;
for tables M. Bacharach, "Matrix rounding problems", 1966). It is found from the year downwards: each part of the year
is shared into its parts, and the units whose ideals ask for it most get the next quantum; of equal ones those whose
own cumulative rounding has it there, then those listed first. Where that runs into a corner, and always in tables of
up to :data:`SMALL` cells, :mod:`.exchange` goes on from there, to the least sum of all distances from the ideals.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from perfplan.split.apportion import members_of
from perfplan.split.exchange import exchanged
from perfplan.split.grid import Cells, Grid
from perfplan.split.periods import Part

SMALL = 150
"""Cells up to which a table is brought to the least distance. More would cost time and gain about one in a hundred."""


class Rounded(Struct, frozen=True):
    """A table in whole numbers: the months of the total and of each unit; ``exact`` if all are within one quantum."""

    own: list[int]
    units: list[list[int]]
    exact: bool


def round_both_ways(grid: Grid) -> Rounded:
    """Return whole amounts that add up over units and months, each near its ideal.

    Where the total's months are free every cell and total is a floor or ceiling. Around settled months that need not
    be possible: then the sums are exact all the same, and what is further off is so by as little as possible.
    """
    cells: Cells = {(grid.parts.first, grid.parts.last): grid.rows}
    fits = _share(grid, grid.parts, cells)
    if not fits or len(grid.rows) * len(grid.weights) <= SMALL:
        fits = exchanged(grid, cells, loose=not fits)
    months = zip(*(cells[i, i] for i in range(len(grid.weights))), strict=True)
    *units, own = map(list, months)
    return Rounded(own, units, fits)


def round_in_groups(grid: Grid, groups: Sequence[str]) -> Rounded:
    """Return the table of units in groups, from the top down: the groups first, then each group's units.

    ``groups`` names the group of each unit. All totals of the groups and of the whole are floors or ceilings. Those of
    units are where the months of their group allow it: three families of totals (units, groups, all) need have no
    table in common.
    """
    members = members_of(groups)
    if len(members) in {1, len(groups)}:
        return round_both_ways(grid)
    sums = [sum(grid.totals[i] for i in inside) for inside in members.values()]
    upper = round_both_ways(replace(grid, totals=sums))
    units: list[list[int]] = [[] for _ in groups]
    exact = upper.exact
    for inside, own in zip(members.values(), upper.units, strict=True):
        lower = round_both_ways(replace(grid, totals=[grid.totals[i] for i in inside], own=own))
        exact = exact and lower.exact
        for i, months in zip(inside, lower.units, strict=True):
            units[i] = months
    return Rounded(upper.own, units, exact)


def _share(grid: Grid, part: Part, cells: Cells) -> bool:
    """Share the amounts of a part into its parts, and so on down; return whether all became floors or ceilings."""
    rest, fits = cells[part.first, part.last], True
    for place, inner in enumerate(part.parts):
        others = part.parts[place + 1 :]
        got = rest
        if others:
            got, fit = _first(grid, inner, others, rest)
            fits = fits and fit
            rest = [whole - taken for whole, taken in zip(rest, got, strict=True)]
        cells[inner.first, inner.last] = got
        fits = _share(grid, inner, cells) and fits
    return fits


def _first(grid: Grid, part: Part, others: Sequence[Part], rest: Sequence[int]) -> tuple[list[int], bool]:
    """Return how much of the rest goes to its first part; the others get what is left of it."""
    amounts, ranks = _choices(grid, part, others, rest)
    rows, total = len(amounts), amounts.pop()
    if ranks and ranks[-1] % rows == len(amounts):
        total += ranks.pop() // rows <= 0
    if grid.own is not None:
        total = sum(grid.own[part.first : part.last + 1])
    for rank in sorted(ranks)[: max(total - sum(amounts), 0)]:
        amounts[rank % rows] += 1
    missing = total - sum(amounts)
    if missing and grid.own is not None:
        _force(amounts, rest, missing)
    return [*amounts, sum(amounts)], not missing


def _choices(grid: Grid, part: Part, others: Sequence[Part], rest: Sequence[int]) -> tuple[list[int], list[int]]:
    """Return the least amount of the first part for each row, and the ranks of the rows that may have one more.

    A rank is small where the part's ideal lacks more than that of the other part which would otherwise have the
    quantum; it holds the row in its last place.
    """
    floors, rests = grid.ideals[part.first, part.last]
    beyond = [grid.ideals[other.first, other.last] for other in others]
    beyond_floors = map(sum, zip(*(ideals.floors for ideals in beyond), strict=True))
    beyond_rests = zip(*(ideals.rests for ideals in beyond), strict=True)
    alone, least, ranks = grid.alone(part), [], []
    rows = zip(rest, floors, rests, beyond_floors, beyond_rests, strict=True)
    for row, (amount, floor, ask, floor_beyond, asks) in enumerate(rows):
        ones = amount - floor - floor_beyond
        if ones <= 0:
            least.append(max(floor + ones, 0))
            continue
        askers = len(asks) - asks.count(0)
        if ask and ones <= askers:
            preferred = alone[row] > floor
            last = sorted(asks)[-ones]  # of those that ask most, the one that would get the last quantum
            ranks.append((2 * (last - ask) + (not preferred)) * len(rest) + row)
        least.append(floor + max(ones - askers, 0))
    return least, ranks


def _force(amounts: list[int], rest: Sequence[int], missing: int) -> None:
    """Bring amounts to a settled sum, beyond their ceilings or floors; none below zero or above its rest."""
    step = 1 if missing > 0 else -1
    left = abs(missing)
    while left:
        for row, amount in enumerate(amounts):
            if left and 0 <= amount + step <= rest[row]:
                amounts[row] += step
                left -= 1
