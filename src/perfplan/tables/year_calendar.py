"""A year's working days as facts: for drawing month grids and for one line a day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from msgspec import Struct

from perfplan.model.calendar import Calendar, Coverage

COLUMNS = ("date", "is_workday", "name")
"""Columns of the day lines, in order."""


class DayFact(Struct, frozen=True):
    """One day. ``special`` says that the calendar lists it; a holiday on a weekend is special too.

    A special working day off the weekly pattern is a make-up day (调休); a special day that does not work is a day off.
    """

    date: date
    is_workday: bool
    name: str
    special: bool


class MonthGrid(Struct, frozen=True):
    """One month for drawing: weeks of seven places from Monday on, None where the month has no day."""

    month: int
    weeks: tuple[tuple[DayFact | None, ...], ...]
    workdays: int


class YearGrid(Struct, frozen=True):
    """One year for drawing, with how its days off are known and from what."""

    year: int
    calendar: str
    months: tuple[MonthGrid, ...]
    workdays: int
    coverage: Coverage
    source: str


def year_days(calendar: Calendar, year: int) -> list[DayFact]:
    """Return a fact for every day of the year, in order: 365 or 366 of them."""
    first, last = date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()
    return [_fact(calendar, date.fromordinal(ordinal)) for ordinal in range(first, last + 1)]


def day_rows(days: Iterable[DayFact]) -> Iterator[tuple[str, str, str]]:
    """Yield the cells of :data:`COLUMNS`: ISO date, 1 or 0 (so that a sum counts working days), name or nothing."""
    for day in days:
        yield day.date.isoformat(), "1" if day.is_workday else "0", day.name


def year_grid(calendar: Calendar, year: int) -> YearGrid:
    """Return the year laid out in twelve month grids."""
    by_month: dict[int, list[DayFact]] = {month: [] for month in range(1, 13)}
    for day in year_days(calendar, year):
        by_month[day.date.month].append(day)
    months = tuple(_month(month, days) for month, days in by_month.items())
    workdays = sum(month.workdays for month in months)
    return YearGrid(year, calendar.name, months, workdays, calendar.coverage(year), calendar.source(year))


def runs(days: Iterable[DayFact]) -> list[tuple[DayFact, DayFact]]:
    """Return the first and last day of each named stretch: consecutive special days of one name and one effect.

    This is the list beside a drawn year: ``10-01 – 10-08 国庆节、中秋节``, ``10-11 国庆节调休``.
    """
    found: list[tuple[DayFact, DayFact]] = []
    for day in days:
        if not day.special:
            continue
        if found and _continues(found[-1][1], day):
            found[-1] = (found[-1][0], day)
        else:
            found.append((day, day))
    return found


def _continues(last: DayFact, day: DayFact) -> bool:
    same = (last.name, last.is_workday) == (day.name, day.is_workday)
    return same and day.date - last.date == timedelta(days=1)


def _fact(calendar: Calendar, day: date) -> DayFact:
    return DayFact(day, calendar.is_workday(day), calendar.name_of(day), calendar.is_special(day))


def _month(month: int, days: list[DayFact]) -> MonthGrid:
    places: list[DayFact | None] = [None] * (days[0].date.isoweekday() - 1)
    places += days
    places += [None] * (-len(places) % 7)
    weeks = tuple(tuple(places[start : start + 7]) for start in range(0, len(places), 7))
    return MonthGrid(month, weeks, sum(day.is_workday for day in days))
