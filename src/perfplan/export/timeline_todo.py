"""A timeline as iCalendar to-dos (RFC 5545, 3.6.2): one a stage, due on its latest finish, and one for the deadline.

For programs that keep task lists; calendars often show no to-dos, and take the events of ``ics`` instead. The
identifiers differ from those of the events (``p01/tender!todo@<plan>``), so that both can be imported side by side.
What the ledger says is started or done is so here, with the part of its days that is gone. COMPLETED needs a moment:
noon in UTC, which falls on the same day nearly everywhere.

Example::

    BEGIN:VTODO
    SUMMARY:标准厂房二期: 招标
    DTSTART;VALUE=DATE:20250927
    DUE;VALUE=DATE:20251026
    PRIORITY:1
    STATUS:NEEDS-ACTION
    UID:p01/tender!todo@county-2025
    END:VTODO
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

from perfplan.export._timeline import Kept, Occasion, TimelineWriter
from perfplan.export.timeline_ics import calendar_of, description, stamp, told_of
from perfplan.schedule.timeline import Timeline
from perfplan.tables.course import Course, courses, joined
from perfplan.tables.timeline import rows

if TYPE_CHECKING:
    from icalendar import Component, Todo

_HIGHEST, _NORMAL = 1, 5
_NOON = time(12)


def write(timeline: Timeline, occasion: Occasion) -> bytes:
    """Return the list of one project."""
    return calendar_of(timeline.project.name, _entries(timeline, occasion))


def write_all(timelines: Sequence[Timeline], occasion: Occasion) -> bytes:
    """Return one list of all projects."""
    every = (entry for timeline in timelines for entry in _entries(timeline, occasion))
    return calendar_of(occasion.plan_name or occasion.plan_id, every)


def _entries(timeline: Timeline, occasion: Occasion) -> Iterator[Component]:
    project, translate = timeline.project, occasion.translate
    for row in rows(timeline, None):
        found = row.scheduled
        begun = row.course.start if row.course and row.course.begun else found.latest_start
        todo = _todo(
            f"{project.id}/{found.stage.id}!todo", min(begun, found.latest_finish), found.latest_finish, occasion
        )
        _add_standing(todo, row.course)
        todo.add("summary", translate("{project}: {stage}", project=project.name, stage=found.stage.name))
        todo.add("description", description(row, translate))
        todo.add("priority", _HIGHEST if found.critical else _NORMAL)
        yield todo
    last = _todo(f"{project.id}!todo", project.deadline, project.deadline, occasion)
    _add_standing(last, _whole(timeline))
    last.add("summary", translate("{project}: deadline", project=project.name))
    last.add("description", told_of(timeline, translate))
    last.add("priority", _HIGHEST)
    yield last


def _todo(id_: str, first: date, last: date, occasion: Occasion) -> Todo:
    """Return a to-do between two inclusive days: unlike an event's end, the day that it is due is its last."""
    from icalendar import Todo

    todo = Todo()
    stamp(todo, id_, occasion)
    todo.add("dtstart", first)
    todo.add("due", last)
    return todo


def _add_standing(todo: Todo, course: Course | None) -> None:
    if course is None or not course.begun:
        todo.add("status", "NEEDS-ACTION")
        return
    todo.add("status", "COMPLETED" if course.done else "IN-PROCESS")
    todo.add("percent-complete", course.percent)
    if course.done:
        todo.add("completed", datetime.combine(course.finish, _NOON, UTC))


def _whole(timeline: Timeline) -> Course | None:
    """Return where the whole project stands."""
    told = courses(timeline)
    return joined(told, timeline.project.deadline) if told else None


WRITER = TimelineWriter("todo", ".ics", write, write_all, Kept.ON_REQUEST)
