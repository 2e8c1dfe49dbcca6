"""What Microsoft Project's XML says of tasks that have begun: actual dates, what is left, and the plan as baseline.

Such a task is as long there as it has taken and will take; the days it was planned with stand in perfplan's own text
field, from which ``perfplan import`` takes them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple
from xml.etree.ElementTree import Element

from perfplan import mspdi
from perfplan.export._xml import child
from perfplan.model.calendar import Calendar
from perfplan.tables.course import Course
from perfplan.tables.timeline import GroupRow, Row


class Length(NamedTuple):
    """Days of a task, of eight hours each: all of it, behind, and left."""

    whole: int
    gone: int
    left: int


def length_of(row: Row, calendar: Calendar) -> Length:
    """Return how long a task is; ``calendar`` is the project's, in whose working days a group is measured."""
    found, course = row.scheduled, row.course
    if course is None or not course.begun:
        planned = row.duration.days if row.duration else calendar.count(found.latest_start, found.latest_finish)
        return Length(planned, 0, planned)
    if isinstance(row, GroupRow):
        whole = calendar.count(course.start, course.finish)
        gone = whole * course.percent // 100
        return Length(whole, gone, whole - gone)
    return Length(course.gone + course.left, course.gone, course.left)


def actuals(course: Course | None, length: Length) -> dict[str, str | int | None]:
    """Return the fields of what has happened, in the schema's order; none of a task that has not begun."""
    if course is None or not course.begun:
        return {}
    return {
        "PercentComplete": course.percent,
        "ActualStart": mspdi.closes(course.start) if not length.whole else mspdi.opens(course.start),
        "ActualFinish": mspdi.closes(course.finish) if course.done else None,
        "ActualDuration": mspdi.hours(length.gone),
    }


def planned_days(row: Row, length: Length) -> Iterator[str]:
    """Yield the planned length of a stage that takes another, for the text field."""
    if row.duration is not None and length.whole != row.duration.days:
        yield f"duration={row.duration}"


def baseline(task: Element, row: Row, calendar: Calendar) -> None:
    """Add the plan's latest dates to compare with, where the project is under way."""
    if row.course is None:
        return
    found = row.scheduled
    days = row.duration.days if row.duration else calendar.count(found.latest_start, found.latest_finish)
    opens = mspdi.opens if days else mspdi.closes
    child(
        task,
        "Baseline",
        Number=0,
        Start=opens(found.latest_start),
        Finish=mspdi.closes(found.latest_finish),
        Duration=mspdi.hours(days),
        DurationFormat=mspdi.DAYS,
    )
