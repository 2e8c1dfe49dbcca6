"""Revised targets: months that began keep their amounts, the rest carries the difference, sums stay exact."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from plan_builders import allocation, blocks, lock, revision, rule, split, table
from split_oracle import problems

from perfplan.model.period import Level
from perfplan.model.target import Implied, Shape, UnitRollup


@settings(max_examples=150, deadline=None)
@given(
    st.integers(0, 10**6), st.integers(0, 10**6), st.dates(date(2025, 1, 1), date(2025, 12, 31)),
    st.lists(st.integers(1, 9), min_size=1, max_size=6),
)  # fmt: skip
def test_months_before_keep_and_the_rest_carries_the_difference(
    value: int, after: int, on: date, shares: list[int]
) -> None:
    plain = split(value, allocation=allocation(shares))
    found = split(value, allocation=allocation(shares), revisions=(revision(after, on.isoformat()),))
    cut = min(on.month - (on.day == 1), 11)
    planned = sum(plain.own.months[:cut])
    if found.conflicts:
        assert planned > after
        assert found.conflicts[0].gap == planned - after
        return
    assert list(problems(found, table())) == []
    assert found.own.value == after >= planned
    assert [part.months[:cut] for part in found.blocks] == [part.months[:cut] for part in plain.blocks]
    assert sum(unit.value for unit in found.units) == after
    assert all(month >= 0 for part in found.blocks for month in part.months)


def test_a_revision_below_what_was_planned_by_then_is_a_conflict() -> None:
    (conflict,) = split(1200, revisions=(revision(599, "2025-07-01"),)).conflicts
    assert (conflict.cells, conflict.gap) == ("t", 1)
    found = split(1200, revisions=(revision(600, "2025-07-01"),)).own
    assert found.months == (*[100] * 6, *[0] * 6)


def test_a_revision_to_just_what_was_planned_does_not_ask_units_to_give_back() -> None:
    """Units' running totals are a quantum off their ideals, so some have done more than their revised share."""
    found = split(100, allocation=allocation([1] * 7), revisions=(revision(51, "2025-07-01"),))
    assert list(problems(found, table())) == []
    assert min(month for part in found.blocks for month in part.months) == 0


def test_fixed_units_that_still_have_to_deliver_can_make_a_revision_impossible() -> None:
    shared = allocation([1, 1], {"u0": 80})
    (conflict,) = split(100, allocation=shared, revisions=(revision(52, "2025-07-01"),)).conflicts
    assert conflict.cells == "t@u0"
    assert conflict.gap > 0


def test_several_revisions_build_on_each_other() -> None:
    found = split(1200, revisions=(revision(1500, "2025-04-01"), revision(1350, "2025-10-01"))).own
    assert found.months[:3] == (100, 100, 100)
    assert sum(found.months[3:9]) == 800
    assert sum(found.months[9:]) == 250


def test_amounts_that_fall_are_revised_too() -> None:
    found = split(-1200, revisions=(revision(-1500, "2025-07-01"),)).own
    assert found.months == (*[-100] * 6, *[-150] * 6)
    assert split(-1200, revisions=(revision(-500, "2025-07-01"),)).conflicts


def test_a_level_may_be_revised_below_where_it_stands() -> None:
    found = split(120, shape=Shape.PATH, revisions=(revision(30, "2025-07-01"),)).own
    assert found.checkpoints[5] == 60
    assert found.checkpoints[-1] == 30
    assert found.checkpoints == sorted(found.checkpoints[:6]) + sorted(found.checkpoints[6:], reverse=True)


def test_a_revision_where_no_later_month_has_weight_falls_on_the_last() -> None:
    weights = rule([1, 1, 1, *[0] * 9])
    assert split(30, split=weights, revisions=(revision(36, "2025-07-01"),)).own.months == (10, 10, 10, *[0] * 8, 6)


def test_a_revision_before_the_issue_is_simply_the_target() -> None:
    late = table(date(2025, 5, 6))
    found = split(1200, on=late, revisions=(revision(2400, "2025-02-01"),))
    assert found.own.months == split(2400, on=late).own.months


def test_bounds_change_from_the_day_of_the_revision() -> None:
    held: dict[str, Any] = {"shape": Shape.HOLD, "units_roll": UnitRollup.SAME}
    found = split(85, **held, allocation=allocation([1, 1]), revisions=(revision(90, "2025-08-15"),))
    tasks = blocks(found, table())
    assert tasks["t", Level.MONTH].checkpoints == [85] * 7 + [90] * 5
    assert tasks["t@u1", Level.QUARTER].checkpoints == [85, 85, 90, 90]
    assert ("t", Level.DAY) not in tasks


def test_means_to_hold_change_for_every_unit() -> None:
    shared = allocation([1, 3], {}, [120, 88])
    found = split(
        96, shape=Shape.HOLD, units_roll=UnitRollup.MEAN, allocation=shared, revisions=(revision(48, "2025-07-01"),)
    )
    tasks = blocks(found, table())
    assert tasks["t@u0", Level.QUARTER].checkpoints == [120, 120, 60, 60]
    assert tasks["t@u1", Level.QUARTER].checkpoints == [88, 88, 44, 44]


@pytest.mark.parametrize(("on", "expected"), [("2025-06-30", 30), ("2025-11-04", 20)])
def test_a_dated_amount_is_what_is_asked_on_its_day(on: str, expected: int) -> None:
    found = split(20, shape=Shape.DATED, date=date(2025, 11, 3), revisions=(revision(30, on),))
    assert {tuple(block.checkpoints) for block in blocks(found, table()).values()} == {(expected,)}


def test_a_revised_growth_rate_changes_the_amounts_that_it_implies() -> None:
    implied = Implied("yuan", 2, 21200, Fraction(200))
    found = split(
        60, decimals=1, shape=Shape.HOLD, units_roll=UnitRollup.SAME, implied=implied,
        revisions=(revision(65, "2025-07-01"),),
    )  # fmt: skip
    assert not found.conflicts
    assert sum(found.own.months[:6]) == 10600
    assert found.own.value == 21300


def test_means_are_revised_and_nobody_gives_back() -> None:
    found = split(
        1200, units_roll=UnitRollup.MEAN, allocation=allocation([3, 1], {"u1": 600}),
        revisions=(revision(700, "2025-07-01"), revision(1000, "2025-10-01")), locks=(lock(5, "2025-12", "u1"),),
    )  # fmt: skip
    assert not found.conflicts
    assert min(month for part in found.blocks for month in part.months) >= 0
    assert found.units[1].months[11] == 5
