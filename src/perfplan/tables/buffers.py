"""A project's buffers as rows of their own, and what its risk says of every stage, for tables, pictures and files."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from perfplan.i18n import N_
from perfplan.model.project import Duration
from perfplan.model.sentence import Translate
from perfplan.schedule.risk.result import Recommended
from perfplan.schedule.timeline import Timeline
from perfplan.schedule.why import duration_text

BUFFER = "!buffer"
"""Ends the ids of buffers: ``kit!buffer`` lies after the stage kit, ``!buffer`` before the deadline. No stage's id has
such a sign."""

ADVICE = (N_("Begin on"), N_("End on"), N_("Buffer"), N_("Decides"))
"""Headings of what a project's risk says of a stage: its recommended dates, the buffer after it, how often it decides
when the project ends; message ids."""


class BufferRow(NamedTuple):
    """A buffer: its first and last day, inclusive, and how many working days of the project it has.

    ``stage`` is the id of the stage that it lies after, empty for the project's own.
    """

    id: str
    stage: str
    name: str
    first: date
    last: date
    days: int

    @property
    def duration(self) -> Duration:
        """How long it is."""
        return Duration(self.days, working=True)


class Advice(NamedTuple):
    """What is recommended for a stage: dates that keep the buffers, and the days of the buffer after it, None if none.

    It decides in ``decides`` of ``runs`` simulations; both are 0 where nothing was simulated.
    """

    dates: Recommended | None
    buffer: int | None
    decides: int
    runs: int


def buffer_rows(timeline: Timeline, translate: Translate) -> tuple[BufferRow, ...]:
    """Return every buffer that has days: those after stages in declared order, then the project's own."""
    buffers = timeline.risk.buffers if timeline.risk else None
    if buffers is None:
        return ()
    project = timeline.project
    names = {stage.id: stage.name for stage in project.stages}
    found = [
        BufferRow(
            *(f"{each.stage}{BUFFER}", each.stage, translate("buffer after {stage}", stage=names[each.stage])),
            *(each.first, each.last, each.days),
        )
        for each in buffers.feeding
        if each.first is not None and each.last is not None
    ]
    if buffers.days:
        rank = project.calendar.rank(project.deadline.toordinal() + 1) - buffers.days
        first = date.fromordinal(max(project.calendar.workday_at(rank), 1))
        found.append(BufferRow(BUFFER, "", translate("project buffer"), first, project.deadline, buffers.days))
    return tuple(found)


def advices(timeline: Timeline) -> tuple[Advice, ...]:
    """Return what its risk says of every stage, in declared order; nothing of a project that declares none."""
    risk = timeline.risk
    if risk is None:
        return ()
    buffers = risk.buffers
    after = {each.stage: each.days for each in buffers.feeding} if buffers else {}
    dates = buffers.stages if buffers else (None,) * len(timeline.stages)
    return tuple(
        Advice(own, after.get(found.stage.id), runs, risk.runs)
        for found, own, runs in zip(timeline.stages, dates, risk.critical, strict=True)
    )


def advice_cells(found: Advice | None, translate: Translate) -> tuple[str, str, str, str]:
    """Return the cells below :data:`ADVICE`."""
    if found is None:
        return "", "", "", ""
    days = "" if found.buffer is None else duration_text(Duration(found.buffer, working=True)).told(translate)
    begin, end = (found.dates.start.isoformat(), found.dates.finish.isoformat()) if found.dates else ("", "")
    return begin, end, days, percent(found.decides, found.runs) if found.runs else ""


def percent(count: int, whole: int) -> str:
    """Return a share as ``82.4%``, never rounded up: 100% means all."""
    return f"{(tenths := 1000 * count // whole) // 10}.{tenths % 10}%"
