"""A project's stages as a network: built once, in linear time, then only integers and look-ups."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from perfplan.model.calendar import Calendar
from perfplan.model.project import Duration, LinkKind, Project, Stage

FAR_PAST = 0
FAR_FUTURE = date.max.toordinal() * 2


class Arc(NamedTuple):
    """A link between two stages by index: which end binds which, and the lag (``calendar`` None: calendar days)."""

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
    """What one stage brings by itself: its calendar (None: calendar days) and the boundaries its dates allow."""

    calendar: Calendar | None
    start_floor: int
    finish_floor: int
    start_ceiling: int
    finish_ceiling: int


@dataclass(frozen=True, slots=True)
class Network:
    """Stages by index in declared order; ``order`` is topological and ``incoming``/``outgoing`` follow the stages.

    ``days`` are the declared durations; the passes take durations apart, so that they can be varied on one network.
    """

    activities: tuple[Activity, ...]
    days: tuple[int, ...]
    order: tuple[int, ...]
    incoming: tuple[tuple[Arc, ...], ...]
    outgoing: tuple[tuple[Arc, ...], ...]
    limits: tuple[Limit, ...]


def build_network(project: Project) -> Network:
    """Return the network of a project whose links name existing stages and make no circle.

    Raises:
        KeyError: a link names an unknown stage; plans are refused before they get here.
        ValueError: the links make a circle; likewise.
    """
    stages = project.stages
    index = {stage.id: place for place, stage in enumerate(stages)}
    incoming = tuple(tuple(_arcs(stage, index, project.calendar)) for stage in stages)
    outgoing: list[list[Arc]] = [[] for _ in stages]
    for arcs in incoming:
        for arc in arcs:
            outgoing[arc.source].append(arc)
    limits = (
        Limit(index[stage.id], index[due.stage], *_counted(due.limit, project.calendar))
        for stage in stages
        if (due := stage.due_within) is not None
    )
    return Network(
        activities=tuple(_activity(stage) for stage in stages),
        days=tuple(stage.duration.days for stage in stages),
        order=_topological(incoming, outgoing),
        incoming=incoming,
        outgoing=tuple(map(tuple, outgoing)),
        limits=tuple(limits),
    )


def _arcs(stage: Stage, index: dict[str, int], calendar: Calendar) -> Iterator[Arc]:
    for link in stage.links:
        from_finish = link.kind in (LinkKind.FS, LinkKind.FF)
        to_finish = link.kind in (LinkKind.FF, LinkKind.SF)
        yield Arc(index[link.stage], index[stage.id], from_finish, to_finish, *_counted(link.lag, calendar))


def _counted(duration: Duration, calendar: Calendar) -> tuple[int, Calendar | None]:
    return duration.days, calendar if duration.working else None


def _activity(stage: Stage) -> Activity:
    says = stage.constraints
    # A milestone is a boundary at the end of its day, so a date for its start speaks of that day's end too.
    opens = 0 if stage.duration.days else 1
    return Activity(
        calendar=stage.calendar if stage.duration.working else None,
        start_floor=_floor(says.start_not_before, says.start_on, opens),
        finish_floor=_floor(says.finish_not_before, says.finish_on, 1),
        start_ceiling=_ceiling(says.start_not_after, says.start_on, opens),
        finish_ceiling=_ceiling(says.finish_not_after, says.finish_on, 1),
    )


def _floor(bound: date | None, fixed: date | None, shift: int) -> int:
    return max((day.toordinal() + shift for day in (bound, fixed) if day is not None), default=FAR_PAST)


def _ceiling(bound: date | None, fixed: date | None, shift: int) -> int:
    return min((day.toordinal() + shift for day in (bound, fixed) if day is not None), default=FAR_FUTURE)


def _topological(incoming: Sequence[Sequence[Arc]], outgoing: Sequence[Sequence[Arc]]) -> tuple[int, ...]:
    """Return the stages, each after all that it is linked to; free choices fall in declared order (Kahn 1962)."""
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


def find_cycle(edges: Iterable[tuple[str, str]]) -> list[str] | None:
    """Return the first circle as a path that ends where it begins (``[a, b, a]``), or None.

    ``edges`` are (from, to); the search follows their order, so the same input names the same circle. It keeps its own
    stack: no depth is too deep.
    """
    following: dict[str, list[str]] = {}
    for source, target in edges:
        following.setdefault(source, []).append(target)
    closed: set[str] = set()
    for root in following:
        if root not in closed and (path := _circle_from(root, following, closed)):
            return path
    return None


def _circle_from(root: str, following: dict[str, list[str]], closed: set[str]) -> list[str] | None:
    path, places = [root], {root: 0}
    branches = [iter(following[root])]
    while branches:
        step = next(branches[-1], None)
        if step is None:
            branches.pop()
            closed.add(path[-1])
            del places[path.pop()]
        elif step in places:
            return [*path[places[step] :], step]
        elif step not in closed:
            places[step] = len(path)
            path.append(step)
            branches.append(iter(following.get(step, ())))
    return None
