"""Every split adds up: over time, over units, at every level, whatever people write."""

from __future__ import annotations

from fractions import Fraction
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st
from plan_builders import allocation, blocks, days_of, lock, rule, split, table
from split_oracle import bad_blocks, can_hold, problems, random_periods, random_target, tiny_locked

from perfplan.model.period import Level
from perfplan.model.target import Shape, UnitRollup
from perfplan.split.engine import conflicts, split_target

RANDOMS = st.randoms(use_true_random=False)


@settings(max_examples=300, deadline=None)
@given(RANDOMS)
def test_whatever_is_written_adds_up_or_says_which_cells_cannot_hold(random: Random) -> None:
    periods = random_periods(random)
    goal = random_target(random, periods)
    found = split_target(goal, periods)
    assert all(conflict.cells.startswith("t") for conflict in found.conflicts)
    assert found.conflicts or list(problems(found, periods)) == []
    assert split_target(goal, periods) == found
    assert conflicts(goal, periods) == found.conflicts


@settings(max_examples=200, deadline=None)
@given(RANDOMS)
def test_locks_are_refused_only_when_no_split_can_hold_them(random: Random) -> None:
    goal, periods = tiny_locked(random)
    found = split_target(goal, periods)
    assert (found.conflicts == ()) == can_hold(goal, periods)
    assert found.conflicts or list(problems(found, periods)) == []


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 5000), st.lists(st.integers(0, 9), min_size=12, max_size=12).filter(any))
def test_blocks_of_days_across_months_are_floor_or_ceiling(value: int, weights: list[int]) -> None:
    found, counts = split(value, split=rule(weights)), table().counts
    daily = [Fraction(weight, count) for weight, count in zip(weights, counts, strict=True) for _ in range(count)]
    assert len(daily) == len(found.days[0])
    for size in (5, 17):  # all blocks of single days are 31,000: blocks of a week and of some three weeks will do
        starts = range(0, len(daily), size)
        amounts = [sum(found.days[0][i : i + size]) for i in starts]
        assert bad_blocks(amounts, [sum(daily[i : i + size]) for i in starts]) == []


@settings(max_examples=60, deadline=None)
@given(RANDOMS)
def test_tasks_of_every_level_add_up_to_the_year(random: Random) -> None:
    periods = random_periods(random)
    goal = random_target(random, periods)
    found = split_target(goal, periods)
    tasks = blocks(found, periods)
    for part in found.blocks if not found.conflicts else ():
        name = f"t@{part.unit.id}" if part.unit else "t"
        levels = [Level.QUARTER, Level.MONTH, *([Level.DAY] if periods.days else [])]
        for level in levels:
            block = tasks.get((name, level))
            total = sum(block.amounts) if block else 0
            assert total == part.value - part.reached
            if block and total:
                kept = [c for c, keep in zip(block.checkpoints, block.keep or [True] * 999, strict=False) if keep]
                assert kept[-1] == part.value


@given(RANDOMS)
def test_a_quarter_is_its_months_and_a_month_its_days(random: Random) -> None:
    names = random.randint(1, 6)
    found = split(random.randint(0, 10**6), allocation=allocation([random.randint(1, 9) for _ in range(names)]))
    tasks = blocks(found, table())
    for part in found.blocks:
        name = f"t@{part.unit.id}" if part.unit else "t"
        quarters, months = tasks.get((name, Level.QUARTER)), tasks.get((name, Level.MONTH))
        if quarters and months:
            assert list(quarters.amounts) == [sum(months.amounts[i : i + 3]) for i in range(0, 12, 3)]
            assert list(quarters.checkpoints) == list(months.checkpoints[2::3])
            assert list(months.amounts) == [sum(days) for days in days_of(found, part, table())]
    assert list(found.days[0]) == [sum(day) for day in zip(*found.days[1:], strict=True)]


def test_few_things_over_many_units_make_few_day_tasks() -> None:
    found = split(120, allocation=allocation([1] * 45))
    tasks = blocks(found, table())
    days = [block for (name, level), block in tasks.items() if level is Level.DAY and name != "t"]
    kept = [amount for block in days for amount in block.amounts if amount]
    assert sum(kept) == 120
    assert len(kept) <= 120
    for block in days:
        assert block.keep is not None
        assert list(block.keep) == [amount != 0 for amount in block.amounts]
    busiest = max(found.days[0])
    assert busiest <= 3  # units begin at different phases, so small amounts do not fall on one day


def test_huge_amounts_stay_exact() -> None:
    found = split(10**25 + 1, decimals=6, allocation=allocation([3, 3, 1]))
    assert list(problems(found, table())) == []
    assert sum(unit.value for unit in found.units) == 10**25 + 1


def test_a_mean_is_not_the_sum_of_its_units() -> None:
    found = split(1200, units_roll=UnitRollup.MEAN, allocation=allocation([3, 1]))
    assert sum(found.days[0]) == found.own.value == 1200
    assert [unit.value for unit in found.units] == [1200, 1200]


def test_levels_that_rise_and_fall_keep_a_settled_total() -> None:
    found = split(
        5, shape=Shape.PATH, allocation=allocation([1, 1], {"u0": -10}), locks=(lock(3, "2025-Q1"), lock(0, "2025-11"))
    )
    assert not found.conflicts
    assert list(problems(found, table())) == []
    assert sum(found.own.months[:3]) == 3
