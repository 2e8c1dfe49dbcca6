"""What stands in the way of a project: broken bounds, the chain that breaks them, the smallest repair.

Everything here works on one :class:`Run`: a network with both passes done.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from typing import NamedTuple

from msgspec import Struct

from perfplan.model.calendar import Calendar
from perfplan.schedule.cpm import (
    Ceilings,
    Dates,
    backward,
    declared_ceilings,
    drivers,
    forward,
)
from perfplan.schedule.limits import latest_by
from perfplan.schedule.network import FAR_FUTURE, Network


class Run(Struct, frozen=True):
    """A network scheduled both ways between the boundaries ``origin`` and ``end``.

    ``limits`` are the last finish boundaries that relative deadlines allow, by stage; ``drivers`` as in
    :func:`perfplan.schedule.cpm.drivers`.
    """

    network: Network
    origin: int
    end: int
    early: Dates
    late: Dates
    limits: dict[int, int]
    drivers: list[int]


class Bound(Enum):
    """What a stage breaks: the project's deadline, or a bound of its own on its finish or its start."""

    DEADLINE = "deadline"
    FINISH = "finish"
    START = "start"


class Breach(NamedTuple):
    """A stage, or a group's gate, that cannot keep a bound: the boundary allowed, the first one possible, the delay."""

    place: int
    bound: Bound
    allowed: int
    possible: int
    days: int
    unit: str


def run_network(network: Network, origin: int, end: int) -> Run:
    """Return both passes over a network."""
    early = forward(network, network.days, origin)
    late, limits = latest_by(network, network.days, origin, end)
    return Run(network, origin, end, early, late, limits, drivers(network, network.days, origin, early))


def breaches(run: Run, calendar: Calendar) -> list[Breach]:
    """Return the broken bounds, the deadline first, then by stage; empty exactly when the project fits.

    The deadline is counted once, at the stage that ends last. Delays are working days of ``calendar``, or calendar
    days where they hold no working day.
    """
    found: list[Breach] = []
    if run.early.finish and (worst := max(run.early.finish)) > run.end:
        place = run.early.finish.index(worst)
        found.append(_breach(place, Bound.DEADLINE, run.end, worst, calendar))
    own = own_ceilings(run, FAR_FUTURE)
    for place in range(len(run.drivers)):
        if run.early.finish[place] > own.finish[place]:
            found.append(_breach(place, Bound.FINISH, own.finish[place], run.early.finish[place], calendar))
        if run.early.start[place] > own.start[place]:
            found.append(_breach(place, Bound.START, own.start[place], run.early.start[place], calendar))
    return found


def own_ceilings(run: Run, end: int) -> Ceilings:
    """Return what the deadline, the stages' dates and their relative deadlines allow, links aside."""
    ceilings = declared_ceilings(run.network, end)
    for place, limit in run.limits.items():
        ceilings.finish[place] = min(ceilings.finish[place], limit)
    return ceilings


def _breach(place: int, bound: Bound, allowed: int, possible: int, calendar: Calendar) -> Breach:
    working = calendar.rank(possible) - calendar.rank(allowed)
    days, unit = (working, "wd") if working else (possible - allowed, "cd")
    return Breach(place, bound, allowed, possible, days, unit)


def decisive(broken: Sequence[Breach]) -> Breach | None:
    """Return the breach that stands for the project: the deadline's, else the longest delay; None if it fits."""
    if broken and broken[0].bound is Bound.DEADLINE:
        return broken[0]
    return max(broken, key=_delay, default=None)


def _delay(breach: Breach) -> tuple[bool, int]:
    return breach.unit == "wd", breach.days


def reserve(run: Run, place: int, calendar: Calendar) -> int:
    """Return how many working days of ``calendar`` lie between a stage's earliest and latest finish."""
    return calendar.rank(run.late.finish[place]) - calendar.rank(run.early.finish[place])


def spare(run: Run, worst: Breach | None, deciding: int, calendar: Calendar) -> int:
    """Return the working days between what decides the end and what bounds it; negative where it is too late."""
    if worst is None:
        return reserve(run, deciding, calendar)
    return calendar.rank(worst.allowed) - calendar.rank(worst.possible)


def tightest(run: Run, calendar: Calendar) -> int:
    """Return where a project that fits has the least reserve: a last stage, or a place with a bound of its own.

    Of several, the one that ends last; then the first declared.
    """
    ends = (
        place
        for place, activity in enumerate(run.network.activities)
        if not run.network.outgoing[place]
        or min(activity.start_ceiling, activity.finish_ceiling) < FAR_FUTURE
        or place in run.limits
    )
    return min(ends, key=lambda place: (reserve(run, place, calendar), -run.early.finish[place], place))


def chain_to(run: Run, place: int) -> tuple[int, ...]:
    """Return the stages that fix the earliest dates of a place, first to last; itself included if it is a stage."""
    chain = []
    while place >= 0:
        if place < run.network.size:
            chain.append(place)
        place = run.drivers[place]
    return tuple(reversed(chain))


def driving_stage(run: Run, place: int) -> int:
    """Return the stage that fixes the earliest start of a place, through gates if need be; -1 if none does."""
    driver = run.drivers[place]
    while driver >= run.network.size:
        driver = run.drivers[driver]
    return driver


def critical_places(run: Run, broken: Sequence[Breach]) -> set[int]:
    """Return the stages without float; where bounds are broken, those that cannot slip without worsening the worst.

    The second is the classical longest path, found by a backward pass from the worst delays themselves. In one day
    unit it is the same as the stages with the smallest float, and it holds for mixed units too.
    """
    worst = max(map(_delay, broken), default=None)
    late = run.late
    if worst is not None:
        size = len(run.drivers)
        ceilings = Ceilings([FAR_FUTURE] * size, [FAR_FUTURE] * size)
        for breach in broken:
            if _delay(breach) == worst:
                _cap(breach, ceilings)
        late = backward(run.network, run.network.days, run.origin, ceilings)
    return {place for place in range(run.network.size) if late.start[place] <= run.early.start[place]}


def _cap(breach: Breach, ceilings: Ceilings) -> None:
    """Let every stage that is as late as the breach end no later than it can."""
    if breach.bound is Bound.DEADLINE:
        ceilings.finish[:] = [min(ceiling, breach.possible) for ceiling in ceilings.finish]
    elif breach.bound is Bound.FINISH:
        ceilings.finish[breach.place] = min(ceilings.finish[breach.place], breach.possible)
    else:
        ceilings.start[breach.place] = min(ceilings.start[breach.place], breach.possible)
