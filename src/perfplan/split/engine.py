"""From a target to integer blocks: first over units, then over months, then over working days.

Units and months are rounded both ways (:mod:`.twoway`), so that all declared totals of the units and of the target are
exact and within one quantum of their ideals. Inside a month each unit starts at its own phase, so that small amounts do
not all fall on the same day. What is a quantum or more from its ideal is listed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import cache, partial

from perfplan.model.target import Shape, Target, UnitRollup
from perfplan.model.unit import Unit
from perfplan.registry import discover
from perfplan.split.apportion import integer_weights
from perfplan.split.cells import Months
from perfplan.split.conflicts import conflict_of
from perfplan.split.deviations import cell_deviations, mean_deviations
from perfplan.split.locks import sort_locks
from perfplan.split.means import agreeing
from perfplan.split.methods._method import Method
from perfplan.split.result import Conflict, Deviation, Rhythm, TargetSplit, UnitSplit, flat
from perfplan.split.series import CannotHold, open_weights
from perfplan.split.table import PeriodTable
from perfplan.split.units import NO_LOCKS, YearLocks, annual_by_unit, reached_by_unit
from perfplan.split.year import Year, revised, still_to_do


@cache
def methods() -> dict[str, Method]:
    """Return the split methods by name."""
    return discover("perfplan.split.methods", "METHOD")


def split_target(target: Target, table: PeriodTable) -> TargetSplit:
    """Split one target over its units and the plan's periods. A pending target gives empty blocks."""
    if target.annual is None:
        return TargetSplit(target, flat(None, 0), (), (), (), table.counts)
    attempt = partial(_spread if target.spreads else _hold, table=table)
    try:
        return attempt(target)
    except CannotHold as problem:
        conflict = conflict_of(target, problem, table, attempt)
        return TargetSplit(target, flat(None, target.annual), (), (), (conflict,), table.counts)


def conflicts(target: Target, table: PeriodTable) -> tuple[Conflict, ...]:
    """Return what :func:`split_target` finds that cannot hold; without months, where only units' years are settled."""
    if target.annual is None or target.locks or target.revisions or target.implied or not target.spreads:
        return split_target(target, table).conflicts
    try:
        annual_by_unit(target, target.annual, NO_LOCKS)
    except CannotHold:
        return split_target(target, table).conflicts
    return ()


def _hold(target: Target, table: PeriodTable) -> TargetSplit:
    years = sort_locks(target, _units(target), table)[1]
    return TargetSplit(target, _bound(target, None, 0, NO_LOCKS), _bounds(target, years), (), (), table.counts)


def _bounds(target: Target, locks: YearLocks) -> tuple[UnitSplit, ...]:
    return tuple(_bound(target, unit, place, locks) for place, unit in enumerate(_units(target)))


def _bound(target: Target, unit: Unit | None, place: int, locks: YearLocks) -> UnitSplit:
    """Return a value that is not spread, with the changes that revisions bring."""

    def value(annual: int) -> int:
        return annual_by_unit(target, annual, locks)[place] if unit else annual

    changes = tuple((revision.on, value(revision.value)) for revision in target.revisions)
    return flat(unit, value(target.value or 0), changes)


def _units(target: Target) -> tuple[Unit, ...]:
    return target.allocation.units if target.allocation else ()


def _spread(target: Target, table: PeriodTable) -> TargetSplit:
    annual = target.annual or 0
    units = () if target.implied else _units(target)
    cells, locks = sort_locks(target, units, table)
    adds = target.units_roll is UnitRollup.SUM
    year = Year(target, units, adds, month_weights(target, annual, table), table.quarters, cells, locks)
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
    _check_years(year, months, reached)
    return _result(year, months, reached, table)


def _check_years(year: Year, months: Months, reached: Sequence[int]) -> None:
    """Raise :class:`CannotHold` if a revision has left a unit's year outside its bounds."""
    for unit, amounts, done in zip(year.units, months.units, reached, strict=True):
        for found in year.locks.ranges.get(unit.id, ()):
            bound, value = found.broken(done + sum(amounts)), done + sum(amounts)
            if bound is not None:
                raise CannotHold(found.location, [found.cell], value, bound)


def month_weights(target: Target, annual: int, table: PeriodTable) -> list[int]:
    """Return one integer weight a month for what is left of the year when the plan is issued."""
    method = methods()[target.split.method]
    whole = annual - target.opening
    reached = Fraction(target.reached - target.opening, whole) if whole else Fraction(0)
    weights = method.weights(target.split, table.facts)
    return integer_weights(open_weights(weights, table.is_open, reached))


def _result(year: Year, months: Months, reached: Sequence[int], table: PeriodTable) -> TargetSplit:
    target, weights = year.target, tuple(year.weights)
    plain = not year.cells and not target.revisions
    exact = plain and not (year.adds and year.units)
    own = _block(None, target.reached, months.own, Rhythm(weights, table.counts, None, exact))
    units: list[UnitSplit] = []
    for number, unit in enumerate(year.units):
        rhythm = Rhythm(weights, table.counts, number if year.adds else None, exact=False)
        units.append(_block(unit, reached[number], months.units[number], rhythm))
    held = _bounds(target, NO_LOCKS) if target.implied else ()
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
    yield from _of_groups(year, months, totals)


def _of_groups(year: Year, months: Months, totals: Sequence[tuple[str, int, int]]) -> Iterator[Deviation]:
    """Yield the exceptions of units that others belong to, where not all belong to the same."""
    groups = year.groups if year.adds else []
    for group in dict.fromkeys(groups) if len(set(groups)) > 1 else ():
        inside = [unit for unit, of in zip(months.units, groups, strict=True) if of == group]
        if len(inside) > 1:
            amounts = [sum(month) for month in zip(*inside, strict=True)]
            yield from cell_deviations(group, amounts, year.weights, totals)


def _block(unit: Unit | None, reached: int, months: Sequence[int], rhythm: Rhythm) -> UnitSplit:
    return UnitSplit(unit, reached + sum(months), reached, tuple(months), rhythm)
