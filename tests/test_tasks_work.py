"""Tracking and the task file speak of the same work: ids, deadlines, owners and numbers agree."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from perfplan.load import load_plan
from perfplan.model.period import Level
from perfplan.model.plan import Plan
from perfplan.schedule.reverse import schedule_project
from perfplan.split.engine import split_target
from perfplan.split.table import period_table
from perfplan.tables.tasks import COLUMNS, project_parts, target_parts
from perfplan.track.work import find_task, task_ids, work_items

ROOT = Path(__file__).parents[1]
LEVELS = (Level.QUARTER, Level.MONTH, Level.DAY)


@cache
def county() -> Plan:
    plan = load_plan(ROOT / "plans" / "county-2025").plan
    assert plan is not None
    return plan


@cache
def rows() -> dict[str, dict[str, str]]:
    plan = county()
    periods = period_table(plan)
    parts = [
        part for target in plan.targets for part in target_parts(plan, split_target(target, periods), periods, LEVELS)
    ]
    parts += project_parts(plan, [schedule_project(project) for project in plan.projects])
    every = [dict(zip(COLUMNS, row, strict=True)) for part in parts for row in part.rows()]
    found = {row["id"]: row for row in every}
    assert len(found) == len(every)
    return found


def test_every_task_is_work_and_all_work_is_a_task() -> None:
    finished = {t.id for campaign in county().campaigns for t in campaign.tasks if t.finished is not None}
    items = {item.id: item for item in work_items(county(), LEVELS)}
    assert set(items) == set(rows()) - finished
    for name, item in items.items():
        row = rows()[name]
        said = (
            item.level.value, item.deadline.isoformat(), item.unit.name, item.owner.name if item.owner else "",
            item.supervisor.name if item.supervisor else "", item.amount, item.checkpoint, item.uom, item.target,
            item.project, item.source,
        )  # fmt: skip
        columns = (
            "level",
            "deadline",
            "unit",
            "owner",
            "supervisor",
            "amount",
            "checkpoint",
            "uom",
            "target",
            "project",
        )
        assert said == tuple(row[column] for column in (*columns, "source"))


def test_work_up_to_a_day_is_what_is_due_by_then() -> None:
    until = county().months[5].last
    due = {item.id for item in work_items(county(), LEVELS, until)}
    every = {item.id for item in work_items(county(), LEVELS) if item.deadline <= until}
    assert due == every


def test_a_task_is_found_by_its_id() -> None:
    items = {item.id: item for item in work_items(county(), LEVELS)}
    for name in sorted(items)[::1500]:
        assert find_task(county(), name) == items[name]
    assert find_task(county(), "jobs@chengguan/2025-13") is None
    assert find_task(county(), "nothing/2025-03") is None
    assert find_task(county(), "jobs") is None
    assert set(task_ids(county())) <= set(items)


def test_what_a_task_covers_are_tasks() -> None:
    for item in work_items(county(), (Level.MONTH,)):
        for name in item.covers:
            assert name.rpartition("/")[0] == item.id.rpartition("/")[0]
            assert name in rows()


@pytest.mark.parametrize("column", ["start", "deadline"])
def test_tasks_lie_between_the_issue_and_the_end(column: str) -> None:
    plan = county()
    shares = [row for row in rows().values() if row["kind"] not in {"stage", "phase", "finding", "clue", "clock"}]
    assert all(plan.issued.isoformat() <= row[column] <= plan.end.isoformat() for row in shares if not row["project"])


def test_every_share_of_the_county_adds_up() -> None:
    plan = county()
    for target in plan.targets:
        if not target.spreads or target.annual is None:
            continue
        found = split_target(target, period_table(plan))
        total = found.own.value - found.own.reached
        own = [row for row in rows().values() if row["id"].startswith(f"{target.id}/")]
        decimals = target.implied.decimals if target.implied else target.decimals
        for level in ("quarter", "month", "day"):
            amounts = [row["amount"] for row in own if row["level"] == level and row["amount"]]
            assert sum(int(amount.replace(".", "")) for amount in amounts) == total, (target.id, level, decimals)
