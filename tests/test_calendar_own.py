"""The organisation's own days and its own week."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from perfplan.calendars import Coverage, YearCoverage, country_calendar, weekly_calendar, with_own_days
from perfplan.calendars.own import DECLARED

CN = country_calendar("CN")
YEAR = st.dates(date(2025, 1, 1), date(2025, 12, 31))


@given(st.sets(YEAR, max_size=30), st.sets(YEAR, max_size=30), YEAR)
def test_own_days_win_and_leave_the_others_alone(off: set[date], work: set[date], other: date) -> None:
    calendar = with_own_days(CN, "ours", off, work)
    assert all(calendar.is_workday(day) for day in work)
    assert not any(calendar.is_workday(day) for day in off - work)
    if other not in off | work:
        assert calendar.is_workday(other) is CN.is_workday(other)
        assert calendar.name_of(other) == CN.name_of(other)


@given(st.sets(YEAR, max_size=30), st.sets(YEAR, max_size=30))
def test_the_year_changes_by_the_days_that_differ(off: set[date], work: set[date]) -> None:
    calendar = with_own_days(CN, "ours", off, work)
    gained = sum(not CN.is_workday(day) for day in work)
    lost = sum(CN.is_workday(day) for day in off - work)
    year = (date(2025, 1, 1), date(2025, 12, 31))
    assert calendar.count(*year) == CN.count(*year) + gained - lost


def test_names_of_own_days() -> None:
    county_day, eve, national_day = date(2025, 4, 3), date(2025, 8, 16), date(2025, 10, 1)
    calendar = with_own_days(CN, "ours", [county_day, date(2025, 10, 2)], [eve, national_day], {county_day: "三月三"})
    assert calendar.name_of(county_day) == "三月三"
    assert (calendar.name_of(eve), calendar.is_special(eve)) == ("", True)
    assert calendar.name_of(national_day) == "", "the holiday's name does not fit a working day"
    assert calendar.name_of(date(2025, 10, 2)) == "国庆节、中秋节", "said twice, still that holiday"
    assert (calendar.id, calendar.name) == ("ours", "中国大陆")


def test_own_days_do_not_make_an_estimated_year_official() -> None:
    calendar = with_own_days(CN, "ours", [date(2027, 3, 1)], [])
    assert calendar.coverage(2027) is Coverage.PROVISIONAL
    assert calendar.source(2025) == CN.source(2025)
    assert calendar != CN
    assert calendar == with_own_days(CN, "ours", [date(2027, 3, 1)], [])


def test_a_year_that_the_plan_lists_completely_forgets_the_estimates() -> None:
    notice = {2027: YearCoverage(Coverage.OFFICIAL, "notice for 2027")}
    spring = [date(2027, 2, day) for day in range(5, 13)]
    calendar = with_own_days(CN, "ours", spring, [date(2027, 2, 14)], name="Ours", coverage=notice)
    assert (calendar.coverage(2027), calendar.source(2027)) == (Coverage.OFFICIAL, "notice for 2027")
    assert calendar.is_workday(date(2027, 2, 14))
    assert calendar.is_workday(date(2027, 5, 3)), "the estimated day off is not in the list"
    assert (calendar.name_of(date(2027, 2, 5)), calendar.name_of(date(2027, 6, 9))) == ("", "")
    assert calendar.coverage(2028) is Coverage.PROVISIONAL
    assert calendar.count(date(2026, 1, 1), date(2026, 12, 31)) == CN.count(date(2026, 1, 1), date(2026, 12, 31))
    assert calendar.name == "Ours"


def test_a_week_of_its_own() -> None:
    calendar = weekly_calendar(
        "plant", [7, 1, 2, 3, 4], [date(2025, 1, 1)], [date(2025, 1, 3)], {date(2025, 1, 1): "New Year"}, name="Plant"
    )
    assert calendar.workdays(date(2024, 12, 29), date(2025, 1, 4)) == [
        date(2024, 12, 29),
        date(2024, 12, 30),
        date(2024, 12, 31),
        date(2025, 1, 2),
        date(2025, 1, 3),
    ]
    assert calendar.name_of(date(2025, 1, 1)) == "New Year"
    assert (calendar.coverage(2025), calendar.source(2025)) == (Coverage.OFFICIAL, DECLARED)
    assert calendar.coverage(2026) is Coverage.NONE
    assert (calendar.name, calendar.weekdays) == ("Plant", (1, 2, 3, 4, 7))
