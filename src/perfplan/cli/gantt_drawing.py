"""A project's Gantt chart in characters, for any width: names fold, nothing is cut, Chinese counts two columns.

A cell stands for a stretch of days and shows what matters most in it: a bar before a line before float. What differs in
colour differs in its sign too, and terminals that take no block characters get plain ASCII.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from perfplan.cli.console import Console
from perfplan.cli.gantt_grid import ASCII, BLOCKS, Grid, Signs, axis_of, drawn, grid_of
from perfplan.i18n import N_, Translator
from perfplan.schedule.timeline import Timeline
from perfplan.tables.buffers import BufferRow, buffer_rows
from perfplan.tables.course import Course
from perfplan.tables.risk import risk_facts
from perfplan.tables.timeline import Row, TimelineRow, indented, moved_text, outline, shown_date
from perfplan.tables.timeline_facts import is_under_way, labelled, sentences, why_text
from perfplan.text import fold, pad, width

_WITH_DATES, _WITH_OWNERS = 60, 100  # columns from which these stand beside the chart
_LEAST_CHART, _LEAST_NAME = 12, 10
_GAP = 2
_LEGEND = N_(
    "{critical} critical  {stage} stage (latest dates)  {group} group  {float} float  "
    "{late} too late: earliest possible dates  {milestone} milestone  {deadline} deadline  {today} today"
)
_AFTER = N_("buffer")
_BUFFERS = N_("{buffer} buffer")
_SECOND = N_("second line: {past} done  {ahead} foreseen  {over} later than the latest dates")


def draw_gantt(timeline: Timeline, today: date, t: Translator, console: Console, *, blocks: bool) -> Iterator[str]:
    """Yield the lines: what and why, the axis, a row a stage, the legend.

    Args:
        timeline: what is drawn.
        today: the day to mark.
        t: the reader's language.
        console: its width and colours.
        blocks: whether the terminal takes block characters.
    """
    project, signs = timeline.project, BLOCKS if blocks else ASCII
    deadline = labelled("Deadline", shown_date(project.deadline, project.calendar), t)
    yield from fold(console.paint(f"{project.name} ({project.id})", "bold"), console.width)
    yield from fold(f"{deadline} · {why_text(timeline, t)}", console.width)
    if timeline.forecast is not None and is_under_way(timeline):
        yield from fold(labelled("Forecast", sentences(timeline.forecast.why, t), t), console.width)
    for label, value in risk_facts(timeline, t):
        yield from fold(labelled(label, value, t), console.width)
    rows = outline(timeline, today)
    sides = _sides(rows, console.width)
    states = [t(row.course.state) for row in rows if row.course and row.course.state]
    names = _name_width([*map(indented, rows), *states], console.width, sides)
    taken = names + _GAP + (width(sides[0]) + _GAP if sides and sides[0] else 0)
    grid = grid_of(timeline, max(console.width - taken, _LEAST_CHART), today)
    for above in axis_of(grid, t):
        yield f"{' ' * (names + _GAP)}{console.paint(above, 'dim')}".rstrip()
    for line in _lines(timeline, rows, sides, grid, t):
        yield from _folded(line, names, signs, console)
    yield from _legend(timeline, signs, t, console)


def _legend(timeline: Timeline, signs: Signs, t: Translator, console: Console) -> Iterator[str]:
    said = {name: getattr(signs, name) for name in Signs.__struct_fields__}
    buffers = [_BUFFERS] if buffer_rows(timeline, t) else []
    second = [_SECOND] if is_under_way(timeline) else []
    for words in (_LEGEND, *buffers, *second):
        yield from fold(t(words, **said), console.width)


class Line(NamedTuple):
    """What one line shows: a name and its style, what each cell stands for, and what stands behind them."""

    name: str
    style: tuple[str, ...]
    cells: list[str]
    side: str


def _lines(timeline: Timeline, rows: Sequence[Row], sides: Sequence[str], grid: Grid, t: Translator) -> Iterator[Line]:
    """Yield the lines of the chart: a row, below it how it goes on and the buffer after it; last the project's own."""
    buffers = {each.stage: each for each in buffer_rows(timeline, t)}
    for row, side in zip(rows, sides, strict=True):
        yield Line(indented(row), ("red",) if row.scheduled.critical else (), _cells(row, grid), side)
        if row.course is not None:
            yield _second(row.course, side, grid, t)
        after = buffers.get(row.scheduled.stage.id) if isinstance(row, TimelineRow) else None
        if after is not None:
            yield _buffer(after, t(_AFTER), side, grid)
    if "" in buffers:
        yield _buffer(buffers[""], buffers[""].name, sides[0], grid)


def _sides(rows: Sequence[Row], columns: int) -> list[str]:
    """Return what stands right of each bar: the latest dates, and in a wide terminal who answers."""
    if columns < _WITH_DATES:
        return [""] * len(rows)
    found = [row.scheduled for row in rows]
    dates = [f"{each.latest_start:%m-%d} {each.latest_finish:%m-%d}" for each in found]
    room = max((width(row.owner) for row in rows), default=0)
    if columns < _WITH_OWNERS or room > columns // 5:
        return dates
    return [f"{said} {pad(row.owner, room)}" for said, row in zip(dates, rows, strict=True)]


def _name_width(names: Sequence[str], columns: int, sides: Sequence[str]) -> int:
    room = columns - _LEAST_CHART - _GAP - max(map(width, sides), default=0)
    longest = max(map(width, names), default=0)
    return min(longest, max(columns * 3 // 10, _LEAST_NAME), max(room, 2))


def _cells(row: Row, grid: Grid) -> list[str]:
    found = row.scheduled
    if found.total_float < 0:
        below = ("late", grid.between(found.earliest_start, found.earliest_finish))
    else:
        below = ("float", grid.between(found.earliest_start, found.latest_finish))
    return grid.shown([below], [(_kind(row), grid.between(found.latest_start, found.latest_finish))])


def _kind(row: Row) -> str:
    if row.duration is None:
        return "group"
    if not row.duration.days:
        return "milestone"
    return "critical" if row.scheduled.critical else "stage"


def _second(course: Course, side: str, grid: Grid, t: Translator) -> Line:
    """Return the line below a stage's: its state, what happened and is foreseen, and the days of it."""
    layers = [(kind, grid.between(first, last)) for kind, first, last in course.spans()]
    days = f"{course.start:%m-%d} {course.finish:%m-%d}" if side else ""
    moved = moved_text(course, t)
    if moved and width(days) + 1 + width(moved) <= width(side):
        days = f"{days} {moved}"
    return Line(t(course.state) if course.state else "", ("dim",), grid.shown([], layers), days)


def _buffer(row: BufferRow, name: str, side: str, grid: Grid) -> Line:
    days = f"{row.first:%m-%d} {row.last:%m-%d}" if side else ""
    return Line(name, ("dim",), grid.shown([], [("buffer", grid.between(row.first, row.last))]), days)


def _folded(line: Line, names: int, signs: Signs, console: Console) -> Iterator[str]:
    first, *more = fold(line.name, names) or [""]
    label = console.paint(first, *line.style) + pad(first, names)[len(first) :]
    behind = f"{' ' * _GAP}{line.side}" if line.side else ""
    yield f"{label}{' ' * _GAP}{drawn(line.cells, signs, console)}{behind}".rstrip()
    yield from (console.paint(rest, *line.style) for rest in more)
