"""The two passes of the critical path method over a network, and the floats between them.

All numbers are boundaries (see :mod:`perfplan.schedule.axis`). Every function is linear in stages and links.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from perfplan.schedule.axis import distance, lag_after, lag_before, place_early, place_late
from perfplan.schedule.network import FAR_FUTURE, Arc, Network


class Dates(NamedTuple):
    """Start and finish boundaries of every stage, by index."""

    start: list[int]
    finish: list[int]


class Ceilings(NamedTuple):
    """The highest start and finish boundary that each stage itself allows, by index."""

    start: list[int]
    finish: list[int]


def forward(network: Network, days: Sequence[int], origin: int) -> Dates:
    """Return the earliest dates: every stage as soon as the project's start, its own dates and its links allow."""
    early = Dates([origin] * len(days), [origin] * len(days))
    for place in network.order:
        activity = network.activities[place]
        floors = early_floors(network, place, early, origin)
        early.start[place], early.finish[place] = place_early(days[place], activity.calendar, *floors, origin)
    return early


def early_floors(network: Network, place: int, early: Dates, origin: int) -> tuple[int, int]:
    """Return the lowest start and finish boundary of a stage, from its own dates and its predecessors' early dates."""
    activity = network.activities[place]
    start, finish = max(activity.start_floor, origin), activity.finish_floor
    for arc in network.incoming[place]:
        bound = reached(arc, early)
        if arc.to_finish:
            finish = max(finish, bound)
        else:
            start = max(start, bound)
    return start, finish


def reached(arc: Arc, dates: Dates) -> int:
    """Return the lowest boundary that a link allows at its target's bound end, given its source's dates."""
    bound = dates.finish[arc.source] if arc.from_finish else dates.start[arc.source]
    return lag_after(bound, arc.lag, arc.calendar)


def declared_ceilings(network: Network, end: int) -> Ceilings:
    """Return what the deadline (``end``: the boundary after it) and the stages' own dates allow."""
    return Ceilings(
        [min(activity.start_ceiling, end) for activity in network.activities],
        [min(activity.finish_ceiling, end) for activity in network.activities],
    )


def backward(network: Network, days: Sequence[int], origin: int, ceilings: Ceilings) -> Dates:
    """Return the latest dates: every stage as late as the ceilings and its links allow (the reverse schedule)."""
    late = Dates(list(ceilings.start), list(ceilings.finish))
    for place in reversed(network.order):
        bounds = late_ceilings(network, place, ceilings, late)
        calendar = network.activities[place].calendar
        late.start[place], late.finish[place] = place_late(days[place], calendar, *bounds, origin)
    return late


def late_ceilings(network: Network, place: int, ceilings: Ceilings, late: Dates) -> tuple[int, int]:
    """Return the highest start and finish boundary of a stage, from its ceilings and its successors' dates."""
    start, finish = ceilings.start[place], ceilings.finish[place]
    for arc in network.outgoing[place]:
        bound = lag_before(late.finish[arc.target] if arc.to_finish else late.start[arc.target], arc.lag, arc.calendar)
        if arc.from_finish:
            finish = min(finish, bound)
        else:
            start = min(start, bound)
    return start, finish


def fits(early: Dates, late: Dates) -> bool:
    """Return whether every stage can start as late as it can early: the project fits its dates."""
    return all(first <= last for first, last in zip(early.start, late.start, strict=True))


def total_floats(network: Network, early: Dates, late: Dates) -> list[int]:
    """Return by how many of its own days each stage can slip before something breaks; negative: it is too late by."""
    return [
        distance(early.start[place], late.start[place], activity.calendar)
        for place, activity in enumerate(network.activities[: network.size])
    ]


def free_floats(network: Network, days: Sequence[int], origin: int, early: Dates, total: Sequence[int]) -> list[int]:
    """Return by how many of its own days each stage can slip and leave every other stage's earliest dates alone.

    Never more than the total float and never negative; where nothing follows, the total float.
    """
    unbounded = Ceilings([FAR_FUTURE] * len(days), [FAR_FUTURE] * len(days))
    held = _with_gates_held(network, early, unbounded, origin)
    free: list[int] = []
    for place, activity in enumerate(network.activities[: network.size]):
        slack = total[place]
        if network.outgoing[place]:
            bounds = late_ceilings(network, place, unbounded, held)
            start, _ = place_late(days[place], activity.calendar, *bounds, origin)
            slack = min(slack, distance(early.start[place], start, activity.calendar))
        free.append(max(slack, 0))
    return free


def _with_gates_held(network: Network, early: Dates, ceilings: Ceilings, origin: int) -> Dates:
    """Return the early dates, with every gate as late as what follows it may stay where it is."""
    if not network.gates:
        return early
    held = Dates(list(early.start), list(early.finish))
    for place in reversed(network.order):
        if place >= network.size:
            bounds = late_ceilings(network, place, ceilings, held)
            held.start[place], held.finish[place] = place_late(0, None, *bounds, origin)
    return held


def drivers(network: Network, days: Sequence[int], origin: int, early: Dates) -> list[int]:
    """Return the predecessor that fixes each stage's earliest start, or -1 where its own dates or the project's do.

    Of several that fix it alike, the first declared.
    """
    return [_driver(network, place, days[place], origin, early) for place in range(len(days))]


def _driver(network: Network, place: int, days: int, origin: int, early: Dates) -> int:
    activity = network.activities[place]
    own = max(activity.start_floor, origin)
    best = place_early(days, activity.calendar, own, activity.finish_floor, origin)[0]
    driver = -1
    for arc in network.incoming[place]:
        bound = reached(arc, early)
        floors = (origin, bound) if arc.to_finish else (max(bound, origin), activity.finish_floor)
        start, _ = place_early(days, activity.calendar, *floors, origin)
        if start > best:
            best, driver = start, arc.source
    return driver
