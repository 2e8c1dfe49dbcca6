"""Who answers for a task: the supervisor for quarters, the owner for months, handlers in turn for days."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from plan_builders import flow, load, plan_text

from perfplan.model.period import Level
from perfplan.split.engine import split_target
from perfplan.split.table import period_table
from perfplan.tables.tasks import COLUMNS, target_parts

LEVELS = (Level.QUARTER, Level.MONTH, Level.DAY)
PEOPLE = {"supervisor": "ann", "owner": "fay", "handlers": ["gil", "dan", "eve"]}


def rows(folder: Path, **keys: Any) -> list[dict[str, str]]:
    plan = load(folder, plan_text(flow(value=100000, **keys)))
    periods, goal = period_table(plan), plan.targets[0]
    parts = target_parts(plan, split_target(goal, periods), periods, LEVELS)
    return [dict(zip(COLUMNS, row, strict=True)) for part in parts for row in part.rows()]


def by_day(found: list[dict[str, str]], unit: str = "Office") -> dict[date, str]:
    return {
        date.fromisoformat(row["period"]): row["owner"]
        for row in found
        if row["level"] == "day" and row["unit"] == unit
    }


def test_owners_by_level(tmp_path: Path) -> None:
    found = rows(tmp_path, **PEOPLE)
    owners = {level: {row["owner"] for row in found if row["level"] == level} for level in ("quarter", "month", "day")}
    assert owners == {"quarter": {"Ann"}, "month": {"Fay"}, "day": {"Gil", "Dan", "Eve"}}
    assert {row["supervisor"] for row in found} == {"Ann"}


def test_days_in_turn(tmp_path: Path) -> None:
    turns = list(by_day(rows(tmp_path, **PEOPLE)).values())
    assert turns == [("Gil", "Dan", "Eve")[i % 3] for i in range(248)]


def test_weeks_in_turn_begin_on_monday(tmp_path: Path) -> None:
    owners = by_day(rows(tmp_path, **PEOPLE, rotation="week"))
    weeks: dict[tuple[int, int], set[str]] = {}
    for day, owner in owners.items():
        weeks.setdefault(day.isocalendar()[:2], set()).add(owner)
    assert all(len(names) == 1 for names in weeks.values())
    assert owners[date(2025, 1, 26)] == owners[date(2025, 1, 20)]  # a make-up Sunday belongs to the week before
    assert Counter(name for (name,) in weeks.values()).most_common()[0][1] <= 19


def test_months_in_turn(tmp_path: Path) -> None:
    owners = by_day(rows(tmp_path, **PEOPLE, rotation="month"))
    assert {(day.month, owner) for day, owner in owners.items()} == {
        (month, ("Gil", "Dan", "Eve")[(month - 1) % 3]) for month in range(1, 13)
    }


def test_units_answer_with_their_own_people(tmp_path: Path) -> None:
    found = rows(tmp_path, **PEOPLE, allocate="town", owners={"east": {"quarter": "Ann", "day": ["dan", "gil"]}})
    levels = {
        (row["unit"], row["level"]): {
            r["owner"] for r in found if (r["unit"], r["level"]) == (row["unit"], row["level"])
        }
        for row in found
    }
    assert levels["North", "quarter"] == levels["North", "month"] == levels["North", "day"] == {"Ben"}
    assert (levels["South", "month"], levels["South", "day"]) == ({"Cleo"}, {"Dan", "Eve"})
    assert (levels["East", "quarter"], levels["East", "month"], levels["East", "day"]) == (
        {"Ann"},
        {"Fay"},
        {"Dan", "Gil"},
    )
    assert levels["West", "day"] == {"Fay"}


@pytest.mark.parametrize(("owner", "expected"), [("ann", ["Ann"] * 4), (None, ["Gil", "Dan", "Eve", "Gil"])])
def test_actions_go_to_their_owner_or_to_the_handlers_in_turn(
    tmp_path: Path, owner: str | None, expected: list[str]
) -> None:
    action = {"id": "go", "name": "Go", "rule": "FREQ=MONTHLY;BYMONTH=3,6,9,12;BYMONTHDAY=10"}
    action |= {"owner": owner} if owner else {}
    found = [row for row in rows(tmp_path, **PEOPLE, actions=[action]) if "!" in row["id"]]
    assert [row["owner"] for row in found] == expected
    assert [row["kind"] for row in found] == ["action"] * 4
