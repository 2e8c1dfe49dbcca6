"""Properties of working-day arithmetic, against a plain day-by-day walk."""

import copy
import pickle
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfplan.calendars import weekly_calendar
from perfplan.model.calendar import Calendar, Coverage, SpecialDay, YearCoverage

ONE_DAY = timedelta(days=1)
NEAR = st.dates(date(2024, 12, 1), date(2025, 3, 1))
ANY_DAY = st.dates(date(1800, 1, 1), date(2300, 12, 31))
DAYS = st.one_of(NEAR, ANY_DAY)
STEPS = st.integers(-400, 400)
WEEKS = st.sets(st.integers(1, 7), min_size=1)


@st.composite
def calendars(draw: st.DrawFn) -> Calendar:
    """Any week; departures dense enough to make weeks without a working day and runs of make-up days."""
    off, work = draw(st.sets(NEAR, max_size=40)), draw(st.sets(NEAR, max_size=20))
    return weekly_calendar("any", draw(WEEKS), off, work)


def walk(calendar: Calendar, day: date, step: int, count: int) -> date:
    """The definition of `add`, one day at a time."""
    while count:
        day += step * ONE_DAY
        count -= calendar.is_workday(day)
    return day


@given(calendars(), NEAR, st.integers(0, 60))
def test_add_is_the_nth_working_day_strictly_after_or_before(calendar: Calendar, day: date, n: int) -> None:
    assert calendar.add(day, n) == walk(calendar, day, 1, n)
    assert calendar.add(day, -n) == walk(calendar, day, -1, n)


@given(calendars(), DAYS, STEPS)
def test_add_is_undone_by_its_opposite_on_working_days(calendar: Calendar, day: date, n: int) -> None:
    start = calendar.next_workday(day)
    assert calendar.add(calendar.add(start, n), -n) == start


@given(calendars(), NEAR, NEAR)
def test_count_is_the_number_of_working_days_in_the_closed_interval(calendar: Calendar, a: date, b: date) -> None:
    listed = [a + n * ONE_DAY for n in range((b - a).days + 1) if calendar.is_workday(a + n * ONE_DAY)]
    assert calendar.count(a, b) == len(listed)
    assert calendar.workdays(a, b) == listed


@given(calendars(), st.lists(DAYS, min_size=3, max_size=3))
def test_count_adds_up_over_adjacent_intervals(calendar: Calendar, days: list[date]) -> None:
    first, middle, last = sorted(days)
    parts = calendar.count(first, middle) + calendar.count(middle + ONE_DAY, last)
    assert calendar.count(first, last) == parts
    assert calendar.count(last, first - ONE_DAY) == 0


@given(calendars(), DAYS, st.integers(1, 300))
def test_a_span_counts_its_working_days_and_back_undoes_forward(calendar: Calendar, day: date, n: int) -> None:
    first = calendar.next_workday(day)
    last = calendar.forward(first, n)
    assert calendar.count(first, last) == n
    assert calendar.is_workday(last)
    assert calendar.back(last, n) == first


@given(calendars(), DAYS, st.integers(1, 300))
def test_spans_start_and_end_on_working_days_wherever_they_are_hung(calendar: Calendar, day: date, n: int) -> None:
    assert calendar.forward(day, n) == calendar.forward(calendar.next_workday(day), n)
    assert calendar.back(day, n) == calendar.back(calendar.previous_workday(day), n)
    assert calendar.forward(calendar.back(day, n), n) == calendar.previous_workday(day)


@given(calendars(), st.integers(-1000, 4_000_000))
def test_rank_and_workday_at_are_inverse(calendar: Calendar, rank: int) -> None:
    ordinal = calendar.workday_at(rank)
    assert calendar.works(ordinal)
    assert calendar.rank(ordinal) == rank
    assert calendar.rank(ordinal + 1) == rank + 1


@given(calendars(), NEAR)
def test_rank_grows_by_one_after_each_working_day_only(calendar: Calendar, day: date) -> None:
    ordinal = day.toordinal()
    assert calendar.rank(ordinal + 1) - calendar.rank(ordinal) == calendar.is_workday(day)
    assert calendar.works(ordinal) is calendar.is_workday(day)


@given(calendars(), DAYS)
def test_neighbouring_working_days(calendar: Calendar, day: date) -> None:
    before, after = calendar.previous_workday(day), calendar.next_workday(day)
    assert before <= day <= after
    assert calendar.is_workday(before)
    assert calendar.is_workday(after)
    assert calendar.count(before, after) == (1 if calendar.is_workday(day) else 2)
    assert (before == after) is calendar.is_workday(day)


@given(WEEKS, ANY_DAY)
def test_without_departures_the_week_alone_decides(week: set[int], day: date) -> None:
    assert weekly_calendar("week", week).is_workday(day) is (day.isoweekday() in week)


@given(calendars(), STEPS)
def test_nothing_overflows_at_the_ends_of_time(calendar: Calendar, n: int) -> None:
    for day in (date.min, date.max):
        for answer in (calendar.add(day, n), calendar.next_workday(day), calendar.previous_workday(day)):
            assert date.min <= answer <= date.max
        assert date.min <= calendar.back(day, abs(n)) <= date.max
        assert date.min <= calendar.forward(day, abs(n)) <= date.max
    assert calendar.add(date.max, 10**9) == date.max
    assert calendar.add(date.min, -(10**9)) == date.min
    assert calendar.count(date.min, date.max) == calendar.rank(date.max.toordinal() + 1)


@given(calendars())
def test_a_calendar_survives_pickling_and_copying_and_hashes_by_id(calendar: Calendar) -> None:
    for twin in (pickle.loads(pickle.dumps(calendar)), copy.deepcopy(calendar)):
        assert twin == calendar
        assert hash(twin) == hash(calendar) == hash("any")
        assert twin.count(date(2024, 12, 1), date(2025, 3, 1)) == calendar.count(date(2024, 12, 1), date(2025, 3, 1))


def test_zero_working_days_is_the_day_itself_even_on_a_day_off() -> None:
    calendar = weekly_calendar("week", range(1, 6))
    sunday = date(2025, 3, 2)
    assert calendar.add(sunday, 0) == calendar.back(sunday, 0) == calendar.forward(sunday, 0) == sunday


@pytest.mark.parametrize("span", [Calendar.back, Calendar.forward])
def test_a_negative_span_is_refused(span: object) -> None:
    calendar = weekly_calendar("week", range(1, 6))
    assert callable(span)
    with pytest.raises(ValueError, match="negative"):
        span(calendar, date(2025, 3, 3), -1)


@pytest.mark.parametrize("week", [[], [0], [8], [1, 2, 9]])
def test_a_week_that_cannot_be_is_refused(week: list[int]) -> None:
    with pytest.raises(ValueError, match="weekdays"):
        weekly_calendar("week", week)


def test_the_last_word_on_a_day_counts_and_years_keep_their_source() -> None:
    monday = date(2025, 3, 3).toordinal()
    days = [SpecialDay(monday, False, "off"), SpecialDay(monday, True, "on")]
    calendar = Calendar.build("c", range(1, 6), days, {2025: YearCoverage(Coverage.OFFICIAL, "notice 1")}, name="C")
    assert calendar.is_workday(date(2025, 3, 3))
    assert calendar.name_of(date(2025, 3, 3)) == "on"
    assert calendar.is_special(date(2025, 3, 3))
    assert (calendar.name_of(date(2025, 3, 4)), calendar.is_special(date(2025, 3, 4))) == ("", False)
    assert (calendar.coverage(2025), calendar.source(2025)) == (Coverage.OFFICIAL, "notice 1")
    assert (calendar.coverage(2026), calendar.source(2026)) == (Coverage.NONE, "")
    assert (calendar.id, calendar.name, weekly_calendar("w", [1]).name) == ("c", "C", "w")
