"""A project's stages as a network: built once, in linear time, then only integers and look-ups."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from msgspec import Struct

from perfplan.model.calendar import Calendar
from perfplan.model.project import Duration, Group, Project, Stage
from perfplan.schedule.circle import find_cycle
from perfplan.schedule.gates import (
    Gate,
    binds_finish,
    bound_stages,
    ends_by_date,
    gate_from,
    gate_to,
    gates_needed,
    leaves_finish,
    linked,
)

FAR_PAST = 0
FAR_FUTURE = date.max.toordinal() * 2


class Arc(NamedTuple):
    """A link between two places: which end binds which, and the lag (``calendar`` None: calendar days)."""

    source: int
    target: int
    from_finish: bool
    to_finish: bool
    lag: int
    calendar: Calendar | None


class Limit(NamedTuple):
    """A relative deadline: ``stage`` finishes within ``days`` of the finish of ``anchor``."""

    stage: int
    anchor: int
    days: int
    calendar: Calendar | None


class Activity(NamedTuple):
    """What one place brings by itself: its calendar (None: calendar days) and the boundaries its dates allow."""

    calendar: Calendar | None
    start_floor: int
    finish_floor: int
    start_ceiling: int
    finish_ceiling: int


_GATE = Activity(None, FAR_PAST, FAR_PAST, FAR_FUTURE, FAR_FUTURE)
Gates = dict[tuple[str, Gate], int]


class Network(Struct, frozen=True):
    """Places in declared order, first the project's ``size`` stages, then the gates of its groups (no duration).

    ``order`` is topological, ``incoming`` and ``outgoing`` follow the places. ``days`` are the declared durations; the
    passes take durations apart, so that they can be varied on one network. ``gates`` are the ids of the gates' groups.
    """

    activities: tuple[Activity, ...]
    days: tuple[int, ...]
    order: tuple[int, ...]
    incoming: tuple[tuple[Arc, ...], ...]
    outgoing: tuple[tuple[Arc, ...], ...]
    limits: tuple[Limit, ...]
    size: int
    gates: tuple[str, ...]


def build_network(project: Project) -> Network:
    """Return the network of a project whose links name existing stages and make no circle.

    Raises:
        KeyError: a link names an unknown stage; plans are refused before they get here.
        ValueError: the links make a circle; likewise.
    """
    gates = _number_gates(project)
    incoming = _incoming(project, gates)
    outgoing: list[list[Arc]] = [[] for _ in incoming]
    for arcs in incoming:
        for arc in arcs:
            outgoing[arc.source].append(arc)
    activities = [_activity(stage) for stage in project.stages] + [_GATE] * len(gates)
    for group in project.groups:
        _hold(project, group, gates, activities)
    return Network(
        activities=tuple(activities),
        days=(*(stage.duration.days for stage in project.stages), *(0 for _ in gates)),
        order=topological(incoming, outgoing),
        incoming=tuple(map(tuple, incoming)),
        outgoing=tuple(map(tuple, outgoing)),
        limits=tuple(_limits(project, gates)),
        size=len(project.stages),
        gates=tuple(group for group, _ in gates),
    )


def circle_of(project: Project) -> list[str] | None:
    """Return the ids of stages and groups that wait for each other, the first one again at the end; or None."""
    gates = _number_gates(project)
    names = [*(stage.id for stage in project.stages), *(group for group, _ in gates)]
    edges = ((arc.source, arc.target) for arcs in _incoming(project, gates) for arc in arcs)
    circle = find_cycle(edges)
    if circle is None:
        return None
    path = [names[place] for place in circle]
    kept = [name for name, before in zip(path, ["", *path], strict=False) if name != before]
    return kept if len(kept) > 1 else [*kept, kept[0]]


def _number_gates(project: Project) -> Gates:
    size = len(project.stages)
    return {gate: size + number for number, gate in enumerate(dict.fromkeys(gates_needed(project)))}


def _incoming(project: Project, gates: Gates) -> list[list[Arc]]:
    """Return the arcs to every place: the links as declared, then what ties gates to the stages they bind."""
    index = {stage.id: place for place, stage in enumerate(project.stages)}
    incoming: list[list[Arc]] = [[] for _ in range(len(index) + len(gates))]
    for each in linked(project):
        for link in each.links:
            kind = link.kind
            source, target = index.get(link.stage), index.get(each.id)
            source = gates[link.stage, gate_from(kind)] if source is None else source
            target = gates[each.id, gate_to(kind)] if target is None else target
            lag = _counted(link.lag, link.calendar or project.calendar)
            incoming[target].append(Arc(source, target, leaves_finish(kind), binds_finish(kind), *lag))
    groups = {group.id: group for group in project.groups}
    for (group_id, gate), place in gates.items():
        for stage in bound_stages(project, groups[group_id], gate):
            arc = _tie(gate, place, stage)
            incoming[arc.target].append(arc)
    return incoming


def _tie(gate: Gate, place: int, stage: int) -> Arc:
    if gate in (Gate.ALL_START, Gate.CLOSING):
        return Arc(place, stage, True, gate is Gate.CLOSING, 0, None)
    return Arc(stage, place, gate is Gate.ALL_FINISH, True, 0, None)


def _limits(project: Project, gates: Gates) -> Iterator[Limit]:
    index = {stage.id: place for place, stage in enumerate(project.stages)}
    index |= {group: place for (group, gate), place in gates.items() if gate is Gate.ALL_FINISH}
    for each in linked(project):
        if (due := each.due_within) is not None:
            yield Limit(index[each.id], index[due.stage], *_counted(due.limit, project.calendar))


def _counted(duration: Duration, calendar: Calendar) -> tuple[int, Calendar | None]:
    return duration.days, calendar if duration.working else None


def _activity(stage: Stage) -> Activity:
    says = stage.constraints
    return Activity(
        calendar=stage.calendar if stage.duration.working else None,
        start_floor=_floor(says.start_not_before, says.start_on, _opens(stage)),
        finish_floor=_floor(says.finish_not_before, says.finish_on, 1),
        start_ceiling=_ceiling(says.start_not_after, says.start_on, _opens(stage)),
        finish_ceiling=_ceiling(says.finish_not_after, says.finish_on, 1),
    )


def _opens(stage: Stage) -> int:
    """Return how far a date for the start lies before its boundary.

    A milestone is a boundary at the end of its day, so a date for its start speaks of that day's end too.
    """
    return 0 if stage.duration.days else 1


def _hold(project: Project, group: Group, gates: Gates, activities: list[Activity]) -> None:
    """Put what a group's own dates say on the stages they bind, or on the gate that all of them end at."""
    says = group.constraints
    if says.start_not_before or says.start_on or says.start_not_after:
        opening = frozenset(bound_stages(project, group, Gate.OPENING))
        for place in range(group.first, group.end):
            floor = _floor(says.start_not_before, says.start_on, _opens(project.stages[place]))
            ceiling = _ceiling(says.start_not_after, says.start_on, _opens(project.stages[place]))
            _bound(activities, place, start_floor=floor, start_ceiling=ceiling if place in opening else FAR_FUTURE)
    if says.finish_not_before or says.finish_on:
        for place in bound_stages(project, group, Gate.CLOSING):
            _bound(activities, place, finish_floor=_floor(says.finish_not_before, says.finish_on, 1))
    if ends_by_date(group):
        place = gates[group.id, Gate.ALL_FINISH]
        _bound(activities, place, finish_ceiling=_ceiling(says.finish_not_after, says.finish_on, 1))


def _bound(
    activities: list[Activity],
    place: int,
    *,
    start_floor: int = FAR_PAST,
    finish_floor: int = FAR_PAST,
    start_ceiling: int = FAR_FUTURE,
    finish_ceiling: int = FAR_FUTURE,
) -> None:
    own = activities[place]
    activities[place] = Activity(
        own.calendar,
        max(own.start_floor, start_floor),
        max(own.finish_floor, finish_floor),
        min(own.start_ceiling, start_ceiling),
        min(own.finish_ceiling, finish_ceiling),
    )


def _floor(bound: date | None, fixed: date | None, shift: int) -> int:
    return max((day.toordinal() + shift for day in (bound, fixed) if day is not None), default=FAR_PAST)


def _ceiling(bound: date | None, fixed: date | None, shift: int) -> int:
    return min((day.toordinal() + shift for day in (bound, fixed) if day is not None), default=FAR_FUTURE)


def topological(incoming: Sequence[Sequence[Arc]], outgoing: Sequence[Sequence[Arc]]) -> tuple[int, ...]:
    """Return the places, each after all that it is linked to; free choices fall in declared order (Kahn 1962)."""
    waiting = [len(arcs) for arcs in incoming]
    ready = deque(place for place, count in enumerate(waiting) if not count)
    order: list[int] = []
    while ready:
        place = ready.popleft()
        order.append(place)
        for arc in outgoing[place]:
            waiting[arc.target] -= 1
            if not waiting[arc.target]:
                ready.append(arc.target)
    if len(order) != len(incoming):
        raise ValueError("the links of the stages make a circle")
    return tuple(order)
