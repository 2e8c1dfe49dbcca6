"""Timelines as a spreadsheet file: one line a stage of every project, with the names of the JSON form as titles.

A buffer has a line of its own, with ``!`` in its id: ``kit!buffer`` after the stage kit, ``!buffer`` before the
deadline.

UTF-8 with a byte order mark, because spreadsheets read Chinese only so; ISO dates; no cell that a spreadsheet runs.

Example::

    project,id,name,group,unit,owner,duration,latest_start,latest_finish,earliest_start,...
    p01,tender,招标,,县住建局,胡洋,30cd,2025-09-27,2025-10-26,2025-09-27,...
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from perfplan.export._csv_cells import END, cell
from perfplan.export._timeline import Kept, Occasion, TimelineWriter
from perfplan.schedule.timeline import ForecastStage, Timeline
from perfplan.tables.buffers import BufferRow, advice_cells, buffer_rows
from perfplan.tables.timeline import TimelineRow, days_left, owner_of, rows

TITLES = (
    *("project", "id", "name", "group", "unit", "owner", "duration"),
    *("latest_start", "latest_finish", "earliest_start", "earliest_finish"),
    *("total_float", "free_float", "float_unit", "critical", "driver", "days_left"),
    *("state", "actual_start", "actual_finish", "forecast_start", "forecast_finish", "remaining", "variance"),
    *("recommended_start", "recommended_finish", "critical_share"),
)
"""What is known on a day is empty where none was given; ``state`` is empty, ``started`` or ``done``. What a project's
risk says is empty where it declares none."""


def write(timeline: Timeline, occasion: Occasion) -> bytes:
    """Return the table of one project."""
    return write_all([timeline], occasion)


def write_all(timelines: Sequence[Timeline], occasion: Occasion) -> bytes:
    """Return one table of all projects."""
    lines = [",".join(TITLES)]
    for timeline in timelines:
        lines += [",".join(_cells(timeline, row, occasion)) for row in rows(timeline, occasion.today)]
        lines += [_buffer(timeline, row) for row in buffer_rows(timeline, occasion.translate)]
    lines.append("")
    return ("\ufeff" + END.join(lines)).encode()


def _cells(timeline: Timeline, row: TimelineRow, occasion: Occasion) -> Iterator[str]:
    found, stage, owner = row.scheduled, row.scheduled.stage, owner_of(timeline, row.scheduled.stage)
    for text in (timeline.project.id, stage.id, stage.name, stage.parent, stage.unit.name, owner.name if owner else ""):
        yield cell(text)
    yield str(stage.duration)
    for day in (found.latest_start, found.latest_finish, found.earliest_start, found.earliest_finish):
        yield day.isoformat()
    yield str(found.total_float)
    yield str(found.free_float)
    yield "wd" if stage.duration.working else "cd"
    yield "yes" if found.critical else "no"
    yield cell(found.driver)
    yield "" if occasion.today is None else str(days_left(found, occasion.today))
    yield from _standing(row.forecast)
    begin, end, _, decides = advice_cells(row.advice, occasion.translate)
    yield from (begin, end, decides)


def _buffer(timeline: Timeline, row: BufferRow) -> str:
    """Return the line of a buffer: its days stand below the latest dates."""
    said = {
        **{"project": cell(timeline.project.id), "id": cell(row.id), "name": cell(row.name)},
        **{"duration": str(row.duration), "latest_start": str(row.first), "latest_finish": str(row.last)},
        "driver": cell(row.stage),
    }
    return ",".join(said.get(title, "") for title in TITLES)


def _standing(found: ForecastStage | None) -> Iterator[str]:
    """Yield what was reported of a stage, and what is foreseen."""
    if found is None:
        yield from [""] * 7
        return
    yield "done" if found.actual_finish else "started" if found.actual_start else ""
    for day in (found.actual_start, found.actual_finish, found.start, found.finish):
        yield day.isoformat() if day else ""
    yield str(found.remaining or "")
    yield str(found.variance)


WRITER = TimelineWriter("csv", ".csv", write, write_all, Kept.ON_REQUEST)
