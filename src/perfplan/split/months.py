"""Units × months: both exact, every declared total within one quantum of its ideal, and locks held."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import accumulate, chain

from perfplan.split.apportion import differences, largest_remainder
from perfplan.split.around import share_around
from perfplan.split.cells import Cells, Months
from perfplan.split.grid import Grid
from perfplan.split.periods import Part
from perfplan.split.series import CannotHold, alone
from perfplan.split.twoway import round_in_groups


def separate_months(own: int, totals: Sequence[int], weights: Sequence[int], cells: Cells) -> Months:
    """Spread a total and its units each alone: a target without units, or a mean, whose units do not add."""
    units = [alone(t, weights, spans, turns=cells.turns) for t, spans in zip(totals, cells.units, strict=True)]
    return Months(alone(own, weights, cells.own, turns=cells.turns), units, exact=not cells)


def shared_months(
    totals: Sequence[int], weights: Sequence[int], cells: Cells, parts: Part, groups: Sequence[str]
) -> Months:
    """Spread units whose amounts add up to the total's.

    Without locks, units and total are rounded both ways, by ``groups`` (:mod:`.twoway`). Locks on amounts are worked
    around in :mod:`.around`. Where some fall and others rise (levels), no total is bound to anything, so each unit is
    spread alone.
    """
    falls = any(amount < 0 for amount in _amounts(totals, cells))
    rises = any(amount > 0 for amount in _amounts(totals, cells))
    if falls and rises:
        return _each_way(totals, weights, cells)
    if falls:
        return _turned([-total for total in totals], weights, cells.mirrored(), parts, groups)
    if cells:
        try:
            return share_around(totals, weights, cells, parts)
        except CannotHold:
            if not cells.turns:
                raise
            return _each_way(totals, weights, cells)
    found = round_in_groups(Grid(totals, weights, parts), groups)
    return Months(found.own, found.units, exact=found.exact)


def _amounts(totals: Sequence[int], cells: Cells) -> Iterable[int]:
    return chain(totals, (span.value for span in cells.all))


def _turned(totals: Sequence[int], weights: Sequence[int], cells: Cells, parts: Part, groups: Sequence[str]) -> Months:
    """Spread what falls as if it rose, and turn it round again."""
    try:
        found = shared_months(totals, weights, cells, parts, groups)
    except CannotHold as problem:
        problem.found, problem.limit = -problem.found, -problem.limit
        raise
    units = [[-month for month in unit] for unit in found.units]
    return Months([-month for month in found.own], units, exact=found.exact)


def _each_way(totals: Sequence[int], weights: Sequence[int], cells: Cells) -> Months:
    """Spread each unit alone; where cells of the total are fixed, the units without locks take the difference."""
    units = [alone(total, weights, spans, turns=cells.turns) for total, spans in zip(totals, cells.units, strict=True)]
    own = [sum(month) for month in zip(*units, strict=True)]
    if not cells.own:
        return Months(own, units)
    wanted = alone(sum(totals), weights, cells.own, turns=cells.turns)
    gaps = list(accumulate(want - has for want, has in zip(wanted, own, strict=True)))
    free = [i for i, spans in enumerate(cells.units) if not spans]
    if any(gaps) and not free:
        month = next(i for i, gap in enumerate(gaps) if gap)
        raise CannotHold(cells.own[0].location, [s.cell for s in cells.all], own[month], wanted[month])
    sizes = [abs(totals[i]) for i in free]
    shares = [largest_remainder(gap, sizes if any(sizes) else [1] * len(free)) for gap in gaps] if free else []
    for place, i in enumerate(free):
        moved = differences([share[place] for share in shares])
        units[i] = [amount + step for amount, step in zip(units[i], moved, strict=True)]
    return Months(wanted, units)
