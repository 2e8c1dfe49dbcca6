"""A project's timeline as facts and typed rows: for the terminal, Markdown and the drawn chart alike.

Dates stay dates and floats stay numbers; :func:`cells` turns a row into words. Words come from the ``translate`` that
is passed in, a callable ``translate(template, **values)``.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from perfplan.i18n import N_
from perfplan.model.calendar import Calendar, Coverage
from perfplan.model.project import Duration, Group, LinkKind, Project, Stage
from perfplan.model.sentence import Translate
from perfplan.model.unit import Person
from perfplan.schedule.timeline import ForecastStage, ScheduledGroup, ScheduledStage, Timeline
from perfplan.schedule.why import duration_text
from perfplan.tables.buffers import Advice, advices
from perfplan.tables.course import Course, courses, joined

HEADINGS = (
    N_("Stage"),
    N_("Owner"),
    N_("Duration"),
    N_("After"),
    N_("Latest start"),
    N_("Latest finish"),
    N_("Earliest start"),
    N_("Earliest finish"),
    N_("Total float"),
    N_("Free float"),
    N_("Critical"),
    N_("Driven by"),
)
"""Column headings, in order; message ids."""

DAYS_LEFT = N_("Days left")
"""Heading of the column that exists when a day is given: how long until the stage must start."""

FORECAST = (N_("State"), N_("Forecast start"), N_("Forecast finish"), N_("Variance"))
"""Headings of the columns for a project under way: done, begun or open; its first and last day, those that were or
those foreseen; and how far the last has moved."""

MARK = "●"


INDENT = "· "
"""Stands before a name once for every group around it."""


class TimelineRow(Struct, frozen=True):
    """One stage. Floats and ``days_left`` count the stage's own days; ``days_left`` is None when no day is given.

    ``depth`` counts the groups around it; ``calendar`` is the one that its dates follow, ``driver`` names the stage
    that fixes its earliest start. ``course`` is where it stands, where the project is under way,
    ``advice`` what its risk says of it, where it declares any.
    """

    scheduled: ScheduledStage
    name: str
    depth: int
    unit: str
    owner: str
    duration: Duration
    after: tuple[str, ...]
    total_float: Duration
    free_float: Duration
    driver: str
    days_left: Duration | None
    calendar: Calendar
    forecast: ForecastStage | None = None
    course: Course | None = None
    advice: Advice | None = None


class GroupRow(Struct, frozen=True):
    """One group, with the dates of its stages. Its float and ``days_left`` count working days of the project.

    What only stages have is None: a duration, and a free float.
    """

    scheduled: ScheduledGroup
    name: str
    depth: int
    unit: str
    owner: str
    duration: None
    after: tuple[str, ...]
    total_float: Duration
    free_float: None
    driver: str
    days_left: Duration | None
    calendar: Calendar
    course: Course | None = None


Row = TimelineRow | GroupRow


def indented(row: Row) -> str:
    """Return a row's name behind a mark for every group around it."""
    return INDENT * row.depth + row.name


def rows(timeline: Timeline, today: date | None) -> tuple[TimelineRow, ...]:
    """Return a row for every stage, in declared order."""
    names = names_in(timeline.project)
    depths = {group.id: group.depth + 1 for group in timeline.project.groups}
    count = len(timeline.stages)
    parts = zip(
        timeline.stages,
        timeline.forecast.stages if timeline.forecast else [None] * count,
        courses(timeline) or [None] * count,
        advices(timeline) or [None] * count,
        strict=True,
    )
    return tuple(
        replace(_row(timeline, scheduled, names, depths, today), forecast=forecast, course=course, advice=advice)
        for scheduled, forecast, course, advice in parts
    )


def outline(timeline: Timeline, today: date | None) -> tuple[TimelineRow | GroupRow, ...]:
    """Return a row for every stage and group, in declared order: a group stands before what it holds."""
    names = names_in(timeline.project)
    before: dict[int, list[GroupRow]] = {}
    told = courses(timeline)
    for group in timeline.groups:
        made = _group_row(timeline, group, names, today)
        if members := told[group.group.first : group.group.end]:
            made = replace(made, course=joined(members, group.latest_finish))
        before.setdefault(group.group.first, []).append(made)
    found: list[TimelineRow | GroupRow] = []
    for place, row in enumerate(rows(timeline, today)):
        found += [*before.get(place, ()), row]
    return tuple(found)


def names_in(project: Project) -> dict[str, str]:
    """Return the names of a project's stages and groups by id."""
    return {each.id: each.name for each in project.stages} | {each.id: each.name for each in project.groups}


def _group_row(timeline: Timeline, scheduled: ScheduledGroup, names: dict[str, str], today: date | None) -> GroupRow:
    group, calendar = scheduled.group, timeline.project.calendar
    left = None
    if today is not None:
        days = calendar.rank(scheduled.latest_start.toordinal()) - calendar.rank(today.toordinal())
        left = Duration(days, working=True)
    owner = owner_of(timeline, group)
    return GroupRow(
        scheduled=scheduled,
        name=group.name,
        depth=group.depth,
        unit=group.unit.name,
        owner=owner.name if owner else "",
        duration=None,
        after=tuple(_after(group, names)),
        total_float=Duration(scheduled.total_float, working=True),
        free_float=None,
        driver="",
        days_left=left,
        calendar=calendar,
    )


def _row(
    timeline: Timeline,
    scheduled: ScheduledStage,
    names: dict[str, str],
    depths: dict[str, int],
    today: date | None,
) -> TimelineRow:
    stage = scheduled.stage
    owner = owner_of(timeline, stage)
    working = stage.duration.working
    return TimelineRow(
        scheduled=scheduled,
        name=stage.name,
        depth=depths.get(stage.parent, 0),
        unit=stage.unit.name,
        owner=owner.name if owner else "",
        duration=stage.duration,
        after=tuple(_after(stage, names)),
        total_float=Duration(scheduled.total_float, working),
        free_float=Duration(scheduled.free_float, working),
        driver=names.get(scheduled.driver, ""),
        days_left=None if today is None else Duration(days_left(scheduled, today), working),
        calendar=stage.calendar,
    )


def owner_of(timeline: Timeline, stage: Stage | Group) -> Person | None:
    """Return who answers for a stage or group: its own owner, else the project's."""
    return stage.owner or timeline.project.owner


def _after(each: Stage | Group, names: dict[str, str]) -> list[str]:
    found = []
    for link in each.links:
        lag = f"{link.lag.days:+}{'wd' if link.lag.working else 'cd'}" if link.lag.days else ""
        kind = "" if link.kind is LinkKind.FS and not lag else f" {link.kind}{lag}"
        found.append(names[link.stage] + kind)
    return found


def days_left(scheduled: ScheduledStage, today: date) -> int:
    """Return how many of the stage's own days are left before it must start; negative once that day has passed."""
    start, stage = scheduled.latest_start, scheduled.stage
    if not stage.duration.working:
        return (start - today).days
    return stage.calendar.rank(start.toordinal()) - stage.calendar.rank(today.toordinal())


def headings(rows: Sequence[TimelineRow | GroupRow]) -> tuple[str, ...]:
    """Return the headings that fit these rows; message ids."""
    return (*HEADINGS, DAYS_LEFT) if any(row.days_left is not None for row in rows) else HEADINGS


def cells(row: TimelineRow | GroupRow, translate: Translate) -> tuple[str, ...]:
    """Return a row's cells as words, in the order of :func:`headings`.

    A group has no duration and no free float: those of its stages say how long it takes, and which of them may slip.
    """
    found = row.scheduled
    dates = (found.latest_start, found.latest_finish, found.earliest_start, found.earliest_finish)
    words = (
        indented(row),
        row.owner,
        _days(row.duration, translate),
        translate(", ").join(row.after),
        *(shown_date(day, row.calendar) for day in dates),
        _days(row.total_float, translate),
        _days(row.free_float, translate),
        MARK if found.critical else "",
        row.driver,
    )
    return words if row.days_left is None else (*words, _days(row.days_left, translate))


def _days(days: Duration | None, translate: Translate) -> str:
    return "" if days is None else duration_text(days).told(translate)


def shown_date(day: date, calendar: Calendar) -> str:
    """Return an ISO date, marked ``~`` in a year whose days off are only estimated."""
    return f"{'~' if calendar.coverage(day.year) is Coverage.PROVISIONAL else ''}{day.isoformat()}"


def forecast_cells(row: TimelineRow | GroupRow, translate: Translate) -> tuple[str, str, str, str]:
    """Return the cells below :data:`FORECAST`; empty where the project is not under way."""
    found = row.course
    if found is None:
        return "", "", "", ""
    start, finish = (shown_date(day, row.calendar) for day in (found.start, found.finish))
    return translate(found.state) if found.state else "", start, finish, moved_text(found, translate)


def begin_on(row: TimelineRow | GroupRow) -> str:
    """Return the day on which a stage is recommended to begin, buffers kept; empty where there is none."""
    dates = row.advice.dates if isinstance(row, TimelineRow) and row.advice else None
    return shown_date(dates.start, row.calendar) if dates else ""


def moved_text(found: Course, translate: Translate) -> str:
    """Return by how much a finish has moved, ``+3wd``; empty if it has not."""
    return translate("{days}wd", days=f"{found.variance:+}") if found.variance else ""
