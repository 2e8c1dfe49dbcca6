"""Ten-day periods (旬): they add up to months, stay near their shares, and nothing else changes for them."""

from __future__ import annotations

import json
from collections import defaultdict
from datetime import date
from fractions import Fraction
from math import ceil, floor
from pathlib import Path
from random import Random

import pytest
from cli_process import perfplan
from hypothesis import given, settings
from hypothesis import strategies as st
from plan_builders import LEAD, allocation, blocks, flow, plan_text, split, table, target
from split_oracle import random_periods, random_target

from perfplan.model.period import Level, ten_day_label
from perfplan.model.target import Shape
from perfplan.split.blocks import share_blocks
from perfplan.split.deviations import ten_day_deviations
from perfplan.split.engine import split_target
from perfplan.track.work import find_task

LEVELS = (Level.MONTH, Level.TEN_DAY, Level.DAY)


@pytest.mark.parametrize(
    ("day", "label"),
    [("2025-03-01", "T1"), ("2025-03-10", "T1"), ("2025-03-11", "T2"), ("2025-03-20", "T2"), ("2025-03-21", "T3"),
     ("2025-03-31", "T3"), ("2024-02-29", "T3")],
)  # fmt: skip
def test_a_month_has_three_ten_day_periods(day: str, label: str) -> None:
    assert ten_day_label(date.fromisoformat(day)) == f"{day[:7]}-{label}"


def test_ten_day_periods_are_due_on_their_last_working_day() -> None:
    slots = {slot.label: slot for slot in table().slots[Level.TEN_DAY]}
    assert len(slots) == 36
    assert (slots["2025-01-T3"].start, slots["2025-01-T3"].deadline) == (date(2025, 1, 21), date(2025, 1, 27))
    late = table(date(2025, 3, 14)).slots[Level.TEN_DAY]
    assert (late[0].label, late[0].start) == ("2025-03-T2", date(2025, 3, 14))


@settings(max_examples=80, deadline=None)
@given(st.builds(Random, st.integers(0, 2**32)))
def test_ten_days_are_their_days_and_months_their_ten_days(random: Random) -> None:
    periods = random_periods(random)
    found = split_target(random_target(random, periods), periods)
    if found.conflicts or not periods.days:
        return
    by_level: dict[tuple[str, Level], dict[str, int]] = {}
    for block in share_blocks(found, periods, LEVELS):
        by_level[block.ident, block.level] = dict(zip([s.label for s in block.slots], block.amounts, strict=True))
    for (ident, level), ten_days in by_level.items():
        if level is not Level.TEN_DAY:
            continue
        sums: defaultdict[str, int] = defaultdict(int)
        in_months: defaultdict[str, int] = defaultdict(int)
        for day, amount in by_level.get((ident, Level.DAY), {}).items():
            sums[ten_day_label(date.fromisoformat(day))] += amount
        for label, amount in ten_days.items():
            in_months[label[:7]] += amount
            assert amount == sums[label]
        months = by_level[ident, Level.MONTH]
        begun = min(in_months)  # the first month of a plan issued late holds what closed months were to bring
        assert {m: a for m, a in in_months.items() if m != begun} == {m: months[m] for m in in_months if m != begun}


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 400), st.lists(st.integers(1, 9), min_size=1, max_size=9))
def test_a_units_ten_days_are_floor_or_ceiling_and_the_totals_exceptions_are_listed(
    value: int, shares: list[int]
) -> None:
    periods = table()
    found = split(value, allocation=allocation(shares))
    bounds = [0, *periods.ten_day_ends]
    listed = {deviation.period: deviation for deviation in ten_day_deviations(found, periods)}
    for place, part in enumerate(found.blocks):
        for slot, first, end in zip(periods.slots[Level.TEN_DAY], bounds, bounds[1:], strict=False):
            ideal = Fraction(part.months[slot.first_month] * (end - first), periods.counts[slot.first_month])
            amount = sum(found.days[place][first:end])
            near = floor(ideal) <= amount <= ceil(ideal)
            assert near if part.unit else (abs(amount - ideal) >= 1) == (slot.label in listed)


def test_bounds_have_no_ten_days_and_dates_have_theirs() -> None:
    bound = blocks(split(85, shape=Shape.HOLD), table())
    assert all(level is not Level.TEN_DAY for _, level in bound)
    due = split_target(target(1, shape=Shape.DATED, date=date(2025, 5, 14)), table())
    (block,) = share_blocks(due, table(), (Level.TEN_DAY,))
    assert (block.slots[0].label, block.slots[0].deadline, block.unit) == ("2025-05-T2", date(2025, 5, 14), LEAD)


def test_the_command_writes_them_and_status_and_months_stay_as_they_are(tmp_path: Path) -> None:
    plan = tmp_path / "plan.yaml"
    keys = flow(value=1000, owner="ann", handlers=["fay", "gil"], allocate={"over": "town", "by": "people"})
    plan.write_text(plan_text(keys), encoding="utf-8")
    usual = perfplan("split", str(plan), "--out", str(tmp_path / "usual"), "--format", "jsonl")
    with_them = perfplan(
        "split", str(plan), "--out", str(tmp_path / "all"), "--format", "jsonl", "--level", "quarter,month,ten-day,day"
    )
    assert (usual.returncode, with_them.returncode) == (0, 0)
    assert "180 for ten-day periods" in with_them.stdout
    assert "the furthest: t/2025-" in with_them.stdout
    lines = (tmp_path / "all" / "tasks.jsonl").read_text("utf-8").splitlines()
    others = [line for line in lines if '"level": "ten-day"' not in line]
    assert others == (tmp_path / "usual" / "tasks.jsonl").read_text("utf-8").splitlines()
    rows = {row["id"]: row for row in map(json.loads, lines)}
    ten_days = [rows[f"t@north/2025-03-T{n}"] for n in (1, 2, 3)]
    assert sum(row["amount"] for row in ten_days) == rows["t@north/2025-03"]["amount"]
    assert ten_days[2]["checkpoint"] == rows["t@north/2025-03"]["checkpoint"]
    assert ten_days[0]["owner"] == rows["t@north/2025-03"]["owner"]
    exceptions = [json.loads(line) for line in (tmp_path / "all" / "deviations.jsonl").read_text("utf-8").splitlines()]
    assert any(exception["period"].endswith("-T2") for exception in exceptions)
    assert all(abs(exception["amount"] - exception["ideal"]) >= 1 for exception in exceptions)


def test_a_ten_day_task_can_be_found_explained_and_done(tmp_path: Path) -> None:
    plan = tmp_path / "plan.yaml"
    plan.write_text(plan_text(flow(value=1000, owner="ann")), encoding="utf-8")
    told = perfplan("explain", "t/2025-03-T2", "--plan", str(plan))
    assert "2025-03-T2 has 8 of the 21 working days in the month: 32 pcs" in told.stdout
    assert "due 2025-03-20, the last working day of 2025-03-T2" in told.stdout
    done = perfplan("done", "t/2025-03-T2", "--plan", str(plan), "--on", "2025-03-20", "--by", "ann")
    assert done.returncode == 0
    status = perfplan("status", "--plan", str(plan), "--level", "day", "--today", "2025-03-21", "--format", "json")
    assert json.loads(status.stdout)["totals"]["done"]["count"] == 8


def test_a_ten_day_task_covers_the_day(tmp_path: Path) -> None:
    from plan_builders import load

    plan = load(tmp_path, plan_text(flow(value=1000, owner="ann")))
    day, ten_days = find_task(plan, "t/2025-03-14"), find_task(plan, "t/2025-03-T2")
    assert day is not None
    assert day.covers == ("t/2025-Q1", "t/2025-03", "t/2025-03-T2")
    assert ten_days is not None
    assert ten_days.covers == ("t/2025-Q1", "t/2025-03")
