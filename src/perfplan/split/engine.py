"""From a target to integer blocks: first over units, then over months, then over working days.

Units and months are rounded both ways (:mod:`.twoway`), so that all declared totals of the units and of the target are
exact and within one quantum of their ideals. Inside a month each unit starts at its own phase, so that small amounts do
not all fall on the same day. What is a quantum or more from its ideal is listed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import cache

from perfplan.model.target import Lock, Shape, Target, UnitRollup
from perfplan.model.unit import Unit
from perfplan.registry import discover
from perfplan.split.apportion import integer_weights
from perfplan.split.cells import Cells, Months
from perfplan.split.deviations import cell_deviations, mean_deviations
from perfplan.split.means import agreeing
from perfplan.split.methods._method import Method
from perfplan.split.result import Conflict, Deviation, Rhythm, TargetSplit, UnitSplit, flat
from perfplan.split.series import CannotHold, Span, open_weights
from perfplan.split.table import PeriodTable
from perfplan.split.units import annual_by_unit, reached_by_unit
from perfplan.split.year import Year, revised, still_to_do


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
    years = _cells(target, _units(target), table)[1]
    return TargetSplit(target, _bound(target, None, 0, {}), _bounds(target, years), (), (), table.counts)


def _bounds(target: Target, year_locks: dict[str, int]) -> tuple[UnitSplit, ...]:
    return tuple(_bound(target, unit, place, year_locks) for place, unit in enumerate(_units(target)))


def _bound(target: Target, unit: Unit | None, place: int, year_locks: dict[str, int]) -> UnitSplit:
    """Return a value that is not spread, with the changes that revisions bring."""

    def value(annual: int) -> int:
        return annual_by_unit(target, annual, year_locks)[place] if unit else annual

    changes = tuple((revision.on, value(revision.value)) for revision in target.revisions)
    return flat(unit, value(target.value or 0), changes)


def _units(target: Target) -> tuple[Unit, ...]:
    return target.allocation.units if target.allocation else ()


def _spread(target: Target, annual: int, table: PeriodTable) -> TargetSplit:
    units = () if target.implied else _units(target)
    cells, year_locks = _cells(target, units, table)
    adds = target.units_roll is UnitRollup.SUM
    year = Year(target, units, adds, month_weights(target, annual, table), table.quarters, cells, year_locks)
    values = year.values(annual)
    reached = reached_by_unit(target, values) if units else []
    totals = [still_to_do(target, value, before) for value, before in zip(values, reached, strict=True)]
    months = year.months(still_to_do(target, annual, target.reached), totals, year.weights, cells)
    for revision in target.revisions:
        months = revised(year, revision, months, reached, table)
    if target.units_roll is UnitRollup.MEAN and units and not cells:
        rises = target.shape is Shape.FLOW and annual >= 0
        weights = target.allocation.weights if target.allocation else ()
        months = agreeing(months, target.reached, reached, weights, rises=rises)
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
    years: dict[str, int] = dict(target.allocation.fixed) if target.allocation else {}
    for lock in target.locks:
        first, last = table.months_of(lock.period) or (0, 0)
        whole = first == 0 and last == len(table.facts) - 1
        if lock.unit is not None and whole:
            if years.setdefault(lock.unit.id, lock.value) != lock.value:
                raise CannotHold(lock.location, [_cell(target, lock)], lock.value, years[lock.unit.id])
            continue
        value = lock.value - target.reached if whole else lock.value
        span = _span(target, lock, (first, last), value, table)
        if span is not None:
            (by_unit[lock.unit.id] if lock.unit else own).append(span)
    spans = tuple(tuple(by_unit[unit.id]) for unit in units)
    return Cells(tuple(own), spans, target.shape is Shape.PATH), years


def _span(target: Target, lock: Lock, months: tuple[int, int], value: int, table: PeriodTable) -> Span | None:
    """Return the open months of a lock; None where it settles that a closed period brings nothing."""
    is_open = [i for i in range(months[0], months[1] + 1) if table.is_open[i]]
    if is_open:
        return Span(is_open[0], is_open[-1], value, _cell(target, lock), lock.location)
    if value:
        raise CannotHold(lock.location, [_cell(target, lock)], value, 0)
    return None


def _cell(target: Target, lock: Lock) -> str:
    return f"{target.id}@{lock.unit.id}/{lock.period}" if lock.unit else f"{target.id}/{lock.period}"


def _result(year: Year, months: Months, reached: Sequence[int], table: PeriodTable) -> TargetSplit:
    target, weights = year.target, tuple(year.weights)
    plain = not year.cells and not target.revisions
    exact = plain and not (year.adds and year.units)
    own = _block(None, target.reached, months.own, Rhythm(weights, table.counts, None, exact))
    units: list[UnitSplit] = []
    for number, unit in enumerate(year.units):
        rhythm = Rhythm(weights, table.counts, number if year.adds else None, exact=False)
        units.append(_block(unit, reached[number], months.units[number], rhythm))
    held = _bounds(target, {}) if target.implied else ()
    return TargetSplit(target, own, (*units, *held), tuple(_exceptions(year, months, reached, table)), (), table.counts)


def _exceptions(year: Year, months: Months, reached: Sequence[int], table: PeriodTable) -> Iterator[Deviation]:
    """Yield what could not stay near its ideal; after a revision there is no one ideal for the year."""
    target = year.target
    if target.units_roll is UnitRollup.MEAN and target.allocation and year.units:
        yield from mean_deviations(months, target.reached, reached, target.allocation.weights, table)
    totals = table.crossing if months.exact else table.declared
    if not totals or year.target.revisions:
        return
    for unit, amounts in ((None, months.own), *zip(year.units, months.units, strict=True)):
        yield from cell_deviations(unit.id if unit else "", amounts, year.weights, totals)


def _block(unit: Unit | None, reached: int, months: Sequence[int], rhythm: Rhythm) -> UnitSplit:
    return UnitSplit(unit, reached + sum(months), reached, tuple(months), rhythm)
