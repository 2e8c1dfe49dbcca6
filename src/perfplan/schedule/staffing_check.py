"""An independent check of dates against the plan itself: links, people, leave, dates.

Nothing here is shared with what makes schedules: no tables, no positions, no ranks. Days are counted one by one, and
every rule is read from the definitions in the plan format. A fault means that perfplan is wrong, not the plan.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import product

from perfplan.model.calendar import Calendar
from perfplan.model.project import Duration, Group, Link, LinkKind, Project, Stage

Span = tuple[date, date]
Dates = Mapping[tuple[str, str], Span]
"""First and last day of every stage, by project and stage."""

_DAY = timedelta(days=1)


def faults(projects: Sequence[Project], dates: Dates, keeping: Collection[str]) -> Iterator[str]:
    """Yield what is wrong with a schedule; nothing if it is sound.

    Args:
        projects: those that are scheduled together.
        dates: of all their stages.
        keeping: ids of the projects that are said to fit. Others may lie before their start and first dates, and beyond
            relative deadlines; that is told as what does not fit.
    """
    for project in projects:
        for stage in project.stages:
            yield from _length_faults(project, stage, dates[project.id, stage.id])
        parts: list[Stage | Group] = [*project.stages, *project.groups]
        for each in parts:
            span = _extent(project, each.id, dates)
            yield from _date_faults(project, each, span, fits=project.id in keeping)
            if each.due_within is not None and project.id in keeping:
                anchor = _extent(project, each.due_within.stage, dates)
                yield from _limit_faults(project, each.id, span[1], anchor[1], each.due_within.limit)
            for link in each.links:
                yield from _link_faults(project, each, link, dates)
    yield from _overloads(projects, dates)


def _length_faults(project: Project, stage: Stage, span: Span) -> Iterator[str]:
    name = f"{project.id}/{stage.id}"
    if stage.duration.days:
        worked = list(_worked(stage, span))
        if len(worked) != stage.duration.days:
            yield f"{name} works {len(worked)} days"
        if not worked or (worked[0], worked[-1]) != span:
            yield f"{name} begins or ends on a day off"
    elif span[0] != span[1]:
        yield f"{name} is a milestone of several days"


def _date_faults(project: Project, each: Stage | Group, span: Span, *, fits: bool) -> Iterator[str]:
    first, last = span
    says, name = each.constraints, f"{project.id}/{each.id}"
    fixed = (says.start_on, first), (says.finish_on, last)
    uppers = (*fixed, (says.start_not_after, first), (says.finish_not_after, last), (project.deadline, last))
    for bound, day in uppers:
        if bound is not None and day > bound:
            yield f"{name} is later than {bound}"
    lowers = (*fixed, (says.start_not_before, first), (says.finish_not_before, last), (project.start, first))
    for bound, day in lowers if fits else ():
        if bound is not None and day < bound:
            yield f"{name} is earlier than {bound}"


def _limit_faults(project: Project, name: str, last: date, anchor: date, limit: Duration) -> Iterator[str]:
    """Check a finish against another: so many days may lie between them, the last one included."""
    after = anchor + _DAY
    days = _workdays(project.calendar, after, last + _DAY) if limit.working else (last - anchor).days
    if last > anchor and days > limit.days:
        yield f"{project.id}/{name} is beyond its limit"


def _worked(stage: Stage, span: Span) -> Iterator[date]:
    """Yield the days on which a stage works; working days are nobody's leave."""
    day = span[0]
    while day <= span[1]:
        if not stage.duration.working or (stage.calendar.is_workday(day) and not _away(stage, day)):
            yield day
        day += _DAY


def _away(stage: Stage, day: date) -> bool:
    return any(leave.first <= day <= leave.last for need in stage.needs for leave in need.who.leave)


def _extent(project: Project, name: str, dates: Dates) -> Span:
    """Return the first and last day of a stage; or of a group, which starts and ends with its stages."""
    inside = [stage for stage in project.stages if stage.id == name]
    for group in project.groups:
        if group.id == name:
            inside = list(project.stages[group.first : group.end])
    spans = [dates[project.id, stage.id] for stage in inside]
    return min(first for first, _ in spans), max(last for _, last in spans)


def _link_faults(project: Project, target: Stage | Group, link: Link, dates: Dates) -> Iterator[str]:
    """Check a link. Where several boundaries can be meant (see :func:`_ends`), one that keeps it is enough."""
    pairs = product(_ends(project, link.stage, dates), _ends(project, target.id, dates))
    calendar = link.calendar or project.calendar
    if not any(_keeps(_from(link, source), _to(link, bound), link.lag, calendar) for source, bound in pairs):
        yield f"{project.id}: {link.stage} {link.kind} {target.id} does not keep {link.lag}"


def _ends(project: Project, name: str, dates: Dates) -> list[Span]:
    """Return the boundaries of a stage or group: the day it starts, and the day after it finishes.

    A milestone is one boundary, the end of its day; on the project's first day it may be the beginning of that day.
    """
    first, last = _extent(project, name, dates)
    inside = [stage for stage in project.stages if stage.id == name]
    if not inside or inside[0].duration.days:
        return [(first, last + _DAY)]
    ends = [(last + _DAY, last + _DAY)]
    return [*ends, (last, last)] if last == project.start else ends


def _from(link: Link, ends: Span) -> date:
    return ends[1] if link.kind in (LinkKind.FS, LinkKind.FF) else ends[0]


def _to(link: Link, ends: Span) -> date:
    return ends[1] if link.kind in (LinkKind.FF, LinkKind.SF) else ends[0]


def _keeps(begin: date, end: date, lag: Duration, calendar: Calendar) -> bool:
    """Return whether a boundary keeps a lag after another: so many days between them, or at most overlapping."""
    if not lag.days or not lag.working:
        return (end - begin).days >= lag.days
    if lag.days > 0:
        return end >= begin and _workdays(calendar, begin, end) >= lag.days
    return end >= begin or _workdays(calendar, end, begin) <= -lag.days


def _workdays(calendar: Calendar, first: date, end: date) -> int:
    return sum(calendar.is_workday(first + timedelta(days=day)) for day in range((end - first).days))


def _overloads(projects: Sequence[Project], dates: Dates) -> Iterator[str]:
    loads: dict[tuple[str, date], int] = {}
    capacities: dict[str, int | None] = {}
    for project in projects:
        for stage in project.stages:
            for day in _worked(stage, dates[project.id, stage.id]) if stage.duration.days else ():
                for need in stage.needs:
                    capacities[need.who.id] = need.who.capacity
                    loads[need.who.id, day] = loads.get((need.who.id, day), 0) + need.amount
    for (name, day), load in loads.items():
        capacity = capacities[name]
        if capacity is not None and load > capacity:
            yield f"{name} is needed {load} times on {day}"
