"""Why locks cannot hold: a smallest set of them that cannot, and the least change of one that would do.

Locks are left out one by one, the last written first, as long as the others still cannot hold. What remains is
minimal: without any of them the split exists (J. W. Chinneck and E. W. Dravnieks' deletion filter, 1991). How far one
of them would have to move is found by halving between its value and what its cell gets without it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec.structs import replace

from perfplan.model.target import Lock, Target
from perfplan.split.locks import cell_name
from perfplan.split.result import Conflict, TargetSplit
from perfplan.split.series import CannotHold
from perfplan.split.table import PeriodTable

Attempt = Callable[[Target], TargetSplit]


def conflict_of(target: Target, problem: CannotHold, table: PeriodTable, attempt: Attempt) -> Conflict:
    """Return the conflict of a target that cannot be split; ``attempt`` splits it or raises :class:`CannotHold`."""
    if not target.locks or _split(replace(target, locks=()), attempt) is None:
        return Conflict(problem.location, problem.cells, abs(problem.found - problem.limit))
    locks = _minimal(target, attempt)
    gap = min(_gap(target, locks, number, table, attempt) for number in range(len(locks)))
    places = [lock.location for lock in locks]
    location = problem.location if problem.location in places else places[0]
    return Conflict(location, ", ".join(cell_name(target, lock) for lock in locks), gap)


def _split(target: Target, attempt: Attempt) -> TargetSplit | None:
    try:
        return attempt(target)
    except CannotHold:
        return None


def _minimal(target: Target, attempt: Attempt) -> list[Lock]:
    kept = list(target.locks)
    for lock in reversed(target.locks):
        fewer = [other for other in kept if other is not lock]
        if _split(replace(target, locks=tuple(fewer)), attempt) is None:
            kept = fewer
    return kept


def _gap(target: Target, locks: Sequence[Lock], number: int, table: PeriodTable, attempt: Attempt) -> int:
    """Return by how much one of the locks must move at least, so that all of them hold."""
    lock = locks[number]

    def trial(*changed: Lock) -> TargetSplit | None:
        return _split(replace(target, locks=(*locks[:number], *changed, *locks[number + 1 :])), attempt)

    free = trial()
    holds = _amount(free, lock, table) if free else 0
    bound = lock.nearest(holds)
    fails = bound
    while abs(holds - fails) > 1:
        middle = (holds + fails) // 2
        if trial(lock.moved(bound, middle)) is None:
            fails = middle
        else:
            holds = middle
    return abs(holds - bound)


def _amount(found: TargetSplit, lock: Lock, table: PeriodTable) -> int:
    """Return what a split gives the cell of a lock."""
    part = next(part for part in found.blocks if part.unit == lock.unit)
    if not part.months:
        return part.value
    first, last = table.months_of(lock.period) or (0, 0)
    whole = first == 0 and last == len(part.months) - 1
    return sum(part.months[first : last + 1]) + (part.reached if whole else 0)
