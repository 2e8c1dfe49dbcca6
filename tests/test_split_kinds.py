"""Each kind of target: what a period's and a unit's share of it is."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from plan_builders import allocation, blocks, flow, load, plan_text, split, table
from split_oracle import problems

from perfplan.model.period import Level
from perfplan.model.plan import Plan
from perfplan.model.quantity import round_half_up
from perfplan.model.target import Shape, UnitRollup
from perfplan.split.blocks import ShareBlock
from perfplan.split.engine import split_target
from perfplan.split.table import period_table
from perfplan.tables.tasks import target_parts

Blocks = Mapping[tuple[str, Level], ShareBlock]
ALL = (Level.QUARTER, Level.MONTH, Level.DAY)
QUARTER, MONTH, DAY = ALL


def tasks_of(folder: Path, **keys: Any) -> Blocks:
    plan = load(folder, plan_text(flow(owner="ann", **keys)))
    periods = period_table(plan)
    return blocks(split_target(plan.targets[0], periods), periods)


def rows_of(plan: Plan) -> list[tuple[str, ...]]:
    periods, goal = period_table(plan), plan.targets[0]
    return [row for part in target_parts(plan, split_target(goal, periods), periods, ALL) for row in part.rows()]


def test_flow_gives_amounts_and_checkpoints(tmp_path: Path) -> None:
    tasks = tasks_of(tmp_path, allocate={"over": "town", "by": "people"})
    assert list(tasks["t", QUARTER].amounts) == [30, 30, 30, 30]
    assert list(tasks["t", MONTH].checkpoints) == list(range(10, 130, 10))
    assert [sum(tasks[f"t@{unit}", QUARTER].amounts) for unit in ("north", "south", "east", "west")] == [55, 37, 21, 7]


@pytest.mark.parametrize(("baseline", "value"), [(96, 108), (108, 96), (0, 12), (96, 96), (-5, 5)])
def test_level_goes_from_the_baseline_to_the_annual_value(tmp_path: Path, baseline: int, value: int) -> None:
    tasks = tasks_of(tmp_path, kind="level", baseline=baseline, value=value, allocate={"over": "town", "by": "people"})
    assert tasks["t", MONTH].checkpoints[-1] == value
    assert len(tasks["t", MONTH].slots) == 12  # the level is to be held where nothing changes
    assert list(tasks["t", QUARTER].checkpoints) == list(tasks["t", MONTH].checkpoints[2::3])
    assert sum(tasks["t", MONTH].amounts) == value - baseline
    towns = [tasks[f"t@{unit}", MONTH].checkpoints for unit in ("north", "south", "east", "west")]
    assert [sum(month) for month in zip(*towns, strict=True)] == list(tasks["t", MONTH].checkpoints)
    if baseline == value:
        assert ("t", DAY) not in tasks  # a day on which nothing changes is no task


def test_level_of_units_that_rise_and_fall(tmp_path: Path) -> None:
    base = {"north": 60, "south": 20, "east": 10, "west": 6}
    tasks = tasks_of(
        tmp_path, kind="level", baseline=96, value=100,
        allocate={"over": "town", "by": "manual", "amounts": {"north": 50, "south": 30, "east": 14, "west": 6},
                  "base": base},
    )  # fmt: skip
    assert [tasks[f"t@{unit}", MONTH].checkpoints[-1] for unit in base] == [50, 30, 14, 6]
    assert sum(tasks["t@north", QUARTER].amounts) == -10
    towns = [tasks[f"t@{unit}", MONTH].checkpoints for unit in base]
    assert [sum(month) for month in zip(*towns, strict=True)] == list(tasks["t", MONTH].checkpoints)


@pytest.mark.parametrize(
    "keys",
    [
        {"kind": "ratio", "uom": "%", "value": 85, "denominator": "days"},
        {"kind": "mean", "uom": "µg", "value": 30, "direction": "down"},
        {"kind": "limit", "value": 5.5, "decimals": 1, "direction": "down"},
        {"kind": "growth", "value": 6, "uom": None},
    ],
    ids=lambda keys: str(keys["kind"]),
)
def test_bounds_hold_in_every_quarter_and_month_and_have_no_daily_share(tmp_path: Path, keys: dict[str, Any]) -> None:
    tasks = tasks_of(tmp_path, **keys, allocate={"over": "town"})
    assert {level for _, level in tasks} == {QUARTER, MONTH}
    assert {name for name, _ in tasks} == {"t", "t@north", "t@south", "t@east", "t@west"}
    bound = int(keys["value"] * 10 ** keys.get("decimals", 0))
    assert {end for block in tasks.values() for end in block.checkpoints} == {bound}
    assert {block.amounts for block in tasks.values()} == {()}


def test_growth_with_a_base_is_split_like_a_flow(tmp_path: Path) -> None:
    keys = {"kind": "growth", "uom": None, "value": "6.0%", "decimals": 1}
    base = {"amount": "201.20", "uom": "bn", "decimals": 2}
    tasks = tasks_of(tmp_path, **keys, base=base, allocate={"over": ["north", "south"]})
    assert sum(tasks["t", DAY].amounts) == tasks["t", QUARTER].checkpoints[-1] == 21327
    assert (tasks["t", DAY].uom, tasks["t", DAY].decimals) == ("bn", 2)
    assert (tasks["t@north", MONTH].uom, tasks["t@north", MONTH].decimals) == ("%", 1)
    assert set(tasks["t@north", MONTH].checkpoints) == {60}


def test_growth_reads_what_is_settled_in_the_units_of_its_base(tmp_path: Path) -> None:
    keys = {"kind": "growth", "uom": None, "value": 6, "base": {"amount": 200, "uom": "bn", "decimals": 2}}
    tasks = tasks_of(tmp_path, **keys, locks=[{"period": "2025-Q1", "value": "50.25"}])
    assert tasks["t", QUARTER].amounts[0] == 5025
    assert sum(tasks["t", MONTH].amounts) == 21200


def test_annual_and_milestone_have_one_date(tmp_path: Path) -> None:
    annual = tasks_of(tmp_path, kind="annual", due="2025-11-28", value=22.75, decimals=2, allocate={"over": "town"})
    assert annual["t", QUARTER].slots[0].label == "2025-Q4"
    assert annual["t", MONTH].slots[0].deadline == annual["t", DAY].slots[0].start == date(2025, 11, 28)
    assert sum(annual[f"t@{unit}", DAY].checkpoints[0] for unit in ("north", "south", "east", "west")) == 2275
    once = tasks_of(tmp_path, kind="milestone", due="2025-09-30", value=None, uom=None, allocate={"over": "town"})
    assert {tuple(block.checkpoints) for block in once.values()} == {(1,)}
    unsaid = tasks_of(tmp_path, kind="annual", value=5)
    assert unsaid["t", DAY].slots[0].deadline == date(2025, 12, 31)


def test_pending_has_no_shares_but_its_actions(tmp_path: Path) -> None:
    action = {"id": "fair", "name": "Fair", "on": ["2025-03-14", "2025-06-13"]}
    text = plan_text(flow(owner="ann", value=None, pending="to be issued", actions=[action], allocate="town"))
    rows = rows_of(load(tmp_path, text))
    assert [row[0] for row in rows] == ["t!fair/2025-03-14", "t!fair/2025-06-13"]
    assert rows[0][11:13] == ("", "")


@pytest.mark.parametrize("value", [0, "0", "0.000"])
def test_nothing_to_do_makes_no_task(tmp_path: Path, value: object) -> None:
    assert tasks_of(tmp_path, value=value, decimals=3, allocate={"over": "town"}) == {}


@pytest.mark.parametrize("decimals", range(7))
def test_amounts_in_any_precision(tmp_path: Path, decimals: int) -> None:
    value = "1234567890123456789012" + (("." + "7" * decimals) if decimals else "")
    plan = load(tmp_path, plan_text(flow(owner="ann", value=value, decimals=decimals, allocate={"over": "town"})))
    rows = [row for row in rows_of(plan) if row[1] == "month"]
    totals = {name: sum(Fraction(row[11]) for row in rows if row[8] == name) for name in ("Office", "North", "West")}
    assert totals["Office"] == Fraction(value)
    assert -1 <= (totals["North"] - totals["West"]) * 10**decimals <= 1
    assert all(len(row[11].partition(".")[2]) == decimals for row in rows)


def test_a_total_that_falls() -> None:
    """Plans cannot say so (PP435); the arithmetic is the mirror image all the same."""
    found = split(-100, allocation=allocation([46, 31, 17, 6]))
    assert sum(found.own.months) == -100
    assert max(found.own.months) < 0
    assert [sum(unit.months) for unit in found.units] == [-46, -31, -17, -6]


@settings(max_examples=200)
@given(
    st.integers(0, 10**7), st.lists(st.tuples(st.integers(1, 10**6), st.integers(1, 10**6)), min_size=1, max_size=9)
)  # fmt: skip
def test_weighted_mean_of_the_units_is_the_annual_value(value: int, pairs: list[tuple[int, int]]) -> None:
    weights, bases = zip(*pairs, strict=True)
    found = split(value, units_roll=UnitRollup.MEAN, allocation=allocation(weights, {}, bases))
    weighed = sum(weight * unit.value for weight, unit in zip(weights, found.units, strict=True))
    assert round_half_up(weighed, sum(weights)) == value
    assert list(problems(found, table())) == []
    factor = Fraction(value * sum(weights), sum(w * b for w, b in pairs))
    assert all(abs(unit.value - base * factor) <= 1 for unit, base in zip(found.units, bases, strict=True))


def test_the_three_ways_in_which_periods_make_a_mean(tmp_path: Path) -> None:
    keys = {"kind": "mean", "baseline": 16569, "value": 17729, "weight": "people", "uom": "yuan"}
    base = {"north": 18000, "south": 16000, "east": 15000, "west": 14000}
    share = {"over": "town", "by": "baseline", "base": base}
    summed = tasks_of(tmp_path, **keys, time="sum", allocate=share)
    assert sum(summed["t", DAY].amounts) == sum(summed["t", QUARTER].amounts) == 17729
    last = tasks_of(tmp_path, **keys, time="last", allocate=share)
    assert last["t", MONTH].checkpoints[-1] == 17729
    assert sum(last["t", MONTH].amounts) == 17729 - 16569
    held = tasks_of(tmp_path, **keys, time="mean", allocate=share)
    assert set(held["t", MONTH].checkpoints) == {17729}
    for found in (summed, last, held):
        ends = [found[f"t@{unit}", QUARTER].checkpoints[-1] for unit in base]
        weighed = sum(w * end for w, end in zip((46000, 31000, 17000, 6000), ends, strict=True))
        assert round_half_up(weighed, 100000) == 17729


def test_a_level_with_huge_and_opposite_units() -> None:
    found = split(3, shape=Shape.PATH, allocation=allocation([1, 1], {"u0": -(10**25)}))
    assert list(problems(found, table())) == []
