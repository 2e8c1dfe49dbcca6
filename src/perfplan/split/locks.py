"""What a target's locks settle: fixed cells, cells that keep within bounds, and whole years of units."""

from __future__ import annotations

from collections.abc import Sequence

from perfplan.model.target import Lock, Shape, Target
from perfplan.model.unit import Unit
from perfplan.split.cells import Cells, Range
from perfplan.split.series import CannotHold, Span
from perfplan.split.table import PeriodTable
from perfplan.split.units import YearLocks


def sort_locks(target: Target, units: Sequence[Unit], table: PeriodTable) -> tuple[Cells, YearLocks]:
    """Return the locks as spans and ranges of open months, those on a unit's whole year apart.

    Raises :class:`CannotHold` for a period that is over and cannot be what its lock says, for amounts below zero, and
    for two values of one unit's year.
    """
    years = YearLocks(dict(target.allocation.fixed) if target.allocation else {}, {})
    places = {unit.id: place for place, unit in enumerate(units)}
    spans: dict[int | None, list[Span]] = {place: [] for place in (None, *places.values())}
    ranges: list[Range] = []
    for lock in target.locks:
        _check_sign(target, lock)
        first, last = table.months_of(lock.period) or (0, 0)
        whole = first == 0 and last == len(table.facts) - 1
        place = places[lock.unit.id] if lock.unit else None
        if lock.unit is not None and whole:
            _settle_year(target, lock, years)
            continue
        found = _range(target, lock, place, (first, last), table, target.reached if whole else 0)
        if found is None:
            continue
        if lock.value is None:
            ranges.append(found)
        else:
            spans[place].append(found.at(found.least or 0))
    own = tuple(spans.pop(None))
    return Cells(own, tuple(map(tuple, spans.values())), target.shape is Shape.PATH, tuple(ranges)), years


def _check_sign(target: Target, lock: Lock) -> None:
    """Raise :class:`CannotHold` for a lock that would take back what other periods bring; only levels turn."""
    least, most = lock.bounds
    falls = (target.annual or 0) < 0
    wrong = least if falls else most
    if target.shape is not Shape.PATH and wrong is not None and (wrong > 0 if falls else wrong < 0):
        raise CannotHold(lock.location, [cell_name(target, lock)], wrong, 0)


def _settle_year(target: Target, lock: Lock, years: YearLocks) -> None:
    if lock.unit is None:
        return
    if lock.value is None:
        bounds = Range(None, 0, 0, lock.minimum, lock.maximum, cell_name(target, lock), lock.location)
        years.ranges.setdefault(lock.unit.id, []).append(bounds)
    elif years.fixed.setdefault(lock.unit.id, lock.value) != lock.value:
        raise CannotHold(lock.location, [cell_name(target, lock)], lock.value, years.fixed[lock.unit.id])


def _range(
    target: Target, lock: Lock, place: int | None, months: tuple[int, int], table: PeriodTable, done: int
) -> Range | None:
    """Return the open months of a lock; None where it settles that a closed period brings nothing."""
    least, most = lock.bounds
    is_open = [i for i in range(months[0], months[1] + 1) if table.is_open[i]] or [0]
    found = Range(
        place, is_open[0], is_open[-1], _less(least, done), _less(most, done), cell_name(target, lock), lock.location
    )
    if table.is_open[is_open[0]] and months[0] <= is_open[0]:
        return found
    broken = found.broken(0)
    if broken is not None:
        raise CannotHold(lock.location, [found.cell], broken, 0)
    return None


def _less(bound: int | None, done: int) -> int | None:
    return None if bound is None else bound - done


def cell_name(target: Target, lock: Lock) -> str:
    """Return a lock's cell as messages name it."""
    return f"{target.id}@{lock.unit.id}/{lock.period}" if lock.unit else f"{target.id}/{lock.period}"
