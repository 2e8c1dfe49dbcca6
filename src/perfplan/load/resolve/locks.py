"""Locks: which cells of a target can be settled, and at what."""

from __future__ import annotations

from msgspec import Struct

from perfplan.kinds._kind import Extras, Kind
from perfplan.load.resolve.numbers import quanta
from perfplan.load.resolve.scope import Item, Scope
from perfplan.model.period import ONE_DAY, halves
from perfplan.model.quantity import format_quanta
from perfplan.model.target import Allocation, Lock, Shape, UnitRollup
from perfplan.spec.target import LockSpec, TargetSpec


class Lockable(Struct, frozen=True):
    """Which cells of a target can be settled, and in how many decimals."""

    total: bool
    units: bool
    periods: bool
    decimals: int | None = None

    @classmethod
    def of(cls, kind: Kind, shape: Shape, extras: Extras) -> Lockable:
        """Amounts and levels have every cell, implied amounts only the total's, a dated amount a unit's whole year."""
        if extras.base is not None:
            return cls(total=True, units=False, periods=True, decimals=extras.base.decimals)
        spreads = shape in {Shape.FLOW, Shape.PATH}
        adds = kind.units_roll is UnitRollup.SUM
        return cls(total=spreads, units=spreads or adds, periods=spreads)


def resolve_locks(
    item: Item[TargetSpec], allocation: Allocation | None, cells: Lockable, scope: Scope
) -> tuple[Lock, ...]:
    """Return the locks of a target; those of cells that it does not have are findings."""
    sharing = {unit.id for unit in allocation.units} if allocation else set()
    decimals = item.spec.decimals if cells.decimals is None else cells.decimals
    locks = []
    for index, spec in enumerate(item.spec.locks):
        part = item.part(spec, "locks", index)
        unit = scope.unit(spec.unit, part.spot("unit"))
        known = _known_period(spec.period, part, scope)
        bounds = _lock_bounds(part, decimals, scope)
        settles = (cells.units if spec.unit else cells.total) and (cells.periods or _is_year(spec.period, scope))
        if not settles:
            scope.report("PP414", part.at("period"), key="locks", kind=item.spec.kind)
        elif spec.unit is not None and unit is not None and unit.id not in sharing:
            if allocation is not None or item.spec.allocate is None:  # else nobody knows yet who shares
                scope.report("PP313", part.at("unit"), name=spec.unit)
        elif known and bounds and (unit or spec.unit is None):
            key = next(name for name in _BOUNDS if getattr(spec, name) is not None)
            locks.append(Lock(unit, spec.period, *bounds[:1], part.at(key), *bounds[1:], reason=spec.reason or ""))
    return tuple(locks)


_BOUNDS = ("value", "minimum", "maximum")


def _lock_bounds(part: Item[LockSpec], decimals: int, scope: Scope) -> tuple[int | None, int | None, int | None] | None:
    """Return value, minimum and maximum of a lock; None where they do not say how much is settled."""
    said = [name for name in _BOUNDS if getattr(part.spec, name) is not None]
    if not said or (said[0] == "value" and len(said) > 1):
        scope.report("PP420", part.key_at(said[1]) if said else part.at("period"), found=", ".join(said))
        return None
    amounts = {name: quanta(getattr(part.spec, name), decimals, part.spot(name), scope) for name in said}
    value, least, most = (amounts.get(name) for name in _BOUNDS)
    if least is not None and most is not None and least > most:
        scope.report(
            "PP421", part.at("minimum"), minimum=format_quanta(least, decimals), maximum=format_quanta(most, decimals)
        )
        return None
    return value, least, most


def _known_period(label: str, part: Item[object], scope: Scope) -> bool:
    half_years = halves(scope.start, scope.end + ONE_DAY)
    labels = {period.label for period in (*scope.months, *scope.quarters, *half_years)}
    years = {str(month.start.year) for month in scope.months}
    if label in labels | years:
        return True
    start, end = scope.start.isoformat(), scope.end.isoformat()
    scope.report("PP502", part.at("period"), date=label, start=start, end=end)
    return False


def _is_year(label: str, scope: Scope) -> bool:
    """Whether a period is the plan's whole year."""
    return len({month.start.year for month in scope.months}) == 1 and label == str(scope.start.year)
