"""Plans issued late, fiscal years and short ones: checkpoints hold, and closed months get no task."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from plan_builders import CN, allocation, blocks, revision, rule, split, table
from split_oracle import problems

from perfplan.calendars import with_own_days
from perfplan.model.period import Level
from perfplan.model.target import Shape, UnitRollup

DAYS = st.dates(date(2025, 1, 1), date(2025, 12, 31))


@settings(max_examples=100, deadline=None)
@given(DAYS, st.integers(0, 10**6), st.lists(st.integers(0, 9), min_size=12, max_size=12).filter(any))
def test_checkpoints_hold_whatever_day_the_plan_is_issued(issued: date, value: int, weights: list[int]) -> None:
    """What closed months were to bring falls to the first open one; from there on the running total is the plan's."""
    early, late = split(value, split=rule(weights)), split(value, split=rule(weights), on=table(issued))
    first = table(issued).is_open.index(True)
    assert late.own.checkpoints[first:] == early.own.checkpoints[first:]
    assert not any(late.own.months[:first])


@given(DAYS, st.integers(1, 10**4), st.integers(0, 100))
def test_what_was_done_before_is_not_asked_again(issued: date, value: int, percent: int) -> None:
    reached = value * percent // 100
    whole, late = split(value), split(value, reached=reached, on=table(issued))
    assert late.own.value == value
    first = table(issued).is_open.index(True)
    expected = [max(end, reached) for end in whole.own.checkpoints[first:]]
    assert late.own.checkpoints[first:] == expected


@given(DAYS)
def test_periods_before_the_issue_get_no_task(issued: date) -> None:
    periods = table(issued)
    tasks = blocks(split(5000, on=periods, allocation=allocation([3, 2])), periods)
    assert {name for name, _ in tasks} == {"t", "t@u0", "t@u1"}
    for (_, level), block in tasks.items():
        for slot in block.slots:
            assert issued <= slot.start <= slot.deadline
            assert level is not Level.DAY or slot.start == slot.deadline
        amounts = [a for a, keep in zip(block.amounts, block.keep or [True] * len(block.amounts), strict=True) if keep]
        assert sum(amounts) == {"t": 5000, "t@u0": 3000, "t@u1": 2000}[block.ident]


def test_more_than_the_year_done_before_leaves_nothing_to_do() -> None:
    found = split(100, reached=120, on=table(date(2025, 5, 6)), allocation=allocation([1, 1]))
    assert [part.value for part in found.blocks] == [120, 60, 60]
    assert blocks(found, table(date(2025, 5, 6))) == {}
    assert split(-100, reached=-120, on=table(date(2025, 5, 6))).own.value == -120


def test_units_share_what_was_done_before() -> None:
    late = table(date(2025, 5, 6))
    found = split(100, reached=30, on=late, allocation=allocation([7, 2, 1]))
    assert [part.reached for part in found.blocks] == [30, 21, 6, 3]
    means = split(100, reached=30, on=late, units_roll=UnitRollup.MEAN, allocation=allocation([3, 1], None, [80, 40]))
    assert [unit.value for unit in means.units] == [114, 57]
    north, south = (unit.reached for unit in means.units)
    assert round((3 * north + south) / 4) == 30
    assert north == 34


def test_levels_start_from_the_units_last_values() -> None:
    found = split(108, shape=Shape.PATH, opening=96, reached=96, allocation=allocation([1, 1], {}, [60, 36]))
    assert [part.reached for part in found.blocks] == [96, 60, 36]
    assert [part.value for part in found.blocks] == [108, 54, 54]
    mean = split(
        108, shape=Shape.PATH, units_roll=UnitRollup.MEAN, opening=96, reached=96,
        allocation=allocation([1, 3], {}, [120, 88]),
    )  # fmt: skip
    assert [part.reached for part in mean.blocks] == [96, 120, 88]
    assert [part.value for part in mean.blocks] == [108, 135, 99]


def test_issued_on_the_last_day() -> None:
    periods = table(date(2025, 12, 31))
    tasks = blocks(split(100, on=periods), periods)
    assert [(level.value, list(b.amounts), b.slots[0].start) for (_, level), b in tasks.items()] == [
        (name, [100], date(2025, 12, 31)) for name in ("quarter", "month", "day")
    ]


def test_issued_on_the_last_day_and_nobody_works() -> None:
    """The quarter and the month are still owed, by their last day; there is no working day left to do it on."""
    periods = table(date(2023, 12, 31), date(2023, 1, 1), date(2023, 12, 31))
    found = split(100, on=periods, allocation=allocation([1, 1]))
    tasks = blocks(found, periods)
    assert list(problems(found, periods)) == []
    assert {level for _, level in tasks} == {Level.QUARTER, Level.MONTH}
    assert {slot.deadline for block in tasks.values() for slot in block.slots} == {date(2023, 12, 31)}


def test_issued_on_a_day_off_starts_with_the_next_working_day() -> None:
    holiday = date(2025, 10, 1)
    periods = table(holiday)
    tasks = blocks(split(4000, on=periods), periods)
    assert tasks["t", Level.DAY].slots[0].start == date(2025, 10, 9)
    assert tasks["t", Level.MONTH].slots[0].start == holiday
    assert tasks["t", Level.QUARTER].slots[0].deadline == date(2025, 12, 31)
    assert tasks["t", Level.MONTH].amounts[0] == 3333  # ten months' checkpoint


def test_a_month_that_ends_on_a_day_off_is_due_on_its_last_working_day() -> None:
    ends = {slot.label: slot.deadline for slot in table().slots[Level.MONTH]}
    assert (ends["2025-05"], ends["2025-08"], ends["2025-11"]) == (
        date(2025, 5, 30),
        date(2025, 8, 29),
        date(2025, 11, 28),
    )


@pytest.mark.parametrize(
    ("start", "end", "quarters"),
    [
        (date(2025, 4, 1), date(2026, 3, 31), ["2025-Q2", "2025-Q3", "2025-Q4", "2026-Q1"]),
        (date(2025, 7, 1), date(2025, 12, 31), ["2025-Q3", "2025-Q4"]),
        (date(2025, 2, 1), date(2025, 2, 28), ["2025-Q1"]),
        (date(2025, 11, 1), date(2026, 2, 28), ["2025-Q4", "2026-Q1"]),
    ],
)
def test_fiscal_and_short_years(start: date, end: date, quarters: list[str]) -> None:
    periods = table(None, start, end)
    found = split(1000, on=periods, allocation=allocation([2, 1]))
    assert list(problems(found, periods)) == []
    tasks = blocks(found, periods)
    assert [slot.label for slot in tasks["t", Level.QUARTER].slots] == quarters
    assert sum(tasks["t", Level.QUARTER].amounts) == sum(tasks["t", Level.DAY].amounts) == 1000
    assert len(tasks["t", Level.MONTH].slots) == len(periods.facts)


def test_weights_of_a_fiscal_year_belong_to_month_numbers() -> None:
    periods = table(None, date(2025, 4, 1), date(2026, 3, 31))
    found = split(100, on=periods, split=rule([40, 0, 0, 10, 50, *[0] * 7]))
    assert [found.own.months[i] for i in (0, 1, 9)] == [10, 50, 40]


@pytest.mark.parametrize("month", [1, 6, 12])
def test_a_month_without_a_working_day_gives_its_share_to_a_neighbour(month: int) -> None:
    first = date(2025, month, 1)
    off = [first + timedelta(days=i) for i in range(31) if (first + timedelta(days=i)).month == month]
    closed = with_own_days(CN, f"closed-{month}", off, [])
    periods = table(None, calendar=closed)
    found = split(1200, on=periods, allocation=allocation([1, 2]))
    assert list(problems(found, periods)) == []
    assert found.own.months[month - 1] == 0
    assert found.own.months[10 if month == 12 else month] == 200
    assert [amount for i, amount in enumerate(found.own.months) if abs(i - month + 1) > 1] == [100] * (
        9 if month == 6 else 10
    )


def test_a_revision_in_the_last_month_changes_the_last_month() -> None:
    found = split(1200, revisions=(revision(1230, "2025-12-20"),))
    assert found.own.months == (*[100] * 11, 130)
