"""The words of a Gantt chart: what stands at the ends of bars, and what a reader sees who points at one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from perfplan.export._timeline import Occasion
from perfplan.model.sentence import Translate
from perfplan.schedule.timeline import Timeline
from perfplan.schedule.why import duration_text
from perfplan.tables.buffers import ADVICE, BufferRow, advice_cells
from perfplan.tables.course import Course
from perfplan.tables.risk import risk_facts
from perfplan.tables.timeline import FORECAST, Row, TimelineRow, forecast_cells
from perfplan.tables.timeline_facts import labelled

TICK = "✓"


def tip_of(row: Row, occasion: Occasion) -> str:
    """Return what a reader sees who points at a bar: the name, who, all dates and the float, one a line."""
    found, translate = row.scheduled, occasion.translate
    values = {
        "Owner": row.owner,
        "Latest start": found.latest_start.isoformat(),
        "Latest finish": found.latest_finish.isoformat(),
        "Earliest start": found.earliest_start.isoformat(),
        "Earliest finish": found.earliest_finish.isoformat(),
        "Total float": duration_text(row.total_float).told(translate),
    }
    told = [*values.items(), *more_of(row, translate)]
    return "\n".join([row.name, *(labelled(*each, translate) for each in told if each[1])])


def buffer_tip(timeline: Timeline, row: BufferRow, translate: Translate) -> str:
    """Return what a reader sees who points at a buffer: its days; of the project's own all of its risk."""
    days = translate(
        "{first} to {last}: {days}",
        first=row.first.isoformat(),
        last=row.last.isoformat(),
        days=duration_text(row.duration).told(translate),
    )
    more = [] if row.stage else [labelled(*fact, translate) for fact in risk_facts(timeline, translate)]
    return "\n".join([row.name, days, *more])


def more_of(row: Row, translate: Translate) -> Iterator[tuple[str, str]]:
    """Yield what else is known of a row, as (label, value): where it stands, and what its risk says of it."""
    yield from zip(FORECAST, forecast_cells(row, translate), strict=True)
    yield from zip(ADVICE, advice_cells(row.advice if isinstance(row, TimelineRow) else None, translate), strict=True)


def course_end(course: Course) -> str:
    """Return what stands behind the second bar: its last day, ticked once it is done, and how far that has moved."""
    words = (short(course.finish), TICK if course.done else "", f"({course.variance:+})" if course.variance else "")
    return " ".join(filter(None, words))


def short(day: date) -> str:
    """Return the date at a bar's end: month and day, since the year stands above."""
    return f"{day.month:02d}-{day.day:02d}"
