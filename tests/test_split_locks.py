"""Settled cells: they hold to the quantum, the rest absorbs, and what cannot hold is named."""

from __future__ import annotations

from datetime import date
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from plan_builders import PLACE, allocation, lock, revision, rule, split, table
from split_oracle import conflict_problems, problems, tiny_locked

from perfplan.model.target import Lock, Shape, UnitRollup
from perfplan.split.engine import split_target
from perfplan.split.result import TargetSplit
from perfplan.split.series import CannotHold, Span, regions
from perfplan.split.transport import TooLittle, transport


def sound(found: TargetSplit) -> list[list[int]]:
    """Return the months of the total and the units of a split that must hold."""
    assert found.conflicts == ()
    assert list(problems(found, table())) == []
    return [list(part.months) for part in found.blocks]


def refused(found: TargetSplit) -> tuple[str, int]:
    """Return the cells of a split that cannot hold, and by how much they cannot; it must give no amounts at all."""
    (conflict,) = found.conflicts
    assert found.own.months == ()
    return conflict.cells, conflict.gap


def test_locks_nest_month_in_quarter_in_year() -> None:
    (own,) = sound(split(1200, locks=(lock(500, "2025-Q2"), lock(450, "2025-05"), lock(1200, "2025"))))
    assert own[3:6] == [25, 450, 25]
    assert sum(own[:3]) + sum(own[6:]) == 700


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_the_order_of_locks_does_not_matter(order: tuple[int, ...]) -> None:
    locks = (lock(500, "2025-Q2"), lock(450, "2025-05"), lock(30, "2025-12", "u1"))
    shared = allocation([3, 2, 1])
    assert sound(split(1200, allocation=shared, locks=tuple(locks[i] for i in order))) == sound(
        split(1200, allocation=shared, locks=locks)
    )


def test_a_lock_larger_than_the_months_of_the_total_moves_the_total() -> None:
    own, first, second = sound(split(100, allocation=allocation([1, 1]), locks=(lock(40, "2025-Q1", "u0"),)))
    assert sum(first[:3]) == 40
    assert sum(second) == 50
    assert sum(own[:3]) >= 40


def test_locks_of_every_unit_in_one_month_move_the_total() -> None:
    both = (lock(10, "2025-01", "u0"), lock(10, "2025-01", "u1"))
    assert sound(split(100, allocation=allocation([1, 1]), locks=both))[0][0] == 20


def test_the_total_keeps_its_months_where_the_other_units_can_absorb() -> None:
    plain = list(split(1200, allocation=allocation([1, 1, 1])).own.months)
    own, locked, *_ = sound(split(1200, allocation=allocation([1, 1, 1]), locks=(lock(60, "2025-03", "u0"),)))
    assert own == plain
    assert locked[2] == 60


def test_a_small_total_keeps_its_months_too() -> None:
    """A unit with locks follows the total's rounded months, not the weights: roundings do not pile up against it."""
    for amounts, cells in (
        ([1, 2], (lock(0, "2025-05", "u0"),)),
        ([4, 5], (lock(0, "2025-05", "u0"), lock(1, "2025-Q1"))),
        ([10, 2], (lock(1, "2025-05", "u0"), lock(2, "2025-Q1"))),
    ):
        own_locks = tuple(cell for cell in cells if cell.unit is None)
        plain = split(sum(amounts), locks=own_locks).own.months
        fixed = {f"u{i}": amount for i, amount in enumerate(amounts)}
        assert sound(split(sum(amounts), allocation=allocation([1, 1], fixed), locks=cells))[0] == list(plain)


def test_locks_of_total_and_units_together() -> None:
    cells = (lock(10, "2025-Q1"), lock(0, "2025-12", "u0"), lock(3, "2025-02", "u1"), lock(5, "2025-02"))
    own, *units = sound(split(300, allocation=allocation([1, 1, 1]), locks=cells))
    assert sum(own[:3]) == 10
    assert own[1] == 5
    assert units[1][1] == 3
    assert units[0][11] == 0


def test_a_settled_year_of_a_unit_is_its_annual_amount() -> None:
    found = split(100, allocation=allocation([1, 1, 2]), locks=(lock(10, "2025", "u0"), lock(4, "2025-01", "u0")))
    sound(found)
    assert [unit.value for unit in found.units] == [10, 30, 60]


def test_a_settled_year_of_the_total_counts_what_was_done_before() -> None:
    found = split(100, reached=30, locks=(lock(100, "2025"),), on=table(date(2025, 3, 3)))
    assert not found.conflicts
    assert sum(found.own.months) == 70


def test_the_same_cell_twice_holds_when_the_values_agree() -> None:
    (own,) = sound(split(85, locks=(lock(10, "2025-01"), lock(10, "2025-01"))))
    assert own[0] == 10
    assert refused(split(85, locks=(lock(10, "2025-01"), lock(11, "2025-01")))) == ("t/2025-01, t/2025-01", 1)


def test_in_a_plan_of_one_month_all_labels_mean_the_same_cell() -> None:
    july = table(None, date(2025, 7, 1), date(2025, 7, 31))
    labels = ("2025-07", "2025-Q3", "2025")
    assert split(9, on=july, locks=tuple(lock(9, label) for label in labels)).own.months == (9,)
    assert split(9, on=july, locks=(lock(8, "2025-07"),)).conflicts


QUARTERS = [lock(300, f"2025-Q{q}") for q in (1, 2, 3)]
JANUARIES = [lock(1, "2025-01", f"u{i}") for i in range(3)]


@pytest.mark.parametrize(
    ("locks", "cells", "gap"),
    [
        ([lock(900, "2025-Q1"), lock(1000, "2025-03")], "t/2025-Q1, t/2025-03", 100),
        ([lock(1201, "2025-Q1")], "t/2025-Q1", 1),
        ([*QUARTERS, lock(299, "2025-Q4")], "t/2025-Q1, t/2025-Q2, t/2025-Q3, t/2025-Q4", 1),
        ([*QUARTERS, lock(299, "2025-Q4"), lock(9, "2025-01"), lock(1, "2025", "u0")],
         "t/2025-Q1, t/2025-Q2, t/2025-Q3, t/2025-Q4", 1),
        ([lock(1199, "2025")], "t/2025", 1),
        ([lock(1201, "2025", "u0")], "t@u0/2025", 1),
        ([lock(401, "2025-05", "u0")], "t@u0/2025-05", 1),
        ([lock(10, "2025-01"), lock(11, "2025-01", "u2")], "t/2025-01, t@u2/2025-01", 1),
        ([*JANUARIES, lock(4, "2025-01")], "t@u0/2025-01, t@u1/2025-01, t@u2/2025-01, t/2025-01", 1),
        ([lock(5, "2025", "u0"), lock(6, "2025", "u0")], "t@u0/2025, t@u0/2025", 1),
        ([lock(None, "2025-H1", maximum=600), lock(650, "2025-Q2")], "t/2025-H1, t/2025-Q2", 50),
        ([lock(None, "2025-H1", minimum=700), lock(None, "2025-H2", minimum=510)], "t/2025-H1, t/2025-H2", 10),
        ([lock(None, f"2025-{m:02}", "u1", minimum=40) for m in range(1, 12)], None, 40),
        ([lock(None, "2025", f"u{i}", maximum=390) for i in range(3)], "t@u0/2025, t@u1/2025, t@u2/2025", 30),
        ([lock(None, "2025-02", maximum=5), *(lock(None, "2025-02", unit, minimum=3) for unit in ("u0", "u2"))],
         "t/2025-02, t@u0/2025-02, t@u2/2025-02", 1),
    ],
)  # fmt: skip
def test_impossible_locks_name_their_cells_and_by_how_much(locks: list[Lock], cells: str | None, gap: int) -> None:
    named, apart = refused(split(1200, allocation=allocation([1, 1, 1]), locks=tuple(locks)))
    assert apart == gap
    if cells is not None:
        assert named == cells
    assert all(name.startswith("t") for name in named.split(", "))


@settings(max_examples=100, deadline=None)
@given(st.randoms(use_true_random=False))
def test_a_conflict_is_as_small_as_can_be_and_says_how_far_one_lock_must_move(random: Random) -> None:
    """By trying everything: without any of the cells named the others hold, and no lesser change of one would do."""
    goal, periods = tiny_locked(random)
    for conflict in split_target(goal, periods).conflicts:
        assert conflict_problems(goal, conflict, periods) == []


def test_bounds_change_nothing_where_they_hold_anyway() -> None:
    plain = split(1200, allocation=allocation([3, 2, 1]))
    bounds = (
        lock(None, "2025-H1", minimum=590),
        lock(None, "2025-Q1", "u1", maximum=101),
        lock(None, "2025", "u0", minimum=600),
    )
    kept = split(1200, allocation=allocation([3, 2, 1]), locks=bounds)
    assert [part.months for part in kept.blocks] == [part.months for part in plain.blocks]


def test_bounds_settle_what_would_break_them_and_the_rest_absorbs() -> None:
    bounds = (
        lock(None, "2025-H1", minimum=700),
        lock(None, "2025-03", "u0", maximum=20),
        lock(None, "2025", "u2", maximum=150),
    )
    own, first, second, third = sound(split(1200, allocation=allocation([3, 2, 1]), locks=bounds))
    assert sum(own[:6]) == 700
    assert first[2] == 20
    assert (sum(first), sum(second), sum(third)) == (630, 420, 150)


def test_bounds_of_series_that_do_not_add_up_and_of_what_falls() -> None:
    means = split(
        1200,
        units_roll=UnitRollup.MEAN,
        allocation=allocation([3, 1]),
        locks=(lock(None, "2025-Q1", "u0", maximum=210), lock(None, "2025-06", minimum=200)),
    )
    own, first, second = sound(means)
    assert (own[5], sum(first[:3]), sum(second[:3])) == (200, 210, 300)
    falls = sound(
        split(
            -120,
            allocation=allocation([1, 1]),
            locks=(lock(None, "2025-01", maximum=-30), lock(None, "2025-02", "u0", minimum=-2)),
        )
    )
    assert falls[0][0] == -30
    assert falls[1][1] == -2


def test_bounds_and_a_later_revision() -> None:
    cells = (
        lock(None, "2025-Q3", maximum=290),
        lock(None, "2025-12", "u0", minimum=80),
        lock(None, "2025", "u1", maximum=640),
    )
    found = split(1200, allocation=allocation([1, 1]), locks=cells, revisions=(revision(1300, "2025-08-01"),))
    own, first, second = sound(found)
    assert sum(own[6:9]) == 290
    assert first[11] >= 80
    assert sum(second) <= 640


def test_what_locks_push_away_is_listed_with_its_size() -> None:
    found = split(1200, allocation=allocation([1, 1]), locks=(lock(80, "2025-03", "u0"),))
    listed = {(deviation.unit, deviation.period): deviation for deviation in found.deviations}
    assert listed["u0", "2025-03"].amount == 80
    assert listed["u0", "2025-03"].numerator == 50 * listed["u0", "2025-03"].denominator
    assert ("", "2025-03") not in listed
    assert split(1200, allocation=allocation([1, 1]), locks=(lock(50, "2025-03", "u0"),)).deviations == ()


def test_a_period_that_is_over_can_only_be_settled_at_nothing() -> None:
    late = table(date(2025, 2, 10))
    assert refused(split(100, on=late, locks=(lock(50, "2025-01"),))) == ("t/2025-01", 50)
    found = split(100, on=late, locks=(lock(0, "2025-01"), lock(30, "2025-Q1")))
    assert list(problems(found, late)) == []
    assert found.own.months[:3] == (0, 20, 10)  # January's part falls to February
    both = (lock(30, "2025-Q1"), lock(30, "2025-03"))
    assert sum(split(100, on=table(date(2025, 3, 3)), locks=both).own.months[:3]) == 30


def test_a_lock_on_months_without_weight_holds() -> None:
    quarters = rule([0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1])
    (own,) = sound(split(100, split=quarters, locks=(lock(10, "2025-Q1"),)))
    assert own[:3] == [0, 0, 10]
    shared = split(100, split=quarters, allocation=allocation([1, 1]), locks=(lock(10, "2025-Q1"),))
    assert sum(sound(shared)[0][:3]) == 10


def test_means_keep_settled_cells_and_the_weighted_mean() -> None:
    means = split(1200, units_roll=UnitRollup.MEAN, allocation=allocation([3, 1], {"u0": 1000}))
    assert [unit.value for unit in means.units] == [1000, 1800]
    by_lock = split(1200, units_roll=UnitRollup.MEAN, allocation=allocation([3, 1]), locks=(lock(1000, "2025", "u0"),))
    assert [unit.value for unit in by_lock.units] == [1000, 1800]
    month = split(1200, units_roll=UnitRollup.MEAN, allocation=allocation([3, 1]), locks=(lock(7, "2025-01", "u0"),))
    assert [unit.months[0] for unit in month.units] == [7, 100]
    assert refused(split(1200, units_roll=UnitRollup.MEAN, allocation=allocation([3, 1], {"u0": 2000})))[0] == "t@u0"


def test_a_dated_amount_keeps_the_settled_year_of_a_unit() -> None:
    found = split(
        85, shape=Shape.DATED, date=date(2025, 11, 3), allocation=allocation([1, 1]), locks=(lock(10, "2025", "u0"),)
    )
    assert [unit.value for unit in found.units] == [10, 75]


def test_what_falls_is_settled_too() -> None:
    own, *units = sound(
        split(-120, allocation=allocation([1, 1]), locks=(lock(-30, "2025-01"), lock(-20, "2025-02", "u0")))
    )
    assert own[0] == -30
    assert units[0][1] == -20
    assert refused(split(-120, locks=(lock(-121, "2025-01"),))) == ("t/2025-01", 1)


def test_a_level_that_rises_may_fall_in_a_settled_month() -> None:
    cells = (lock(-2, "2025-01", "u0"), lock(4, "2025-02"))
    found = split(12, shape=Shape.PATH, allocation=allocation([1, 1, 1]), locks=cells)
    own, *units = sound(found)
    assert (own[1], units[0][0]) == (4, -2)
    every = tuple(lock(2, "2025-01", f"u{i}") for i in range(2))
    falls = split(0, shape=Shape.PATH, allocation=allocation([1, 1], {"u0": -5}), locks=(*every, lock(3, "2025-01")))
    assert refused(falls) == ("t@u0/2025-01, t@u1/2025-01, t/2025-01", 1)


def test_a_level_may_overshoot_and_come_back() -> None:
    (own,) = sound(split(2, shape=Shape.PATH, locks=(lock(5, "2025-Q1"),)))
    assert sum(own[:3]) == 5
    shared = sound(split(4, shape=Shape.PATH, allocation=allocation([1, 1]), locks=(lock(5, "2025-Q1", "u0"),)))
    assert sum(shared[1]) == 2
    assert sum(shared[1][:3]) == 5


def test_locks_and_a_later_revision() -> None:
    """A settled quarter that the revision falls into keeps what is left of it."""
    cells = (lock(300, "2025-Q3"), lock(10, "2025-12", "u0"))
    found = split(1200, allocation=allocation([1, 1]), locks=cells, revisions=(revision(1300, "2025-08-01"),))
    own = sound(found)[0]
    assert sum(own[6:9]) == 300
    assert own[:7] == list(split(1200, allocation=allocation([1, 1]), locks=cells).own.months[:7])


def test_regions_cut_the_year_once() -> None:
    spans = [Span(0, 2, 30, "q1", PLACE), Span(1, 1, 5, "feb", PLACE)]
    cut = regions(100, 12, spans)
    assert [(region.months, region.amount) for region in cut] == [(tuple(range(3, 12)), 70), ((0, 2), 25), ((1,), 5)]
    with pytest.raises(CannotHold, match="1, 30"):
        regions(100, 12, [*spans, Span(2, 4, 1, "crossing", PLACE)])


def test_transport_proves_that_there_is_too_little() -> None:
    assert transport([2, 3], [4, 1], [[1, 1], [1, 0]]) == [[1, 1], [3, 0]]
    assert transport([2, 3], [3, 2], [[1, 1], [1, 0]]) == [[0, 2], [3, 0]]
    short = transport([2, 3], [2, 3], [[1, 1], [1, 0]])
    assert isinstance(short, TooLittle)
    assert 1 in short.rows
    assert short.areas == frozenset({0})
    assert transport([0, 0], [0], [[1], [0]]) == [[0], [0]]
