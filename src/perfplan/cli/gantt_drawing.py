"""A project's Gantt chart in characters, for any width: names fold, nothing is cut, Chinese counts two columns.

A cell stands for a stretch of days and shows what matters most in it: a bar before a line before float. What differs in
colour differs in its sign too, and terminals that take no block characters get plain ASCII.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby

from msgspec import Struct

from perfplan.cli.console import Console
from perfplan.cli.year_drawing import MONTHS
from perfplan.i18n import N_, Translator
from perfplan.model.period import Period, months, quarter_of, quarters
from perfplan.schedule.timeline import Timeline
from perfplan.tables.course import Course, courses
from perfplan.tables.timeline import Row, indented, moved_text, outline, shown_date
from perfplan.tables.timeline_facts import is_under_way, labelled, sentences, why_text
from perfplan.text import fold, pad, width

_WITH_DATES, _WITH_OWNERS = 60, 100  # columns from which these stand beside the chart
_LEAST_CHART, _LEAST_NAME = 12, 10
_GAP = 2
_LEGEND = N_(
    "{critical} critical  {stage} stage (latest dates)  {group} group  {float} float  "
    "{late} too late: earliest possible dates  {milestone} milestone  {deadline} deadline  {today} today"
)
_SECOND = N_("second line: {past} done  {ahead} foreseen  {over} later than the latest dates")


class Signs(Struct, frozen=True):
    """One character for everything that a cell can show."""

    critical: str
    stage: str
    group: str
    float: str
    late: str
    milestone: str
    deadline: str
    today: str
    past: str
    ahead: str
    over: str


BLOCKS = Signs("█", "▒", "▀", "·", "×", "◆", "│", "┊", "━", "─", "╳")
ASCII = Signs("#", "=", "-", ".", "x", "*", "|", ":", "+", "~", "!")
_STYLES = {
    **{"critical": "red", "stage": "blue", "float": "dim", "late": "red", "deadline": "red", "today": "green"},
    **{"past": "green", "ahead": "green", "over": "red"},
}


class Grid(Struct, frozen=True):
    """Days from ``first`` up to ``end`` in so many cells."""

    first: date
    end: date
    cells: int

    def cell(self, day: date) -> int:
        """Return the cell that a day lies in; days off the grid are in the first or last."""
        days = (min(max(day, self.first), self.end) - self.first).days
        return min(days * self.cells // (self.end - self.first).days, self.cells - 1)

    def between(self, first: date, last: date) -> range:
        """Return the cells of the inclusive days; none if the second is before the first."""
        return range(self.cell(first), self.cell(last) + 1) if first <= last else range(0)


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
    rows = outline(timeline, today)
    sides = _sides(rows, console.width)
    states = [t(row.course.state) for row in rows if row.course and row.course.state]
    names = _name_width([*map(indented, rows), *states], console.width, sides)
    taken = names + _GAP + (width(sides[0]) + _GAP if sides and sides[0] else 0)
    grid = _grid(timeline, max(console.width - taken, _LEAST_CHART))
    for line in _axis(grid, t):
        yield f"{' ' * (names + _GAP)}{console.paint(line, 'dim')}".rstrip()
    for row, side in zip(rows, sides, strict=True):
        yield from _row(row, side, names, _cells(timeline, row, grid, today), signs, console)
        if row.course is not None:
            yield _second(row.course, side, names, _course_cells(timeline, row.course, grid), signs, console, t)
    said = {name: getattr(signs, name) for name in Signs.__struct_fields__}
    yield from fold(t(_LEGEND, **said), console.width)
    if is_under_way(timeline):
        yield from fold(t(_SECOND, **said), console.width)


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


def _grid(timeline: Timeline, cells: int) -> Grid:
    """Return whole months over all dates of a timeline."""
    days = [timeline.project.start, timeline.project.deadline]
    for each in timeline.stages:
        days += [each.latest_start, each.latest_finish, each.earliest_start, each.earliest_finish]
    for course in courses(timeline):
        days += [course.start, course.finish]
    last = min(max(days), date(9999, 11, 30))
    return Grid(min(days).replace(day=1), date(last.year + last.month // 12, last.month % 12 + 1, 1), cells)


def _axis(grid: Grid, t: Translator) -> Iterator[str]:
    """Yield years, and below them months or, where these get too narrow, quarters."""
    by_month, by_quarter = months(grid.first, grid.end), quarters(grid.first, grid.end)
    years = [next(same) for _, same in groupby(by_month, key=lambda period: period.start.year)]
    yield _labels(grid, years, [str(period.start.year) for period in years])
    for periods, names in (
        (by_month, [t(MONTHS[period.start.month - 1]) for period in by_month]),
        (by_month, [str(period.start.month) for period in by_month]),
        (by_quarter, [f"Q{quarter_of(period.start.month)}" for period in by_quarter]),
    ):
        if len(periods) * (max(map(width, names)) + 1) <= grid.cells:
            yield _labels(grid, periods, names)
            return


def _labels(grid: Grid, periods: Sequence[Period], names: Sequence[str]) -> str:
    """Return the names, each at the first cell of its period; one that would run into the last is left out."""
    line = ""
    for period, name in zip(periods, names, strict=True):
        start = grid.cell(period.start)
        if start >= width(line) + bool(line) and start + width(name) <= grid.cells:
            line = pad(line, start) + name
    return line


def _cells(timeline: Timeline, row: Row, grid: Grid, today: date) -> list[str]:
    """Return the name of what each cell of a stage's row shows, or an empty text."""
    cells, found = [""] * grid.cells, row.scheduled
    late = found.total_float < 0
    layers = (
        ("float", range(0) if late else grid.between(found.earliest_start, found.latest_finish)),
        ("late", grid.between(found.earliest_start, found.earliest_finish) if late else range(0)),
        ("today", grid.between(today, today) if grid.first <= today < grid.end else range(0)),
        ("deadline", grid.between(timeline.project.deadline, timeline.project.deadline)),
        (_kind(row), grid.between(found.latest_start, found.latest_finish)),
    )
    for name, places in layers:
        cells[places.start : places.stop] = [name] * len(places)
    return cells


def _kind(row: Row) -> str:
    if row.duration is None:
        return "group"
    if not row.duration.days:
        return "milestone"
    return "critical" if row.scheduled.critical else "stage"


def _style(name: str) -> tuple[str, ...]:
    return (_STYLES[name],) if name in _STYLES else ()


def _row(row: Row, side: str, names: int, cells: Sequence[str], signs: Signs, console: Console) -> Iterator[str]:
    first, *more = fold(indented(row), names)
    style = ("red",) if row.scheduled.critical else ()
    drawn = _drawn(cells, signs, console)
    label = console.paint(first, *style) + pad(first, names)[len(first) :]
    yield f"{label}{' ' * _GAP}{drawn}{' ' * _GAP if side else ''}{side}".rstrip()
    yield from (console.paint(line, *style) for line in more)


def _drawn(cells: Sequence[str], signs: Signs, console: Console) -> str:
    return "".join(
        console.paint(sign * len(list(same)), *_style(name))
        for (name, sign), same in groupby((each, getattr(signs, each) if each else " ") for each in cells)
    )


def _course_cells(timeline: Timeline, course: Course, grid: Grid) -> list[str]:
    """Return the name of what each cell of a second line shows."""
    cells, deadline = [""] * grid.cells, timeline.project.deadline
    layers = (
        ("today", grid.between(course.today, course.today) if grid.first <= course.today < grid.end else range(0)),
        ("deadline", grid.between(deadline, deadline)),
        *((kind, grid.between(first, last)) for kind, first, last in course.spans()),
    )
    for name, places in layers:
        cells[places.start : places.stop] = [name] * len(places)
    return cells


def _second(
    course: Course, side: str, names: int, cells: Sequence[str], signs: Signs, console: Console, t: Translator
) -> str:
    """Return the line below a stage's: its state, what happened and is foreseen, and the days of it."""
    state = t(course.state) if course.state else ""
    shown = pad(state if width(state) <= names else "", names)
    days = f"{course.start:%m-%d} {course.finish:%m-%d}" if side else ""
    moved = moved_text(course, t)
    if moved and width(days) + 1 + width(moved) <= width(side):
        days = f"{days} {moved}"
    gap = " " * _GAP
    return f"{console.paint(shown, 'dim')}{gap}{_drawn(cells, signs, console)}{gap}{days}".rstrip()
