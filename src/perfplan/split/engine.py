"""From a target to integer blocks: first over units, then over months, then over working days.

Units' months are staggered (:func:`.apportion.stagger`), so that both the units' years and the total's months are
exact and every running total is within one quantum of its ideal. Inside a month each unit starts at its own phase, so
that small amounts do not all fall on the same day. Cells further than one quantum from their ideal are listed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import accumulate

from perfplan.model.target import Lock, Revision, Target, UnitRollup
from perfplan.model.unit import Unit
from perfplan.registry import discover
from perfplan.split.apportion import integer_weights
from perfplan.split.deviations import cell_deviations
from perfplan.split.methods._method import Method
from perfplan.split.months import Cells, Months, separate_months, shared_months
from perfplan.split.result import Conflict, Deviation, Ramp, TargetSplit, UnitSplit, flat
from perfplan.split.series import CannotHold, Span, open_weights
from perfplan.split.table import PeriodTable
from perfplan.split.units import annual_by_unit, reached_by_unit

PHASE_STEP, PHASE_SCALE = 6180339887, 10**10  # the golden ratio's fraction spreads phases most evenly


@cache
def methods() -> dict[str, Method]:
    """Return the split methods by name."""
    return discover("perfplan.split.methods", "METHOD")


def split_target(target: Target, table: PeriodTable) -> TargetSplit:
    """Split one target over its units and the plan's periods. A pending target gives empty blocks."""
    if target.annual is None:
        return TargetSplit(target, flat(None, 0), (), (), (), table.counts)
    try:
        return _spread(target, target.annual, table) if target.spreads else _hold(target, table)
    except CannotHold as problem:
        conflict = Conflict(problem.location, problem.cells, problem.found, problem.limit)
        return TargetSplit(target, flat(None, target.annual), (), (), (conflict,), table.counts)


def _hold(target: Target, table: PeriodTable) -> TargetSplit:
    value = target.value or 0
    return TargetSplit(target, flat(None, value), _flat_units(target, value), (), (), table.counts)


def _flat_units(target: Target, value: int) -> tuple[UnitSplit, ...]:
    values = annual_by_unit(target, value, {})
    return tuple(flat(unit, share) for unit, share in zip(_units(target), values, strict=True))


def _units(target: Target) -> tuple[Unit, ...]:
    return target.allocation.units if target.allocation else ()


@dataclass(frozen=True, slots=True)
class _Year:
    """A target's numbers before they fall on months: the units share a spread target unless only a rate binds them."""

    target: Target
    units: tuple[Unit, ...]
    adds: bool
    weights: list[int]
    cells: Cells
    year_locks: dict[str, int]

    def values(self, annual: int) -> list[int]:
        return annual_by_unit(self.target, annual, self.year_locks) if self.units else []

    def months(self, own: int, totals: Sequence[int], weights: Sequence[int], cells: Cells) -> Months:
        if self.adds and self.units:
            return shared_months(totals, weights, cells)
        return separate_months(own, totals, weights, cells)


def _spread(target: Target, annual: int, table: PeriodTable) -> TargetSplit:
    units = () if target.implied else _units(target)
    cells, year_locks = _cells(target, units, table)
    adds = target.units_roll is UnitRollup.SUM
    year = _Year(target, units, adds, month_weights(target, annual, table), cells, year_locks)
    values = year.values(annual)
    reached = reached_by_unit(target, values) if units else []
    totals = [value - before for value, before in zip(values, reached, strict=True)]
    months = year.months(annual - target.reached, totals, year.weights, cells)
    for revision in target.revisions:
        months = _revised(year, revision, months, reached, table)
    return _result(year, months, reached, table)


def month_weights(target: Target, annual: int, table: PeriodTable) -> list[int]:
    """Return one integer weight a month for what is left of the year when the plan is issued."""
    method = methods()[target.split.method]
    whole = annual - target.opening
    reached = Fraction(target.reached - target.opening, whole) if whole else Fraction(0)
    weights = method.weights(target.split, table.facts)
    return integer_weights(open_weights(weights, table.is_open, reached))


def _cells(target: Target, units: Sequence[Unit], table: PeriodTable) -> tuple[Cells, dict[str, int]]:
    """Sort the locks: whole years of a unit are fixed amounts, all others are spans of months."""
    own: list[Span] = []
    by_unit: dict[str, list[Span]] = {unit.id: [] for unit in units}
    years: dict[str, int] = {}
    for lock in target.locks:
        span = _span(target, lock, table)
        if lock.unit is None:
            own.append(span)
        elif span.first == 0 and span.last == len(table.facts) - 1:
            years[lock.unit.id] = lock.value
        else:
            by_unit[lock.unit.id].append(span)
    return Cells(tuple(own), tuple(tuple(by_unit[unit.id]) for unit in units)), years


def _span(target: Target, lock: Lock, table: PeriodTable) -> Span:
    first, last = table.months_of(lock.period) or (0, 0)
    cell = f"{target.id}@{lock.unit.id}/{lock.period}" if lock.unit else f"{target.id}/{lock.period}"
    return Span(first, last, lock.value, cell, lock.location)


def _revised(year: _Year, revision: Revision, months: Months, reached: Sequence[int], table: PeriodTable) -> Months:
    """Keep the months that began before the revision; the later ones carry the difference."""
    plan = table.plan
    cut = next((i for i, month in enumerate(plan.months) if month.start >= revision.on), len(plan.months) - 1)
    before = [sum(unit[:cut]) for unit in months.units]
    totals = [v - r - b for v, r, b in zip(year.values(revision.value), reached, before, strict=True)]
    own = revision.value - year.target.reached - sum(months.own[:cut])
    if year.target.opening == 0 and min([own, *totals]) < 0:
        planned = revision.value - min(own, 0)
        raise CannotHold(revision.location, [year.target.id], planned, revision.value)
    rest = year.months(own, totals, year.weights[cut:], year.cells.after(cut))
    units = [head[:cut] + tail for head, tail in zip(months.units, rest.units, strict=True)]
    return Months(months.own[:cut] + rest.own, units)


def _result(year: _Year, months: Months, reached: Sequence[int], table: PeriodTable) -> TargetSplit:
    target = year.target
    plain = not year.cells and not target.revisions
    exact = plain and not (year.adds and year.units)
    own = _block(None, target.reached, months.own, _ramps(year, months.own, None, table, exact=exact))
    units: list[UnitSplit] = []
    deviations: list[Deviation] = []
    for number, unit in enumerate(year.units):
        amounts = months.units[number]
        phase = number if year.adds else None
        units.append(_block(unit, reached[number], amounts, _ramps(year, amounts, phase, table, exact=exact)))
        if plain and year.adds and any(year.weights):
            deviations += cell_deviations(unit.id, amounts, year.weights, table)
    held = _flat_units(target, target.value or 0) if target.implied else ()
    return TargetSplit(target, own, (*units, *held), tuple(deviations), (), table.counts)


def _block(unit: Unit | None, reached: int, months: Sequence[int], ramps: tuple[Ramp | None, ...]) -> UnitSplit:
    return UnitSplit(unit, reached + sum(months), reached, tuple(months), ramps)


def _ramps(
    year: _Year, months: Sequence[int], phase: int | None, table: PeriodTable, *, exact: bool
) -> tuple[Ramp | None, ...]:
    """Return how each month falls on its working days.

    A single series continues its own cumulative rounding, so that blocks across months hold too; otherwise each month
    is spread by itself, a shared unit from its own phase.
    """
    total, whole = sum(months), sum(year.weights)
    reached = [0, *accumulate(year.weights)]
    ramps: list[Ramp | None] = []
    for index, (amount, days) in enumerate(zip(months, table.open_days, strict=True)):
        count = len(days)
        if not count:
            ramps.append(None)
        elif exact and whole:
            slope, scale = 2 * total * year.weights[index], 2 * whole * count
            ramps.append(Ramp(slope, 2 * total * reached[index] * count + whole * count, scale))
        elif phase is None:
            ramps.append(Ramp(2 * amount, count, 2 * count))
        else:
            ramps.append(Ramp(amount, phase * PHASE_STEP % PHASE_SCALE * count // PHASE_SCALE, count))
    return tuple(ramps)
