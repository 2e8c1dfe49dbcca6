"""A project's timeline as facts and typed rows: for the terminal, Markdown and the drawn chart alike.

Dates stay dates and floats stay numbers; :func:`cells` turns a row into words. Words come from the ``translate`` that
is passed in, a callable ``translate(template, **values)``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from perfplan.i18n import N_
from perfplan.model.calendar import Calendar, Coverage
from perfplan.model.project import Duration, LinkKind, Stage
from perfplan.model.sentence import Translate
from perfplan.model.unit import Person
from perfplan.schedule.timeline import ScheduledStage, Timeline
from perfplan.schedule.why import duration_text

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
)
"""Column headings, in order; message ids."""

DAYS_LEFT = N_("Days left")
"""Heading of the column that exists when a day is given: how long until the stage must start."""

MARK = "●"


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """One stage. Floats and ``days_left`` count the stage's own days; ``days_left`` is None when no day is given."""

    scheduled: ScheduledStage
    unit: str
    owner: str
    duration: Duration
    after: tuple[str, ...]
    days_left: Duration | None


def rows(timeline: Timeline, today: date | None) -> tuple[TimelineRow, ...]:
    """Return a row for every stage, in declared order."""
    names = {stage.id: stage.name for stage in timeline.project.stages}
    return tuple(_row(timeline, scheduled, names, today) for scheduled in timeline.stages)


def _row(timeline: Timeline, scheduled: ScheduledStage, names: dict[str, str], today: date | None) -> TimelineRow:
    stage = scheduled.stage
    owner = owner_of(timeline, stage)
    return TimelineRow(
        scheduled=scheduled,
        unit=stage.unit.name,
        owner=owner.name if owner else "",
        duration=stage.duration,
        after=tuple(_after(stage, names)),
        days_left=None if today is None else Duration(days_left(scheduled, today), stage.duration.working),
    )


def owner_of(timeline: Timeline, stage: Stage) -> Person | None:
    """Return who answers for a stage: its own owner, else the project's."""
    return stage.owner or timeline.project.owner


def _after(stage: Stage, names: dict[str, str]) -> list[str]:
    found = []
    for link in stage.links:
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


def headings(rows: tuple[TimelineRow, ...]) -> tuple[str, ...]:
    """Return the headings that fit these rows; message ids."""
    return (*HEADINGS, DAYS_LEFT) if any(row.days_left is not None for row in rows) else HEADINGS


def cells(row: TimelineRow, translate: Translate) -> tuple[str, ...]:
    """Return a row's cells as words, in the order of :func:`headings`."""
    found, calendar = row.scheduled, row.scheduled.stage.calendar
    dates = (found.latest_start, found.latest_finish, found.earliest_start, found.earliest_finish)
    floats = (Duration(days, row.duration.working) for days in (found.total_float, found.free_float))
    words = (
        found.stage.name,
        row.owner,
        duration_text(row.duration).told(translate),
        translate(", ").join(row.after),
        *(shown_date(day, calendar) for day in dates),
        *(duration_text(days).told(translate) for days in floats),
        MARK if found.critical else "",
    )
    return words if row.days_left is None else (*words, duration_text(row.days_left).told(translate))


def shown_date(day: date, calendar: Calendar) -> str:
    """Return an ISO date, marked ``~`` in a year whose days off are only estimated."""
    return f"{'~' if calendar.coverage(day.year) is Coverage.PROVISIONAL else ''}{day.isoformat()}"


def why_text(timeline: Timeline, translate: Translate) -> str:
    """Return the reason as one line: ``finishes 12 working days late, because A → B → C; it fits if …``."""
    return translate("; ").join(sentence.told(translate) for sentence in timeline.why)


def labelled(label: str, value: str, translate: Translate) -> str:
    """Return ``Owner: 陈宇``; the label is a message id."""
    return translate("{label}: {value}", label=translate(label), value=value)


def facts(timeline: Timeline, today: date | None, translate: Translate) -> tuple[tuple[str, str], ...]:
    """Return what stands above the table: dates, who, whether it fits and why, as (label, value); labels are ids."""
    project = timeline.project
    people = ((N_("Supervisor"), project.supervisor), (N_("Owner"), project.owner))
    support = translate(", ").join(unit.name for unit in project.support_units)
    pairs = (
        (N_("Start"), project.start.isoformat()),
        (N_("Deadline"), shown_date(project.deadline, project.calendar)),
        (N_("Today"), today.isoformat() if today else ""),
        (N_("Lead unit"), project.lead_unit.name),
        (N_("Support units"), support),
        *((label, person.name if person else "") for label, person in people),
        (N_("Fits"), translate("yes") if timeline.feasible else translate("no")),
        (N_("Why"), why_text(timeline, translate)),
    )
    return tuple((label, value) for label, value in pairs if value)
