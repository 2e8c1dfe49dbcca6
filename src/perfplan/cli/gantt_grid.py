"""The ground of a Gantt chart in characters: its signs and colours, which days a cell stands for, its axis."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby

from msgspec import Struct

from perfplan.cli.console import Console
from perfplan.cli.year_drawing import MONTHS
from perfplan.i18n import Translator
from perfplan.model.period import Period, months, quarter_of, quarters
from perfplan.schedule.timeline import Timeline
from perfplan.tables.course import courses
from perfplan.text import pad, width


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
    buffer: str


BLOCKS = Signs("█", "▒", "▀", "·", "×", "◆", "│", "┊", "━", "─", "╳", "▓")
ASCII = Signs("#", "=", "-", ".", "x", "*", "|", ":", "+", "~", "!", "%")
STYLES = {
    **{"critical": "red", "stage": "blue", "float": "dim", "late": "red", "deadline": "red", "today": "green"},
    **{"past": "green", "ahead": "green", "over": "red", "buffer": "green"},
}


class Grid(Struct, frozen=True):
    """Days from ``first`` up to ``end`` in so many cells, with two days that are marked in all of them."""

    first: date
    end: date
    cells: int
    today: date
    deadline: date

    def cell(self, day: date) -> int:
        """Return the cell that a day lies in; days off the grid are in the first or last."""
        days = (min(max(day, self.first), self.end) - self.first).days
        return min(days * self.cells // (self.end - self.first).days, self.cells - 1)

    def between(self, first: date, last: date) -> range:
        """Return the cells of the inclusive days; none if the second is before the first."""
        return range(self.cell(first), self.cell(last) + 1) if first <= last else range(0)

    def shown(self, below: Sequence[tuple[str, range]], above: Sequence[tuple[str, range]]) -> list[str]:
        """Return the name of what each cell shows: the lines of both days lie over the one and under the other."""
        cells = [""] * self.cells
        today = self.between(self.today, self.today) if self.first <= self.today < self.end else range(0)
        lines = (("today", today), ("deadline", self.between(self.deadline, self.deadline)))
        for name, places in (*below, *lines, *above):
            cells[places.start : places.stop] = [name] * len(places)
        return cells


def grid_of(timeline: Timeline, cells: int, today: date) -> Grid:
    """Return whole months over all dates of a timeline."""
    days = [timeline.project.start, timeline.project.deadline]
    for each in timeline.stages:
        days += [each.latest_start, each.latest_finish, each.earliest_start, each.earliest_finish]
    for course in courses(timeline):
        days += [course.start, course.finish]
    last = min(max(days), date(9999, 11, 30))
    first, end = min(days).replace(day=1), date(last.year + last.month // 12, last.month % 12 + 1, 1)
    return Grid(first, end, cells, today, timeline.project.deadline)


def axis_of(grid: Grid, t: Translator) -> Iterator[str]:
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


def drawn(cells: Sequence[str], signs: Signs, console: Console) -> str:
    """Return cells, each the name of what it shows or empty, as signs in their colours."""
    return "".join(
        console.paint(sign * len(list(same)), *((STYLES[name],) if name in STYLES else ()))
        for (name, sign), same in groupby((each, getattr(signs, each) if each else " ") for each in cells)
    )
