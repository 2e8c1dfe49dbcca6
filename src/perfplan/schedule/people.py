"""The latest schedule in which nobody is needed more than they can be, for projects that share people.

The latest dates of a network are no safe "start by" dates where people are limited: two stages of one owner may lie on
the same days. Here they do not. In this order a schedule keeps all dates, begins the whole as late as it can, and puts
every stage as late as the others allow. It is the mirror image of a forward schedule, calendars and leave mirrored too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from perfplan.model.project import Project
from perfplan.schedule.axis import lag_after
from perfplan.schedule.binding import Hold, grips
from perfplan.schedule.levelling.bounds import Prover
from perfplan.schedule.levelling.level import Levelled, level, solved, usual_budget
from perfplan.schedule.levelling.limits import Limits
from perfplan.schedule.levelling.problem import mirror, mirrored
from perfplan.schedule.network import build_network
from perfplan.schedule.shortage import Shortage, shortage
from perfplan.schedule.staffing import Part, Staffing, staffing
from perfplan.schedule.staffing_check import faults


class ScheduleError(Exception):
    """A schedule does not keep what it has to: a fault of perfplan, never of a plan."""


class StaffedStage(Struct, frozen=True):
    """One stage as people can do it: its inclusive dates, and what keeps it from being later."""

    stage: str
    start: date
    finish: date
    hold: Hold


class Staffed(Struct, frozen=True):
    """A project as people can do it, together with the projects in ``shared``, with which it shares people.

    ``feasible`` says whether all dates of this project are kept; ``days_late`` is by how many working days its first
    stage would have to begin before the project's start, and ``shortage`` what stands in the way. ``refuted`` are the
    projects of which it is proved that people cannot keep all dates: this one, or only together with others; none
    where that is open. ``first_start`` is when the first stage of all these projects begins, ``bound`` a day later
    than which it surely cannot; ``proved`` whether that is known of ``first_start``.
    """

    project: Project
    stages: tuple[StaffedStage, ...]
    shared: tuple[str, ...]
    feasible: bool
    days_late: int
    shortage: Shortage | None
    refuted: tuple[str, ...]
    first_start: date
    bound: date
    proved: bool


class Effort(NamedTuple):
    """How hard to look for the latest schedule: ``times`` the usual search, then the solver, if at all."""

    times: int = 1
    solver: Limits | None = None


USUAL = Effort()


def staff_projects(projects: Sequence[Project], effort: Effort = USUAL) -> dict[str, Staffed]:
    """Return the projects that need people with a capacity, by id, each as people can do it.

    Projects without stages that anybody limited is needed for are left out, and those with centuries of work, or with
    a stage that needs more of somebody than there is.

    Raises:
        ImportError: the effort asks for the solver, and OR-Tools is not installed.
    """
    found: dict[str, Staffed] = {}
    for together in _sharing([project for project in projects if _can_be_done(project)]):
        found |= _staffed(together, effort)
    return found


def _can_be_done(project: Project) -> bool:
    worked = (stage for stage in project.stages if stage.duration.days)
    return all(need.amount <= (need.who.capacity or 0) for stage in worked for need in stage.needs)


def _sharing(projects: Sequence[Project]) -> list[list[Project]]:
    """Return the projects that need anybody limited, those together that share people, directly or through others."""
    teams: list[tuple[set[str], list[Project]]] = []
    for project in projects:
        needed = {need.who.id for stage in project.stages for need in stage.needs}
        if not needed:
            continue
        touched = [team for team in teams if team[0] & needed]
        members = [member for team in touched for member in team[1]]
        teams = [team for team in teams if team not in touched]
        teams.append((needed.union(*(team[0] for team in touched)), [*members, project]))
    order = {project.id: place for place, project in enumerate(projects)}
    grouped = [sorted(members, key=lambda project: order[project.id]) for _, members in teams]
    return sorted(grouped, key=lambda members: order[members[0].id])


_FARTHEST = 100_000  # days before a deadline; dates end with the year 1
_ROUNDS = 6  # of ever tighter ceilings until relative deadlines hold, or are given up


def _staffed(projects: Sequence[Project], effort: Effort) -> dict[str, Staffed]:
    parts: list[Part] = []
    first = 0
    for project in projects:
        network = build_network(project)
        parts.append(Part(project, network, first))
        first += len(network.days)
    caps: dict[int, int] = {}
    for _ in range(_ROUNDS):
        made = _levelled(parts, effort, caps)
        if made is None:
            return {}
        built, levelled = made
        positions = mirrored(built.problem, levelled.positions)
        broken = dict(_beyond_limits(built, positions))
        if not broken or all(caps.get(place) == cap for place, cap in broken.items()):
            break
        caps |= broken
    results = tuple(_results(built, levelled, positions, broken))
    _prove(projects, results)
    return {staffed.project.id: staffed for staffed in results}


def _prove(projects: Sequence[Project], results: Sequence[Staffed]) -> None:
    """Raise where the independent check finds a fault: a wrong date must never leave perfplan."""
    dates = {(one.project.id, stage.stage): (stage.start, stage.finish) for one in results for stage in one.stages}
    wrong = next(faults(projects, dates, {one.project.id for one in results if one.feasible}), None)
    if wrong is not None:
        raise ScheduleError(wrong)


def _levelled(parts: Sequence[Part], effort: Effort, caps: dict[int, int]) -> tuple[Staffing, Levelled] | None:
    """Level on an axis that reaches back far enough: twice as far whenever it was too short.

    None for work that would take centuries: its networks cannot fit either, which is said already.
    """
    last = max(part.project.deadline.toordinal() for part in parts) + 1
    span = _guess(parts, last)
    while span < _FARTHEST:
        built = staffing(parts, last - span, last + span // 3, caps)
        image = mirror(built.problem)
        found = level(image, built.problem, usual_budget(built.problem.size, effort.times))
        if found is not None:
            return built, found if effort.solver is None else solved(image, built.problem, found, effort.solver)
        span *= 2
    return None


def _guess(parts: Sequence[Part], last: int) -> int:
    """Return a number of days before the last deadline within which most schedules fit."""
    first = min(part.project.start.toordinal() for part in parts)
    work: dict[str, int] = {}
    for part in parts:
        for stage in part.project.stages:
            for need in stage.needs:
                days = stage.duration.days * need.amount * (2 if stage.duration.working else 1)
                work[need.who.id] = work.get(need.who.id, 0) + days // (need.who.capacity or 1)
    return max(last - first, *work.values(), 30) * 5 // 4


def _beyond_limits(built: Staffing, positions: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield the places that finish beyond their relative deadline, each with the finish that it should keep."""
    ends = built.problem.ends(positions)
    for part in built.parts:
        for limit in part.network.limits:
            allowed = lag_after(built.low + ends[part.first + limit.anchor], limit.days, limit.calendar)
            if built.low + ends[part.first + limit.stage] > allowed:
                yield part.first + limit.stage, allowed


def _results(built: Staffing, levelled: Levelled, positions: list[int], broken: Mapping[int, int]) -> Iterator[Staffed]:
    problem = built.problem
    starts, ends = problem.starts(positions), problem.ends(positions)
    held = grips(built, positions)
    spans = {place: _dates(built, starts[place], ends[place], part) for part in built.parts for place in _stages(part)}
    bound = _day(built, problem.length - levelled.bound)
    for part in built.parts:
        short = shortage(built, part, positions, held, spans, broken)
        calendar, origin = part.project.calendar, part.project.start.toordinal()
        first = min(spans[place][0] for place in _stages(part))
        yield Staffed(
            project=part.project,
            stages=tuple(
                StaffedStage(stage.id, *spans[place], held[place].hold)
                for place, stage in zip(_stages(part), part.project.stages, strict=True)
            ),
            shared=tuple(other.project.id for other in built.parts if other is not part),
            feasible=short is None,
            days_late=max(calendar.rank(origin) - calendar.rank(first.toordinal()), 0),
            shortage=short,
            refuted=_refuted(built, part) if short is not None else (),
            first_start=_day(built, min(starts)),
            bound=bound,
            proved=levelled.proved,
        )


def _stages(part: Part) -> range:
    return range(part.first, part.first + part.network.size)


def _refuted(built: Staffing, part: Part) -> tuple[str, ...]:
    """Return the projects whose dates provably cannot all be kept: this one alone, or all together; or none.

    Alone, the others have to keep only their last dates.
    """
    for kept in ((part,), built.parts):
        places = {place for each in kept for place in range(each.first, each.first + len(each.network.days))}
        floors = tuple(floor if place in places else 0 for place, floor in enumerate(built.problem.floors))
        problem = replace(built.problem, floors=floors)
        if Prover(mirror(problem), problem).windows(problem.length) is None:
            return tuple(each.project.id for each in kept)
    return ()


def _day(built: Staffing, boundary: int) -> date:
    return date.fromordinal(built.low + boundary)


def _dates(built: Staffing, start: int, end: int, part: Part) -> tuple[date, date]:
    """Return the first and last day; a milestone's only day is the one that its boundary ends."""
    if start < end:
        return _day(built, start), _day(built, end - 1)
    day = _day(built, end if built.low + end == part.project.start.toordinal() else end - 1)
    return day, day
