"""The facts from which a year is drawn and written out."""

from datetime import date

import pytest

from perfplan.calendars import Coverage, country_calendar, weekly_calendar
from perfplan.tables.year_calendar import COLUMNS, DayFact, day_rows, runs, year_days, year_grid

CN = country_calendar("CN")


@pytest.mark.parametrize(("year", "length"), [(2024, 366), (2025, 365), (1, 365), (9999, 365), (1900, 365)])
def test_a_line_for_every_day_of_the_year(year: int, length: int) -> None:
    facts = year_days(CN, year)
    assert len(facts) == length
    assert [fact.date.toordinal() - facts[0].date.toordinal() for fact in facts] == list(range(length))
    assert (facts[0].date, facts[-1].date) == (date(year, 1, 1), date(year, 12, 31))


def test_facts_of_known_days() -> None:
    facts = {fact.date: fact for fact in year_days(CN, 2025)}
    assert facts[date(2025, 10, 1)] == DayFact(date(2025, 10, 1), False, "国庆节、中秋节", True)
    assert facts[date(2025, 10, 11)] == DayFact(date(2025, 10, 11), True, "国庆节调休", True)
    assert facts[date(2025, 10, 12)] == DayFact(date(2025, 10, 12), False, "", False)
    assert facts[date(2025, 10, 13)] == DayFact(date(2025, 10, 13), True, "", False)


def test_rows_sum_to_the_working_days() -> None:
    rows = list(day_rows(year_days(CN, 2025)))
    assert len(COLUMNS) == len(rows[0])
    assert rows[0] == ("2025-01-01", "0", "元旦")
    assert rows[1] == ("2025-01-02", "1", "")
    assert sum(int(is_workday) for _, is_workday, _ in rows) == 248


@pytest.mark.parametrize("year", range(2018, 2032))
def test_grids_hold_every_day_once_under_its_weekday(year: int) -> None:
    grid = year_grid(CN, year)
    assert [month.month for month in grid.months] == list(range(1, 13))
    drawn = []
    for month in grid.months:
        assert all(len(week) == 7 for week in month.weeks)
        assert all(any(day for day in week) for week in month.weeks)
        placed = [(place, day) for week in month.weeks for place, day in enumerate(week, start=1) if day]
        assert all(day.date.isoweekday() == place and day.date.month == month.month for place, day in placed)
        assert month.workdays == sum(day.is_workday for _, day in placed)
        drawn += [day for _, day in placed]
    assert drawn == year_days(CN, year)
    assert grid.workdays == CN.count(date(year, 1, 1), date(year, 12, 31))


def test_the_grid_says_how_the_year_is_known() -> None:
    assert year_grid(CN, 2027).coverage is Coverage.PROVISIONAL
    grid = year_grid(CN, 2026)
    assert (grid.year, grid.calendar, grid.coverage, grid.source) == (
        2026,
        "中国大陆",
        Coverage.OFFICIAL,
        CN.source(2026),
    )


def test_runs_join_what_belongs_together() -> None:
    days = [date(2025, 1, 1), date(2025, 1, 2), date(2025, 1, 3), date(2025, 1, 6)]
    names = dict(zip(days, ["A", "A", "B", "B"], strict=True))
    calendar = weekly_calendar("x", range(1, 6), days, [date(2025, 1, 7)], names | {date(2025, 1, 7): "B"})
    found = [(first.date.day, last.date.day, last.name) for first, last in runs(year_days(calendar, 2025))]
    assert found == [(1, 2, "A"), (3, 3, "B"), (6, 6, "B"), (7, 7, "B")]
    assert runs([]) == []


def test_runs_of_a_real_year() -> None:
    found = [(str(first.date), str(last.date), last.name) for first, last in runs(year_days(CN, 2026))]
    assert found[:4] == [
        ("2026-01-01", "2026-01-03", "元旦"),
        ("2026-01-04", "2026-01-04", "元旦调休"),
        ("2026-02-14", "2026-02-14", "春节调休"),
        ("2026-02-15", "2026-02-23", "春节"),
    ]
    assert len(found) == 13
