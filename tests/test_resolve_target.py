"""From what people write to what the program relies on: names, defaults, people, history, actions."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from plan_builders import FRAME, flow, found_codes, load, plan_text, resolved

from perfplan.model.target import Owners, Target
from perfplan.model.unit import Person
from perfplan.split.engine import split_target
from perfplan.split.table import period_table


def one(folder: Path, **keys: Any) -> Target:
    (found,) = resolved(folder, flow(**keys))
    return found


def ids(people: tuple[Person | None, ...]) -> list[str | None]:
    return [person.id if person else None for person in people]


def people(owners: Owners) -> list[str | None]:
    return ids((owners.quarter, owners.month, *owners.day))


def test_units_and_people_go_by_id_name_or_alias(tmp_path: Path) -> None:
    goal = one(
        tmp_path, lead_unit="Northern", support_units=["South", "east"], owner="Annie", supervisor="Ben",
        allocate={"over": ["Northern", "south"], "by": "shares", "shares": {"North": 3, "South": 1}},
        locks=[{"unit": "Northern", "period": "2025-Q1", "value": 5}],
        actions=[{"id": "go", "name": "Go", "on": "2025-03-03", "owner": "Cleo", "unit": "South"}],
    )  # fmt: skip
    assert (goal.lead_unit.id, [unit.id for unit in goal.support_units]) == ("north", ["south", "east"])
    assert (goal.supervisor and goal.supervisor.id) == "ben"
    assert people(goal.owners) == ["ben", "ann", "ann"]
    assert goal.allocation is not None
    assert [unit.id for unit in goal.allocation.units] == ["north", "south"]
    assert list(map(int, goal.allocation.weights)) == [3, 1]
    assert goal.locks[0].unit is not None
    assert goal.locks[0].unit.id == "north"
    assert (goal.actions[0].unit.id, ids(goal.actions[0].owners)) == ("south", ["cleo"])


def test_who_answers_when_nothing_is_said(tmp_path: Path) -> None:
    """The head of the lead unit, for all levels; the unit's own handlers take the days."""
    assert people(one(tmp_path, lead_unit="north").owners) == ["ben", "ben", "ben"]
    assert people(one(tmp_path, lead_unit="south").owners) == ["cleo", "cleo", "dan", "eve"]
    assert people(one(tmp_path, lead_unit="south", owner="ann").owners) == ["ann", "ann", "ann"]
    assert people(one(tmp_path, lead_unit="south", handlers=["ben"]).owners) == ["cleo", "cleo", "ben"]
    assert people(one(tmp_path, owner="fay", supervisor="ann", handlers=["gil", "fay"]).owners) == [
        "ann", "fay", "gil", "fay",
    ]  # fmt: skip


def test_nobody_to_answer_is_a_finding(tmp_path: Path) -> None:
    assert found_codes(tmp_path, plan_text(flow(lead_unit="west"))) == ["PP701"]


def test_who_answers_at_the_units(tmp_path: Path) -> None:
    goal = one(tmp_path, owner="fay", allocate="town", owners={"south": {"month": "ann"}, "Northern": {"day": ["gil"]}})
    assert {unit: people(owners) for unit, owners in goal.unit_owners.items()} == {
        "north": ["ben", "ben", "gil"],
        "south": ["cleo", "ann", "dan", "eve"],
        "east": ["fay", "fay", "fay"],  # without a head, the target's owner
        "west": ["fay", "fay", "fay"],
    }


def test_kinds_and_single_units_can_be_mixed(tmp_path: Path) -> None:
    goal = one(tmp_path, allocate={"over": ["town", "office"]})
    assert goal.allocation is not None
    assert [unit.id for unit in goal.allocation.units] == ["north", "south", "east", "west", "office"]
    assert goal.allocation.method == "equal"


def test_numbers_in_quanta(tmp_path: Path) -> None:
    assert one(tmp_path, value="12.30", decimals=2).value == 1230
    assert one(tmp_path, value=None, baseline=268, growth="7.5%", decimals=1).value == 2881
    assert one(tmp_path, value=None, baseline="5.55", growth="-10%", decimals=2).value == 500  # 4.995, half up
    pending = one(tmp_path, value=None, pending="later")
    assert (pending.value, pending.pending) == (None, "later")


def test_what_was_done_before_in_the_units_of_the_base(tmp_path: Path) -> None:
    keys = {"kind": "growth", "value": 6, "uom": None, "done_before": "12.34"}
    assert one(tmp_path, **keys, base={"amount": 100, "uom": "bn", "decimals": 2}).reached == 1234


HISTORY = "target,unit,period,value\n"


def with_history(folder: Path, lines: list[str], *targets: dict[str, Any], frame: str = FRAME) -> list[Target]:
    (folder / "history").mkdir(parents=True)
    (folder / "history" / "past.csv").write_text(HISTORY + "\n".join(lines) + "\n", encoding="utf-8")
    (folder / "plan.yaml").write_text(plan_text(*targets, frame=frame), encoding="utf-8")
    from perfplan.load import load_plan

    result = load_plan(folder)
    assert result.plan is not None, result.findings
    return list(result.plan.targets)


def year_of(year: int, value: int, peak: int = 0) -> list[str]:
    return [f"t,,{year}-{month:02d},{value + (peak if month == 6 else 0)}" for month in range(1, 13)]


@pytest.mark.parametrize(("years", "method"), [(3, "history"), (2, "even"), (1, "even")])
def test_history_is_the_default_where_three_years_are_known(tmp_path: Path, years: int, method: str) -> None:
    lines = [line for year in range(2025 - years, 2025) for line in year_of(year, 10)]
    (goal,) = with_history(tmp_path, lines, flow())
    assert (goal.split.method, len(goal.split.past_years)) == (method, years)


def test_a_method_that_is_written_wins_over_history(tmp_path: Path) -> None:
    lines = [line for year in (2021, 2022, 2023, 2024) for line in year_of(year, year)]
    even, two = with_history(tmp_path, lines, flow(split="even"), flow(id="u", split="even"))
    assert (even.split.method, two.split.method) == ("even", "even")
    (pooled,) = with_history(tmp_path / "b", lines, flow(split={"method": "history", "years": 2}))
    assert [year[0] for year in pooled.split.past_years] == [2023, 2024]


def test_history_of_a_fiscal_year_runs_over_new_year(tmp_path: Path) -> None:
    """Of a year from April 2023 to March 2024, January to March are 2024's."""
    frame = FRAME.replace("year: 2025\nissued: 2025-01-01", "start: 2025-04-01\nend: 2026-03-31")
    lines = [f"t,,{year}-{month:02d},{year - 2000}" for year in (2022, 2023, 2024) for month in range(1, 13)]
    lines += [f"t,,2025-0{month},25" for month in (1, 2, 3)]
    (goal,) = with_history(tmp_path, lines, flow(), frame=frame)
    assert goal.split.method == "history"
    assert [[int(year[i]) for i in (0, 8, 9, 11)] for year in goal.split.past_years] == [
        [22, 22, 23, 23], [23, 23, 24, 24], [24, 24, 25, 25],
    ]  # fmt: skip


def test_history_by_quarters_and_of_units(tmp_path: Path) -> None:
    lines = [f"t,,2024-Q{quarter},{quarter * 3}" for quarter in (1, 2, 3, 4)]
    lines += [
        f"t,{unit},2024-Q{quarter},{value}"
        for unit, value in (("north", 30), ("South", 10))
        for quarter in (1, 2, 3, 4)
    ]
    goal, *_ = with_history(
        tmp_path, lines, flow(split="history", allocate={"over": ["north", "south"], "by": "history"})
    )
    assert list(map(int, goal.split.past_years[0])) == [1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4]
    assert goal.allocation is not None
    assert [float(weight) for weight in goal.allocation.weights] == [0.625, 0.375]  # 3 to 1, half way to equal


def test_years_of_units_are_compared_with_the_same_years(tmp_path: Path) -> None:
    """South is known for 2024 alone: its figure stands beside North's of 2024, not beside North's first year."""
    lines = [f"t,north,{year}-Q{q},{value}" for year, value in ((2022, 100), (2024, 10)) for q in (1, 2, 3, 4)]
    lines += [f"t,south,2024-Q{q},30" for q in (1, 2, 3, 4)]
    (goal,) = with_history(tmp_path, lines, flow(allocate={"over": ["north", "south"], "by": "history"}))
    assert goal.allocation is not None
    # 2022: all North's; 2024: a quarter North's. Mean 0.625, moved a quarter of the way to a half.
    assert [float(weight) for weight in goal.allocation.weights] == [0.59375, 0.40625]


def days(folder: Path, frame: str = FRAME, **action: Any) -> list[str]:
    (found,) = resolved(folder, flow(owner="ann", actions=[{"id": "a", "name": "A", **action}]), frame=frame)
    return [day.isoformat()[5:] for day in found.actions[0].dates]


def test_actions_roll_to_a_working_day_within_their_month(tmp_path: Path) -> None:
    firsts = days(tmp_path, rule="FREQ=MONTHLY;BYMONTHDAY=1")
    assert firsts[:6] == ["01-02", "02-05", "03-03", "04-01", "05-06", "06-03"]
    lasts = days(tmp_path, rule="FREQ=MONTHLY;BYMONTHDAY=-1", roll="following")
    assert lasts == [
        "01-27", "02-28", "03-31", "04-30", "05-30", "06-30", "07-31", "08-29", "09-30", "10-31", "11-28", "12-31",
    ]  # fmt: skip
    assert days(tmp_path, on=["2025-03-15", "2025-03-14"]) == ["03-14"]  # two occurrences, one day
    assert days(tmp_path, on="2025-03-15", roll="none") == ["03-15"]
    assert len(days(tmp_path, rule="FREQ=MONTHLY;BYMONTHDAY=31")) == 7


def test_actions_begin_with_the_issue_and_never_roll_back_before_it(tmp_path: Path) -> None:
    late = FRAME.replace("issued: 2025-01-01", "issued: 2025-02-15")  # a Saturday
    assert days(tmp_path, late, on=["2025-02-14", "2025-02-15", "2025-02-28"]) == ["02-17", "02-28"]
    assert days(tmp_path, late, rule="FREQ=WEEKLY;BYDAY=SA")[:2] == ["02-17", "02-21"]


def test_what_cannot_be_settled_is_said(tmp_path: Path) -> None:
    cell = {"period": "2025-Q1", "value": 1}
    year = {"period": "2025", "value": 1, "unit": "north"}
    ratio = flow(kind="ratio", owner="ann", allocate="town")
    assert found_codes(tmp_path, plan_text({**ratio, "locks": [cell]})) == ["PP414"]
    assert found_codes(tmp_path, plan_text({**ratio, "locks": [year]})) == ["PP414"]
    grain = flow(kind="annual", owner="ann", allocate="town")
    assert found_codes(tmp_path, plan_text({**grain, "locks": [cell]})) == ["PP414"]
    assert found_codes(tmp_path, plan_text({**grain, "locks": [year]})) == []
    base = {"amount": 100, "uom": "bn"}
    gdp = flow(kind="growth", uom=None, value=6, owner="ann", allocate="town", base=base)
    assert found_codes(tmp_path, plan_text({**gdp, "locks": [year]})) == ["PP414"]
    assert found_codes(tmp_path, plan_text({**gdp, "locks": [cell]})) == []
    fixed = {"over": "town", "fixed": {"north": 3}}
    assert found_codes(tmp_path, plan_text({**ratio, "allocate": fixed})) == ["PP414"]


def test_fixed_values_of_a_mean_are_no_part_of_a_sum(tmp_path: Path) -> None:
    goal = one(
        tmp_path,
        kind="mean",
        value=100,
        weight="people",
        allocate={"over": "town", "fixed": {"north": 120, "west": 90}},
    )
    plan = load(tmp_path, plan_text(flow()))
    assert [unit.value for unit in split_target(goal, period_table(plan)).units] == [120, 82, 82, 90]


def test_fiscal_year_labels(tmp_path: Path) -> None:
    frame = FRAME.replace("year: 2025\nissued: 2025-01-01", "start: 2025-04-01\nend: 2026-03-31")
    cells = [{"period": "2026-Q1", "value": 7}, {"period": "2025-04", "value": 0}]
    plan = load(tmp_path, plan_text(flow(owner="ann", locks=cells), frame=frame))
    months = split_target(plan.targets[0], period_table(plan)).own.months
    assert (sum(months[9:]), months[0], sum(months)) == (7, 0, 120)
    assert plan.issued == date(2025, 4, 1)
