"""Units × months around fixed cells: every lock holds, units and months add up, and nothing is negative.

The total's own months keep their shape where they can. Where locked units need more than a month of the total has,
and that month is not itself locked, the total gives way. Locks are refused only when no split can hold them all: this
is a transport problem from the units' regions (months under one fixed amount) to the total's (:mod:`.transport`).
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from perfplan.split.apportion import spread
from perfplan.split.cells import Cells, Months
from perfplan.split.grid import Grid
from perfplan.split.periods import Part
from perfplan.split.series import CannotHold, Region, Span, alone, check, regions, settle
from perfplan.split.transport import TooLittle, transport
from perfplan.split.twoway import round_both_ways


def share_around(totals: Sequence[int], weights: Sequence[int], cells: Cells, parts: Part) -> Months:
    """Share amounts (none negative) with fixed cells. Raises :class:`CannotHold` when no split can hold them."""
    own = alone(sum(totals), weights, cells.own)
    settled = {i: _settled(totals[i], own, weights, spans) for i, spans in enumerate(cells.units) if spans}
    need = [sum(month) for month in zip([0] * len(weights), *settled.values(), strict=True)]
    left = _left(own, need, weights, regions(sum(totals), len(weights), cells.own))
    if left is None:
        return _transported(totals, weights, cells)
    free = [i for i in range(len(totals)) if i not in settled]
    grid = Grid([totals[i] for i in free], left, parts, own=left)
    others = round_both_ways(grid).units if any(left) else [left for _ in free]
    shares = settled | dict(zip(free, others, strict=True))
    months = [taken + rest for taken, rest in zip(need, left, strict=True)]
    return Months(months, [shares[i] for i in range(len(totals))])


def _settled(total: int, own: Sequence[int], weights: Sequence[int], spans: Sequence[Span]) -> list[int]:
    """Spread a unit with locks in the shape of the total, or of the weights where the total has nothing."""
    months = [0] * len(weights)
    for region in regions(total, len(weights), spans):
        shape = own if any(own[i] for i in region.months) else weights
        for month, amount in zip(region.months, settle(region, shape), strict=True):
            months[month] = amount
    return months


def _left(own: Sequence[int], need: Sequence[int], weights: Sequence[int], areas: Sequence[Region]) -> list[int] | None:
    """Return what each month has left for the units without locks; None where the total's own locks leave too little.

    Inside an area (months of the total under one fixed amount) months that need more take it from the others.
    """
    left = [0] * len(own)
    for area in areas:
        rest = area.amount - sum(need[i] for i in area.months)
        if rest < 0:
            return None
        shape = [max(own[i] - need[i], 0) for i in area.months]
        usual = shape if any(shape) else [weights[i] for i in area.months]
        amounts = spread(rest, usual) if any(usual) else [0] * len(usual)
        for month, amount in zip(area.months, amounts, strict=True):
            left[month] = amount
    return left


class _Row(Struct, frozen=True):
    """A region of one unit, and the months of it that can take work."""

    unit: int
    region: Region
    months: tuple[int, ...]


def _transported(totals: Sequence[int], weights: Sequence[int], cells: Cells) -> Months:
    """Find a split that holds all locks, each region by weight as far as it can; the total's months are the sums."""
    areas = [area for area in regions(sum(totals), len(weights), cells.own) if area.months]
    usable = list(weights)
    for area in areas:
        if area.amount and not any(weights[i] for i in area.months):
            usable[area.months[-1]] = 1
    rows = _rows(totals, usable, cells)
    common = [[[i for i in row.months if i in area.months] for area in areas] for row in rows]
    shapes = [[sum(usable[i] or 1 for i in months) for months in row] for row in common]
    found = transport([row.region.amount for row in rows], [area.amount for area in areas], shapes)
    if isinstance(found, TooLittle):
        raise _refusal([rows[i] for i in sorted(found.rows)], [areas[i] for i in sorted(found.areas)], cells)
    units = [[0] * len(weights) for _ in totals]
    for row, amounts, parts in zip(rows, found, common, strict=True):
        for amount, months in zip(amounts, parts, strict=True):
            shares = spread(amount, [usable[i] or 1 for i in months]) if months else []
            for month, share in zip(months, shares, strict=True):
                units[row.unit][month] += share
    return Months([sum(month) for month in zip(*units, strict=True)], units)


def _rows(totals: Sequence[int], usable: Sequence[int], cells: Cells) -> list[_Row]:
    rows = []
    for unit, (total, spans) in enumerate(zip(totals, cells.units, strict=True)):
        for region in regions(total, len(usable), spans):
            check(region, usable)
            if region.amount:
                months = tuple(i for i in region.months if usable[i])
                rows.append(_Row(unit, region, months or region.months[-1:]))
    return rows


def _refusal(rows: Sequence[_Row], areas: Sequence[Region], cells: Cells) -> CannotHold:
    """Name the locks between what the units must place and the room that the total has for it."""
    months = {i for area in areas for i in area.months}
    units = {row.unit for row in rows}
    spans = [span for i in sorted(units) for span in cells.units[i]] + list(cells.own)
    touching = [span for span in spans if not months.isdisjoint(range(span.first, span.last + 1))] or spans
    found, limit = sum(row.region.amount for row in rows), sum(area.amount for area in areas)
    return CannotHold(touching[0].location, [span.cell for span in touching], found, limit)
