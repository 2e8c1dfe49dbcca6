"""A timeline as iCalendar to-dos (RFC 5545, 3.6.2): one a stage, due on its latest finish, and one for the deadline.

For programs that keep task lists; calendars often show no to-dos, and take the events of ``ics`` instead. The
identifiers differ from those of the events (``p01/tender!todo@<plan>``), so that both can be imported side by side.

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
from datetime import date
from typing import TYPE_CHECKING

from perfplan.export._timeline import Kept, Occasion, TimelineWriter
from perfplan.export.timeline_ics import calendar_of, description, stamp
from perfplan.schedule.timeline import Timeline
from perfplan.tables.timeline import rows, why_text

if TYPE_CHECKING:
    from icalendar import Component, Todo

_HIGHEST, _NORMAL = 1, 5


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
        todo = _todo(f"{project.id}/{found.stage.id}!todo", found.latest_start, found.latest_finish, occasion)
        todo.add("summary", translate("{project}: {stage}", project=project.name, stage=found.stage.name))
        todo.add("description", description(row, translate))
        todo.add("priority", _HIGHEST if found.critical else _NORMAL)
        yield todo
    last = _todo(f"{project.id}!todo", project.deadline, project.deadline, occasion)
    last.add("summary", translate("{project}: deadline", project=project.name))
    last.add("description", why_text(timeline, translate))
    last.add("priority", _HIGHEST)
    yield last


def _todo(id_: str, first: date, last: date, occasion: Occasion) -> Todo:
    """Return a to-do between two inclusive days: unlike an event's end, the day that it is due is its last."""
    from icalendar import Todo

    todo = Todo()
    stamp(todo, id_, occasion)
    todo.add("dtstart", first)
    todo.add("due", last)
    todo.add("status", "NEEDS-ACTION")
    return todo


WRITER = TimelineWriter("todo", ".ics", write, write_all, Kept.ON_REQUEST)
