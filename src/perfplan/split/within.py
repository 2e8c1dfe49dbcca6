"""Months whose cells keep within bounds: bounds that amounts would break are fixed, one sort after the other.

A split without the bounds is tried first. Where it breaks some, those that lack most in all (minima, or maxima) are
fixed at their bound and the rest is split anew, as one freezes the flexible boxes of a line that grows or shrinks too
far. Every round fixes at least one more. Where that ends in a corner, amounts that hold all bounds are looked for in a
network (:mod:`.bounded`), so that bounds are refused only when nothing can hold them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec.structs import replace

from perfplan.split.bounded import bounded_values
from perfplan.split.cells import Cells, Months, Range
from perfplan.split.series import CannotHold

Spread = Callable[[Cells], Months]
Place = Callable[[Cells], "Sequence[int] | None"]
Broken = list[tuple[Range, int]]


def within_ranges(spread: Spread, cells: Cells, place: Place) -> Months:
    """Return months that hold fixed cells and ranges.

    ``spread`` splits around fixed cells; ``place`` finds a value for every range such that all hold, or None.
    Raises :class:`CannotHold` when there is none.
    """
    if not cells.ranges:
        return spread(cells)
    try:
        return _frozen(spread, cells)
    except CannotHold:
        values = place(cells)
        if values is None:
            raise
    return spread(replace(cells, ranges=()).fixing(list(zip(cells.ranges, values, strict=True))))


def _frozen(spread: Spread, cells: Cells) -> Months:
    fixed = replace(cells, ranges=())
    while True:
        months = spread(fixed)
        broken = _broken(months, cells.ranges)
        if not broken:
            return months
        fixed = fixed.fixing(broken)


def _broken(months: Months, ranges: Sequence[Range]) -> Broken:
    """Return the bounds to fix: those broken from below or from above, whichever come to more."""
    below: Broken = []
    above: Broken = []
    balance = 0
    for found in ranges:
        amount = sum(months.row(found.place)[found.first : found.last + 1])
        bound = found.broken(amount)
        if bound is not None:
            (below if amount < bound else above).append((found, bound))
            balance += bound - amount
    return (below if balance >= 0 else []) + (above if balance <= 0 else [])


def values_within(totals: Sequence[int], weights: Sequence[int], cells: Cells) -> list[int] | None:
    """Return a value for every range of units that add up, such that all cells hold; None if there is none.

    Amounts of both signs are not looked for: nothing bounds how far levels may turn.
    """
    if max(totals, default=0) > 0:
        return bounded_values(totals, weights, cells) if min(totals) >= 0 else None
    values = bounded_values([-total for total in totals], weights, cells.mirrored())
    return values and [-value for value in values]


def values_apart(own: int, totals: Sequence[int], weights: Sequence[int], cells: Cells) -> list[int] | None:
    """Return a value for every range of rows that do not add up: each row is looked at by itself."""
    found: dict[Range, int] = {}
    for place, (total, spans) in enumerate(zip((*totals, own), (*cells.units, cells.own), strict=True)):
        ranges = [r for r in cells.ranges if r.place == (place if place < len(totals) else None)]
        alone = Cells(spans, ((),), cells.turns, tuple(replace(r, place=None) for r in ranges))
        values = values_within([total], weights, alone)
        if values is None:
            return None
        found |= dict(zip(ranges, values, strict=True))
    return [found[r] for r in cells.ranges]
