"""Buffers in Microsoft Project's XML: tasks of their own behind all stages, at fixed dates and without links.

A link would make that program move stages to their recommended dates, which the plan does not ask for. ``perfplan
import`` knows them by perfplan's own text field and leaves them out.
"""

from __future__ import annotations

from collections.abc import Mapping
from xml.etree.ElementTree import Element

from perfplan import mspdi
from perfplan.export._mspdi_calendar import PROJECT_CALENDAR
from perfplan.export._xml import child, put
from perfplan.i18n import N_
from perfplan.model.sentence import Translate
from perfplan.schedule.timeline import Timeline
from perfplan.tables.buffers import BufferRow, buffer_rows

NAME = N_("[buffer] {name}")
_FIXED_DURATION = 1
_START_ON = mspdi.CONSTRAINT_TYPES["start_on"]


def write_buffers(section: Element, timeline: Timeline, numbers: Mapping[str, int], translate: Translate) -> None:
    """Add the buffers below the tasks that ``section`` has already; ``numbers`` are those of their ids."""
    outlined = sum(row.depth == 0 for row in timeline.project.groups if not row.parent)
    outlined += sum(not stage.parent for stage in timeline.project.stages)
    for place, row in enumerate(buffer_rows(timeline, translate), start=1):
        task = child(section, "Task", UID=numbers[row.id], ID=len(section.findall("Task")))
        _fields(task, row, str(outlined + place), translate)


def _fields(task: Element, row: BufferRow, outlined: str, translate: Translate) -> None:
    length = mspdi.hours(row.days)
    put(
        task,
        Name=translate(NAME, name=row.name),
        Active=1,
        Manual=0,
        Type=_FIXED_DURATION,
        IsNull=0,
        WBS=outlined,
        OutlineNumber=outlined,
        OutlineLevel=1,
        Start=mspdi.opens(row.first),
        Finish=mspdi.closes(row.last),
        Duration=length,
        DurationFormat=mspdi.DAYS,
        EffortDriven=0,
        Estimated=0,
        Milestone=0,
        Summary=0,
        Critical=0,
        RemainingDuration=length,
        ConstraintType=_START_ON,
        CalendarUID=PROJECT_CALENDAR,
        ConstraintDate=mspdi.opens(row.first),
        IgnoreResourceCalendar=1,
    )
    child(task, "ExtendedAttribute", FieldID=mspdi.ID.field, Value=row.id)
    child(task, "ExtendedAttribute", FieldID=mspdi.MORE.field, Value=mspdi.BUFFER)
