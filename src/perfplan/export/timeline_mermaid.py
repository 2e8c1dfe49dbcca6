"""A timeline as a Mermaid gantt chart, which Git hosts draw in Markdown: explicit dates, one section a project.

Every bar has its own first day and the day after its last one: what Mermaid draws is what was scheduled, not what it
would work out from links itself. Signs that end a name in Mermaid (``:``, ``;``, ``#``) are written as entity codes,
and a name that begins like a keyword or a date follows an invisible sign. Of a project under way each stage has a
second bar below the planned one: when it was done, or is foreseen; ``crit`` there means later than its latest finish.

Example::

    gantt
        dateFormat YYYY-MM-DD
        axisFormat %Y-%m-%d
        section 标准厂房二期
        招标 :p01-tender, 2025-09-27, 2025-10-27
        Deadline :milestone, crit, p01-deadline, 2026-06-30, 2026-07-01
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from perfplan.export._timeline import Occasion, TimelineWriter
from perfplan.i18n import N_
from perfplan.schedule.timeline import ScheduledStage, Timeline
from perfplan.tables.buffers import buffer_rows
from perfplan.tables.course import Course
from perfplan.tables.timeline import rows

DEADLINE = N_("Deadline")
ACTUAL, FORESEEN = N_("{stage} (actual)"), N_("{stage} (forecast)")
_ENDS_A_NAME = re.compile(r"[:;#%{}<>\"&\\]")
_TAKEN_AS_SYNTAX = re.compile(
    r"(?i)gantt|title|section|date|axis|tick|today|week|include|exclude|inclusive|top|click|call|href|acc|\d{4}-\d\d"
)
_INVISIBLE = "\u200b"
_NEVER_IN_AN_ID = re.compile(r"[^0-9A-Za-z_-]")


def write(timeline: Timeline, occasion: Occasion) -> bytes:
    """Return the chart of one project."""
    return write_all([timeline], occasion)


def write_all(timelines: Sequence[Timeline], occasion: Occasion) -> bytes:
    """Return one chart of all projects."""
    lines = ["gantt", "    dateFormat YYYY-MM-DD", "    axisFormat %Y-%m-%d"]
    for timeline in timelines:
        lines += [f"    {line}" for line in _section(timeline, occasion)]
    return ("\n".join(lines) + "\n").encode()


def _section(timeline: Timeline, occasion: Occasion) -> Iterator[str]:
    project = timeline.project
    yield f"section {_name(project.name)}"
    for row in rows(timeline, None):
        found, key = row.scheduled, _key(f"{project.id}-{row.scheduled.stage.id}")
        tags = [*_tags(found), *(_standing(row.course) if row.course else ())]
        yield _bar(found.stage.name, tags, key, found.latest_start, found.latest_finish)
        if row.course is not None:
            yield _second(row.name, found, row.course, f"{key}--course", occasion)
    for buffer in buffer_rows(timeline, occasion.translate):
        key = _key("-".join(filter(None, (project.id, buffer.stage, "-buffer"))))
        yield _bar(buffer.name, [], key, buffer.first, buffer.last)
    key = _key(f"{project.id}--deadline")
    yield _bar(occasion.translate(DEADLINE), ["milestone", "crit"], key, project.deadline, project.deadline)


def _tags(found: ScheduledStage) -> Iterator[str]:
    if not found.stage.duration.days:
        yield "milestone"
    if found.critical:
        yield "crit"


def _standing(course: Course) -> Iterator[str]:
    if course.begun:
        yield "done" if course.done else "active"


def _second(name: str, found: ScheduledStage, course: Course, key: str, occasion: Occasion) -> str:
    """Return the bar of what happened, or is foreseen."""
    words = occasion.translate(ACTUAL if course.done else FORESEEN, stage=name)
    tags = [
        *(() if found.stage.duration.days else ("milestone",)),
        *(("crit",) if course.late_from else ()),
        *_standing(course),
    ]
    return _bar(words, tags, key, course.start, course.finish)


def _bar(name: str, tags: Sequence[str], key: str, first: date, last: date) -> str:
    return f"{_name(name)} :{', '.join([*tags, key, first.isoformat(), _after(last).isoformat()])}"


def _after(day: date) -> date:
    return min(day, date.max - timedelta(days=1)) + timedelta(days=1)


def _name(text: str) -> str:
    """Return a name on one line that cannot be taken for anything else."""
    plain = _ENDS_A_NAME.sub(lambda sign: f"#{ord(sign[0])};", " ".join(text.split()))
    return f"{_INVISIBLE}{plain}" if _TAKEN_AS_SYNTAX.match(plain) else plain


def _key(id_: str) -> str:
    """Return an id of letters and digits; other signs are written as their numbers, so that ids stay apart."""
    return _NEVER_IN_AN_ID.sub(lambda sign: f"_{ord(sign[0])}_", id_)


WRITER = TimelineWriter("mermaid", ".mmd", write, write_all)
