"""What a split learns from past years: which figures, which years, and which months together."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import accumulate
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from plan_builders import FRAME, PLACE, flow, plan_text, split, table

from perfplan.load import load_plan
from perfplan.load.history import joint_months, monthly, totals_before, years_before
from perfplan.model.quantity import round_half_up
from perfplan.model.target import SplitRule, Target
from perfplan.split.engine import methods, split_target
from perfplan.split.table import period_table

WORKDAYS = table().facts
CALENDAR_YEAR = tuple(range(1, 13))


def rows(year: int, values: Sequence[object], unit: str = "", name: str = "t") -> list[str]:
    return [f"{name},{unit},{year}-{month:02d},{value}" for month, value in enumerate(values, start=1) if value != ""]


def one_target(folder: Path, history: Sequence[str], **keys: Any) -> tuple[Target, list[str]]:
    """Return the target of a plan with a history, and the codes of the findings."""
    (folder / "history").mkdir()
    (folder / "plan.yaml").write_text(plan_text(flow(owner="ann", **keys)), encoding="utf-8")
    text = "\n".join(["target,unit,period,value", *history]) + "\n"
    (folder / "history" / "x.csv").write_text(text, encoding="utf-8")
    result = load_plan(folder)
    assert result.plan is not None, [(found.code, found.args) for found in result.findings]
    return result.plan.targets[0], [found.code for found in result.findings]


def weights(goal: Target) -> list[Fraction]:
    return methods()[goal.split.method].weights(goal.split, WORKDAYS)


YEAR = [40, 30, 50, 55, 60, 45, 40, 50, 60, 55, 50, 65]


def test_three_years_of_history_are_the_default(tmp_path: Path) -> None:
    goal, codes = one_target(tmp_path, [line for year in (2022, 2023, 2024) for line in rows(year, YEAR)])
    assert (goal.split.method, len(goal.split.past_years), codes) == ("history", 3, [])


def test_only_the_last_three_years_count(tmp_path: Path) -> None:
    history = [*rows(2020, [1] * 12), *(line for year in (2022, 2023, 2024) for line in rows(year, YEAR))]
    goal, codes = one_target(tmp_path, history, split="history")
    assert set(goal.split.past_years) == {tuple(map(Fraction, YEAR))}
    assert codes == ["PP418"]  # 2021 is missing


def test_a_target_without_figures_of_its_own_has_its_units_sums(tmp_path: Path) -> None:
    history = [*rows(2024, YEAR, "north"), *rows(2024, [2 * value for value in YEAR], "south")]
    goal, codes = one_target(tmp_path, history, split="history", allocate={"over": "town", "by": "history"})
    assert goal.split.past_years == (tuple(Fraction(3 * value) for value in YEAR),)
    assert goal.allocation is not None
    assert goal.allocation.weights[1] > goal.allocation.weights[0] > goal.allocation.weights[2]
    assert codes == []


def test_units_may_have_figures_of_whole_years_only(tmp_path: Path) -> None:
    history = [f"t,{unit},{year},{value}" for unit, value in (("north", 30), ("south", 10)) for year in (2023, 2024)]
    goal, codes = one_target(tmp_path, history, allocate={"over": ["north", "south"], "by": "history"})
    assert goal.allocation is not None
    assert goal.allocation.weights == (Fraction(3, 4) * Fraction(3, 4) + Fraction(1, 8), Fraction(5, 16))
    assert codes == []


def test_joined_months_are_divided_by_this_years_working_days(tmp_path: Path) -> None:
    goal, codes = one_target(tmp_path, rows(2024, YEAR), split={"method": "growth", "join": [1, 2]})
    found = weights(goal)
    january, february = WORKDAYS[0].workdays, WORKDAYS[1].workdays
    assert (january, february) == (19, 19)
    assert found == [35, 35, *YEAR[2:]]
    assert codes == []


@pytest.mark.parametrize(
    "first",
    [["t,,2024-01..2024-02,70"], ["t,,2024-01,0", "t,,2024-02,70"], ["t,,2024-02,70"]],
    ids=["one figure for both", "zero and both", "the second stands for both"],
)
def test_a_new_year_published_as_one(tmp_path: Path, first: list[str]) -> None:
    history = [*first, *rows(2024, ["", "", *YEAR[2:]])]
    goal, codes = one_target(tmp_path, history, split={"method": "growth", "join": [1, 2]})
    assert weights(goal) == [35, 35, *YEAR[2:]]
    assert codes == []


def test_what_a_history_gives_as_one_is_joined_without_being_told(tmp_path: Path) -> None:
    history = ["t,,2024-01..2024-02,70", *rows(2024, ["", "", *YEAR[2:]])]
    assert one_target(tmp_path, history, split="growth")[0].split.joined == ((1, 2),)


def test_a_missing_january_is_a_gap_where_nothing_says_that_february_stands_for_both(tmp_path: Path) -> None:
    history = [*rows(2023, YEAR), *rows(2024, ["", *YEAR[1:]])]
    goal, codes = one_target(tmp_path, history, split="history")
    assert codes == ["PP418"]
    assert len(goal.split.past_years) == 1


def test_a_year_that_stops_early_is_a_gap(tmp_path: Path) -> None:
    goal, codes = one_target(tmp_path, [*rows(2023, YEAR), *rows(2024, YEAR[:10])], split="history")
    assert codes == ["PP418"]
    assert len(goal.split.past_years) == 1


def test_months_of_one_quarter_and_quarters_of_the_others() -> None:
    values = {"2024-Q1": Fraction(90), "2024-Q2": Fraction(60), "2024-02": Fraction(7)}
    found = monthly(values)
    assert [found.get(2024 * 12 + month) for month in range(6)] == [None, 7, None, 20, 20, 20]


def test_a_year_of_the_plan_may_begin_in_any_month() -> None:
    values = {f"{2023 + (month > 12)}-{(month - 1) % 12 + 1:02d}": Fraction(month) for month in range(4, 16)}
    numbers = [*range(4, 13), 1, 2, 3]
    assert years_before(values, numbers, 2024) == {2023: tuple(range(4, 16))}
    assert years_before(values, numbers, 2023) == {}
    assert totals_before({**values, "2023": Fraction(500)}, numbers, 2024) == {2023: 500}


def test_groups_of_joined_months_that_touch_are_one() -> None:
    values = dict.fromkeys(("2023-01..2023-02", "2024-02..2024-03", "2024-07..2024-08", "2024-05"), Fraction(1))
    assert joint_months(values) == ((1, 2, 3), (7, 8))


@settings(max_examples=60)
@given(st.lists(st.integers(0, 10**6), min_size=12, max_size=12).filter(any), st.integers(50, 200))
def test_growth_is_the_annual_rate_at_every_checkpoint(last: list[int], percent: int) -> None:
    """Each checkpoint is last year's cumulative amount times the ratio of the years, to the nearest quantum."""
    ratio = Fraction(percent, 100)
    value = round_half_up(sum(last) * percent, 100)
    rule = SplitRule("growth", {}, {}, "", (tuple(map(Fraction, last)),), 2, PLACE)
    found = split(value, split=rule).own.checkpoints
    for checkpoint, before in zip(found, accumulate(last), strict=True):
        assert abs(checkpoint - before * ratio) <= 1
        assert checkpoint == round_half_up(value * before, sum(last))


@settings(max_examples=60)
@given(st.lists(st.integers(0, 100), min_size=12, max_size=12), st.sets(st.integers(0, 10), max_size=1))
def test_joining_moves_nothing_but_the_joined_months(last: list[int], first: set[int]) -> None:
    groups = tuple((month + 1, month + 2) for month in first)
    months = tuple(map(Fraction, last))
    rule = SplitRule("growth", {}, {}, "", (months,), 2, PLACE, groups)
    found = methods()["growth"].weights(rule, WORKDAYS)
    assert sum(found) == sum(last)
    together = [month - 1 for group in groups for month in group]
    assert all(found[i] == last[i] for i in range(12) if i not in together)
    for month in together:
        days = sum(WORKDAYS[i].workdays for i in together)
        assert found[month] * days == sum(last[i] for i in together) * WORKDAYS[month].workdays


def test_denton_climbs_where_growth_jumps(tmp_path: Path) -> None:
    """Two years alike and half as much again to do: December goes on into January, and the year ends higher."""
    history = [*rows(2023, [50] * 12), *rows(2024, [50] * 12)]
    goal, codes = one_target(tmp_path, history, split="denton", value=900)
    assert codes == []
    assert list(goal.split.totals) == [600, 600, 900]
    found = weights(goal)
    assert sum(found) == 900
    assert 55 < found[0] < 67
    assert found == sorted(found)


@settings(max_examples=40)
@given(
    st.lists(st.integers(1, 1000), min_size=24, max_size=24),
    st.lists(st.integers(100, 10**5), min_size=3, max_size=3),
)
def test_denton_gives_this_year_its_total(indicator: list[int], totals: list[int]) -> None:
    years = (tuple(map(Fraction, indicator[:12])), tuple(map(Fraction, indicator[12:])))
    rule = SplitRule("denton", {}, {}, "", years, 2, PLACE, totals=tuple(map(Fraction, totals)))
    assert sum(methods()["denton"].weights(rule, WORKDAYS)) == totals[-1]


def test_denton_with_a_declared_indicator_and_no_past_is_in_its_proportions(tmp_path: Path) -> None:
    goal, codes = one_target(tmp_path, [], split={"method": "denton", "quarters": [3, 6, 6, 9]})
    assert weights(goal) == [5] * 3 + [10] * 6 + [15] * 3
    assert codes == []


def test_denton_takes_the_baseline_where_the_history_has_no_total(tmp_path: Path) -> None:
    split_by = {"method": "denton", "indicator": "power"}
    goal, codes = one_target(tmp_path, rows(2024, YEAR, name="power"), split=split_by, baseline=100)
    assert list(goal.split.totals) == [100, 120]
    assert codes == []


def test_denton_for_a_level_follows_the_ends_of_months(tmp_path: Path) -> None:
    ends = [[100 + month for month in range(1, 13)], [112 + month for month in range(1, 13)]]
    history = [*rows(2023, ends[0]), *rows(2024, ends[1])]
    goal, codes = one_target(tmp_path, history, kind="level", baseline=124, value=136, split="denton")
    assert codes == []
    assert list(goal.split.totals) == [112, 124, 136]
    frame = load_plan(tmp_path).plan
    assert frame is not None
    found = split_target(goal, period_table(frame)).own.checkpoints
    assert found[-1] == 136
    assert all(abs(end - (124 + month)) <= 1 for month, end in enumerate(found, start=1))


def test_a_pending_target_waits_with_its_history(tmp_path: Path) -> None:
    goal, codes = one_target(tmp_path, rows(2024, YEAR), value=None, pending="later", split="denton")
    assert (goal.split.totals, codes) == ((), [])


def test_the_frame_has_the_year_that_these_tests_speak_of() -> None:
    assert "year: 2025" in FRAME
