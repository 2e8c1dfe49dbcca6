"""Deadlines on days off: every convention, with and without a period that they may not leave."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfplan.calendars import Calendar, Roll, country_calendar, roll, weekly_calendar

CN = country_calendar("CN")
NEAR = st.dates(date(2024, 12, 1), date(2025, 3, 1))
ROLLS = st.sampled_from(Roll)
PERIODS = st.tuples(NEAR, NEAR).map(lambda pair: (min(pair), max(pair)))


@st.composite
def calendars(draw: st.DrawFn) -> Calendar:
    week = draw(st.sets(st.integers(1, 7), min_size=1))
    return weekly_calendar("any", week, draw(st.sets(NEAR, max_size=60)), draw(st.sets(NEAR, max_size=10)))


@given(calendars(), NEAR, ROLLS, PERIODS)
def test_a_deadline_never_leaves_its_period(
    calendar: Calendar, day: date, convention: Roll, period: tuple[date, date]
) -> None:
    day = min(max(day, period[0]), period[1])
    rolled = roll(calendar, day, convention, period)
    assert period[0] <= rolled <= period[1]
    if convention is not Roll.NONE and calendar.count(*period):
        assert calendar.is_workday(rolled)
    else:
        assert rolled == day


@given(calendars(), NEAR, ROLLS, st.none() | PERIODS)
def test_rolling_twice_is_rolling_once(
    calendar: Calendar, day: date, convention: Roll, period: tuple[date, date] | None
) -> None:
    once = roll(calendar, day, convention, period)
    assert roll(calendar, once, convention, period) == once


@given(calendars(), NEAR, ROLLS)
def test_a_working_day_stays_and_directions_hold(calendar: Calendar, day: date, convention: Roll) -> None:
    rolled = roll(calendar, day, convention)
    if calendar.is_workday(day):
        assert rolled == day
    elif convention is Roll.PRECEDING:
        assert rolled == calendar.add(day, -1)
    elif convention is Roll.FOLLOWING:
        assert rolled == calendar.add(day, 1)
    elif convention is Roll.NEAREST:
        assert abs(rolled - day) == min(day - calendar.add(day, -1), calendar.add(day, 1) - day)
    elif convention is Roll.NONE:
        assert rolled == day
    else:
        assert (rolled.year, rolled.month) == (day.year, day.month)


@pytest.mark.parametrize(
    ("day", "convention", "expected"),
    [
        # 2026-01-31 is a Saturday off, 2026-02-28 a Saturday that works.
        ("2026-01-31", Roll.PRECEDING, "2026-01-30"),
        ("2026-01-31", Roll.FOLLOWING, "2026-02-02"),
        ("2026-01-31", Roll.MODIFIED_FOLLOWING, "2026-01-30"),
        ("2026-02-28", Roll.PRECEDING, "2026-02-28"),
        # National Day 2025 runs from 1 to 8 October.
        ("2025-10-01", Roll.PRECEDING, "2025-09-30"),
        ("2025-10-01", Roll.MODIFIED_PRECEDING, "2025-10-09"),
        ("2025-10-05", Roll.NEAREST, "2025-10-09"),
        ("2025-10-04", Roll.NEAREST, "2025-09-30"),
        ("2025-10-05", Roll.NONE, "2025-10-05"),
        # Qingming 2025, Friday to Sunday: Saturday is two days from both sides, and the earlier side wins.
        ("2025-04-05", Roll.NEAREST, "2025-04-03"),
    ],
)
def test_known_deadlines(day: str, convention: Roll, expected: str) -> None:
    assert roll(CN, date.fromisoformat(day), convention) == date.fromisoformat(expected)


def test_a_period_turns_every_convention_round() -> None:
    week = (date(2025, 10, 6), date(2025, 10, 12))  # works on 9, 10 and Saturday 11
    assert roll(CN, date(2025, 10, 7), Roll.PRECEDING, week) == date(2025, 10, 9)
    assert roll(CN, date(2025, 10, 12), Roll.FOLLOWING, week) == date(2025, 10, 11)
    assert roll(CN, date(2025, 10, 7), Roll.NEAREST, week) == date(2025, 10, 9)


def test_a_period_without_a_working_day_keeps_the_deadline() -> None:
    idle = (date(2026, 2, 16), date(2026, 2, 22))
    assert {roll(CN, idle[1], convention, idle) for convention in Roll} == {idle[1]}


def test_a_deadline_outside_its_period_is_taken_into_it() -> None:
    march = (date(2025, 3, 1), date(2025, 3, 31))
    assert roll(CN, date(2025, 4, 5), Roll.FOLLOWING, march) == date(2025, 3, 31)
    assert roll(CN, date(2025, 2, 1), Roll.PRECEDING, march) == date(2025, 3, 3)


def test_the_ends_of_time_are_days_like_any_other() -> None:
    idle_end = weekly_calendar("end", [1], [date.min])
    assert roll(idle_end, date.max, Roll.MODIFIED_FOLLOWING) == date(9999, 12, 27)
    assert roll(idle_end, date.max, Roll.FOLLOWING) == date(9999, 12, 27)
    assert roll(idle_end, date.min, Roll.PRECEDING) == date.min + timedelta(days=7)
