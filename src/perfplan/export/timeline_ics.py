"""A timeline as iCalendar (RFC 5545): an all-day event a stage, from latest start to latest finish, and the deadline.

Events rather than to-dos, because several calendar programs ignore those. Identifiers last (``p01/tender@<plan>``), so
that importing again replaces; the stamp is the plan's day of issue, so that the same plan gives the same bytes. Of a
project under way the entry says where its stage stands, and a tick stands before one that is done.

Example::

    BEGIN:VEVENT
    SUMMARY:标准厂房二期: 招标
    DTSTART;VALUE=DATE:20250927
    DTEND;VALUE=DATE:20251027
    DTSTAMP:20250210T000000Z
    UID:p01/tender@county-2025
    END:VEVENT
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from perfplan.export._timeline import Occasion, TimelineWriter
from perfplan.i18n import N_
from perfplan.model.sentence import Translate
from perfplan.schedule.timeline import Timeline
from perfplan.schedule.why import duration_text
from perfplan.tables.buffers import ADVICE, BufferRow, advice_cells, buffer_rows
from perfplan.tables.risk import risk_facts
from perfplan.tables.timeline import FORECAST, TimelineRow, forecast_cells, rows
from perfplan.tables.timeline_facts import is_under_way, labelled, sentences, why_text

if TYPE_CHECKING:
    from icalendar import Component, Event

_ONE_DAY = timedelta(days=1)


def write(timeline: Timeline, occasion: Occasion) -> bytes:
    """Return the calendar; the end of an all-day event is the day after its last, as the format asks."""
    return calendar_of(timeline.project.name, entries(timeline, occasion))


def write_all(timelines: Sequence[Timeline], occasion: Occasion) -> bytes:
    """Return one calendar of all projects."""
    every = (entry for timeline in timelines for entry in entries(timeline, occasion))
    return calendar_of(occasion.plan_name or occasion.plan_id, every)


def calendar_of(name: str, components: Iterable[Component]) -> bytes:
    """Return a calendar file of that name."""
    from icalendar import Calendar, vText

    calendar = Calendar()
    calendar.add("prodid", "-//perfplan//timeline//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", vText(name), encode=False)  # encoded by hand, or nothing is escaped
    for component in components:
        calendar.add_component(component)
    return bytes(calendar.to_ical())


def entries(timeline: Timeline, occasion: Occasion) -> Iterator[Component]:
    """Yield an event for every stage and every buffer, then the deadline's."""
    for row in rows(timeline, None):
        yield _stage(timeline, row, occasion)
    for buffer in buffer_rows(timeline, occasion.translate):
        yield _buffer(timeline, buffer, occasion)
    yield _deadline(timeline, occasion)


def _stage(timeline: Timeline, row: TimelineRow, occasion: Occasion) -> Event:
    project, found, translate = timeline.project, row.scheduled, occasion.translate
    summary = summary_of(project.name, row, translate)
    event = _event(occasion, f"{project.id}/{found.stage.id}", summary, found.latest_start, found.latest_finish)
    event.add("description", description(row, translate))
    return event


def _buffer(timeline: Timeline, row: BufferRow, occasion: Occasion) -> Event:
    project, translate = timeline.project, occasion.translate
    summary = translate("{project}: {stage}", project=project.name, stage=row.name)
    id_ = f"{project.id}/{row.id}" if row.stage else f"{project.id}{row.id}"
    event = _event(occasion, id_, summary, row.first, row.last)
    days = ("Duration", duration_text(row.duration).told(translate))
    lines = [days, *(() if row.stage else risk_facts(timeline, translate))]
    event.add("description", "\n".join(labelled(label, value, translate) for label, value in lines))
    return event


def summary_of(project: str, row: TimelineRow, translate: Translate) -> str:
    """Return an entry's title, ticked once its stage is done."""
    words = N_("✓ {project}: {stage}") if row.course and row.course.done else N_("{project}: {stage}")
    return translate(words, project=project, stage=row.name)


def description(row: TimelineRow, translate: Translate) -> str:
    """Return what stands in a stage's entry: who, how long, its earliest start, whether critical, where it stands."""
    found = row.scheduled
    lines = (
        ("Owner", row.owner),
        ("Duration", duration_text(row.duration).told(translate)),
        ("Earliest start", found.earliest_start.isoformat()),
        ("Critical", translate("yes") if found.critical else translate("no")),
        *zip(FORECAST, forecast_cells(row, translate), strict=True),
        *zip(ADVICE, advice_cells(row.advice, translate), strict=True),
    )
    return "\n".join(labelled(label, value, translate) for label, value in lines if value)


def _deadline(timeline: Timeline, occasion: Occasion) -> Event:
    project = timeline.project
    summary = occasion.translate("{project}: deadline", project=project.name)
    event = _event(occasion, project.id, summary, project.deadline, project.deadline)
    event.add("description", told_of(timeline, occasion.translate))
    return event


def told_of(timeline: Timeline, translate: Translate) -> str:
    """Return what is said of a project's deadline: its forecast once it is under way, and else the plan's reason."""
    if timeline.forecast is not None and is_under_way(timeline):
        return sentences(timeline.forecast.why, translate)
    return why_text(timeline, translate)


def _event(occasion: Occasion, id_: str, summary: str, first: date, last: date) -> Event:
    from icalendar import Event

    event = Event()
    stamp(event, id_, occasion)
    event.add("dtstart", first)
    event.add("dtend", min(last, date.max - _ONE_DAY) + _ONE_DAY)
    event.add("summary", summary)
    event.add("transp", "TRANSPARENT")
    return event


def stamp(component: Component, id_: str, occasion: Occasion) -> None:
    """Give an entry its lasting identifier and the day that it is of."""
    component.add("uid", f"{id_}@{occasion.plan_id}")
    component.add("dtstamp", datetime.combine(occasion.issued, time(), UTC))


WRITER = TimelineWriter("ics", ".ics", write, write_all)
