"""Where things stand on a Gantt chart: the time axis, its bands of quarters and months, the label columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from msgspec import Struct

from perfplan.export._svg import text_width
from perfplan.model.calendar import Calendar
from perfplan.model.period import Period, months, quarter_of, quarters
from perfplan.model.sentence import Translate
from perfplan.schedule.timeline import Timeline
from perfplan.tables.course import courses

MARGIN, GAP, ROW, BAND, GUTTER = 24, 14, 34, 24, 34
FONT, SMALL = 14, 11
UNDER_WAY = 14
"""Px that a row is higher where a second bar shows what happened and what is foreseen."""
SHEET_WIDTH, LEAST_PLOT = 1600, 900
_SIDE = 48  # px beside the first and last bar, for the dates at their ends
_NEAR = timedelta(days=45)
_REACH = 366 * 40
_LAST = date(9999, 11, 30).toordinal()
TEMPLATES = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
"""Names of the months, by number less one; message ids."""
_LONG_HOLIDAY = 4


class Axis(Struct, frozen=True):
    """Days from ``first`` up to ``end`` (month starts) over ``width`` px from ``left`` on."""

    first: date
    end: date
    left: float
    width: float

    def x(self, day: date, *, end_of_day: bool = False) -> float:
        """Return where a day begins or ends; days off the axis stand at its edge."""
        days = (min(max(day, self.first), self.end) - self.first).days + end_of_day
        return self.left + self.width * min(days, self.days) / self.days

    @property
    def days(self) -> int:
        """How many days the axis shows."""
        return (self.end - self.first).days

    @property
    def right(self) -> float:
        """The axis' right edge."""
        return self.left + self.width


def axis_for(timeline: Timeline, today: date | None, left: float, width: float) -> Axis:
    """Return an axis of whole months over all dates of a timeline, with room for the dates beside the bars."""
    days = [timeline.project.start, timeline.project.deadline]
    for found in timeline.stages:
        days += [found.latest_start, found.latest_finish, found.earliest_start, found.earliest_finish]
    for course in courses(timeline):
        days += [course.start, course.finish]
    low, high = (_within(timeline.project.deadline, day) for day in (min(days), max(days)))
    if today is not None and min(abs(today - low), abs(today - high)) <= _NEAR:
        low, high = min(low, today), max(high, min(today, date.fromordinal(_LAST)))
    axis = Axis(low.replace(day=1), _next_month(high), left, width)
    while axis.x(low) - left < _SIDE and axis.first > date(1, 1, 1):
        axis = Axis(_previous_month(axis.first), axis.end, left, width)
    while axis.right - axis.x(high, end_of_day=True) < _SIDE and axis.end.toordinal() <= _LAST:
        axis = Axis(axis.first, _next_month(axis.end), left, width)
    return axis


def _within(deadline: date, day: date) -> date:
    """Return the day, or the nearest one within forty years of the deadline: beyond, bars end at the chart's edge."""
    low, high = max(deadline.toordinal() - _REACH, 1), min(deadline.toordinal() + _REACH, _LAST)
    return date.fromordinal(min(max(day.toordinal(), low), high))


def _next_month(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def _previous_month(first: date) -> date:
    return (first - timedelta(days=1)).replace(day=1)


class BandCell(Struct, frozen=True):
    """One cell of a band above the chart, with the words that fit into it (possibly none)."""

    left: float
    right: float
    words: str


def bands(axis: Axis, translate: Translate) -> tuple[tuple[BandCell, ...], tuple[BandCell, ...]]:
    """Return the upper and lower band: quarters over months, or years over quarters where months get too narrow."""
    by_month, by_quarter = months(axis.first, axis.end), quarters(axis.first, axis.end)
    if axis.width / len(by_quarter) >= 72:
        upper = _cells(axis, by_quarter, [_quarter_names(period, translate) for period in by_quarter])
        names = [[translate(TEMPLATES[period.start.month - 1]), str(period.start.month)] for period in by_month]
        return upper, _cells(axis, by_month, names)
    years = list(_years(by_quarter))
    upper = _cells(axis, years, [[period.label, period.label[-2:]] for period in years])
    return upper, _cells(
        axis,
        by_quarter,
        [[f"Q{quarter_of(period.start.month)}", str(quarter_of(period.start.month))] for period in by_quarter],
    )


def _quarter_names(period: Period, translate: Translate) -> list[str]:
    year, quarter = period.start.year, quarter_of(period.start.month)
    return [translate("{year} Q{quarter}", year=year, quarter=quarter), f"{year}Q{quarter}", f"Q{quarter}"]


def _years(by_quarter: Sequence[Period]) -> Iterator[Period]:
    start = by_quarter[0].start
    for period, following in zip(by_quarter, [*by_quarter[1:], None], strict=True):
        if following is None or following.start.year != start.year:
            yield Period(start, period.end, f"{start.year:04d}")
            start = following.start if following else start


def _cells(axis: Axis, periods: Sequence[Period], names: Sequence[Sequence[str]]) -> tuple[BandCell, ...]:
    return tuple(_cell(axis.x(each.start), axis.x(each.end), words) for each, words in zip(periods, names, strict=True))


def _cell(left: float, right: float, words: Sequence[str]) -> BandCell:
    fitting = (each for each in words if text_width(each, FONT) + 4 <= right - left)
    return BandCell(left, right, next(fitting, ""))


def month_stripes(axis: Axis) -> Iterator[tuple[float, float]]:
    """Yield every second period of the finer band, to be shaded."""
    periods = months(axis.first, axis.end)
    if axis.width / len(periods) < 24:
        periods = quarters(axis.first, axis.end)
    for period in periods:
        if period.start.month % 2 == 0 or (
            (period.end - period.start).days > 31 and quarter_of(period.start.month) % 2 == 0
        ):
            yield axis.x(period.start), axis.x(period.end)


def long_holidays(axis: Axis, calendar: Calendar) -> Iterator[tuple[date, date]]:
    """Yield the first and last day of every run of at least four days off; none where a day is under 1 px."""
    if axis.width < axis.days:
        return
    rank = calendar.rank(axis.first.toordinal())
    last, end = calendar.workday_at(rank - 1), axis.end.toordinal()
    while last < end:
        following = calendar.workday_at(rank)
        if following - last > _LONG_HOLIDAY:
            yield date.fromordinal(max(last + 1, 1)), date.fromordinal(following - 1)
        last, rank = following, rank + 1


def column_widths(headings: Sequence[str], table: Sequence[Sequence[str]]) -> list[float]:
    """Return how wide each label column must be for its longest cell."""
    columns = zip(headings, *table, strict=True)
    return [max(text_width(cell, FONT) for cell in column) + GAP for column in columns]
