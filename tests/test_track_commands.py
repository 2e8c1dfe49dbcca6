"""perfplan status and perfplan done, as people run them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from cli_process import environment, perfplan

from perfplan.ledger.reading import read_ledger
from perfplan.load import load_plan
from perfplan.track.audit import ledger_findings

_PLAN = """\
perfplan: 1
id: shop
name: Shop 2025
year: 2025
calendar: CN
language: en
units:
  - {id: shop, name: Shop}
  - {id: north, name: North, parent: shop}
  - {id: south, name: South, parent: shop}
people:
  - {id: ann, name: Ann Lee, unit: shop}
  - {id: bob, name: Bob Day, unit: north}
targets:
  - id: sales
    name: Sales
    kind: flow
    uom: pcs
    decimals: 0
    value: 1200
    lead_unit: shop
    supervisor: ann
    owner: bob
    handlers: [bob]
    split: {method: even}
    allocate: {over: [north, south], by: equal}
"""


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "shop.yaml"
    path.write_text(_PLAN, encoding="utf-8")
    return path


def _run(plan: Path, *args: str) -> Any:
    return perfplan(*args, "--plan", str(plan), "--today", "2025-04-02")


def _status(plan: Path, *args: str) -> Any:
    ran = _run(plan, "status", "--format", "json", *args)
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout)


def test_done_and_undo_show_in_the_status(plan: Path) -> None:
    before = _status(plan, "--unit", "North")
    assert [(i["id"], i["count"], i["shortfall"]) for i in before["overdue"]] == [("sales@north/2025-01", 4, "150 pcs")]

    ran = _run(plan, "done", "sales@north/2025-Q1", "--on", "2025-03-31", "--by", "Bob", "--note", "first quarter")
    assert (ran.returncode, ran.stderr) == (0, "")
    assert "sales@north/2025-Q1" in ran.stdout
    (line,) = (plan.parent / "shop.ledger.jsonl").read_text(encoding="utf-8").splitlines()
    record = json.loads(line)
    del record["id"]
    assert record == {
        "kind": "done",
        "task": "sales@north/2025-Q1",
        "on": "2025-03-31",
        "at": "2025-04-02",
        "by": "Bob",
        "note": "first quarter",
    }
    after = _status(plan, "--unit", "north")
    assert (after["overdue"], after["totals"]["done"]["count"]) == ([], 4)

    assert _run(plan, "done", "sales@north/2025-Q1", "--undo").returncode == 0
    assert _status(plan, "--unit", "north")["overdue"] == before["overdue"]


def test_unknown_tasks_are_refused_and_nothing_is_recorded(plan: Path) -> None:
    ran = _run(plan, "done", "sales@north/2025-01", "sales@nort/2025-02")
    assert (ran.returncode, ran.stdout) == (2, "")
    assert "sales@nort/2025-02" in ran.stderr
    assert "did you mean sales@north/2025-02?" in ran.stderr
    assert not (plan.parent / "shop.ledger.jsonl").exists()


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("done", "sales@north/2025-01", "--on", "2025-04-03"), "2025-04-03 is still to come (today is 2025-04-02)"),
        (("done", "sales@north/2025-01", "--on", "yesterday"), "yesterday is not a date"),
        (("done", "sales@north/2025-01", "--undo"), "not marked as done"),
        (("status", "--owner", "Bob Dai"), "did you mean Bob Day?"),
        (("status", "--unit", "Nort"), "did you mean North?"),
        (("status", "--by", "boss"), "--by cannot be boss"),
        (("status", "--level", "year"), "--level cannot be year"),
        (("status", "--format", "pdf"), "--format cannot be pdf"),
        (("status", "--fail-on", "late"), "--fail-on cannot be late"),
    ],
)
def test_what_cannot_be_is_a_usage_error(plan: Path, args: tuple[str, ...], words: str) -> None:
    ran = _run(plan, *args)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert words in ran.stderr
    assert not (plan.parent / "shop.ledger.jsonl").exists()


def test_what_is_done_already_is_told_and_not_recorded_twice(plan: Path) -> None:
    assert _run(plan, "done", "sales@north/2025-01").returncode == 0
    ran = _run(plan, "done", "sales@north/2025-01", "sales@south/2025-01")
    assert ran.returncode == 0
    assert "already done on 2025-04-02: sales@north/2025-01" in ran.stderr
    assert "sales@north" not in ran.stdout
    assert len(list(read_ledger(plan).records())) == 2


def test_exit_code_for_overdue_work(plan: Path) -> None:
    assert _run(plan, "status", "--fail-on", "overdue").returncode == 1
    early = perfplan("status", "--plan", str(plan), "--today", "2025-01-24", "--fail-on", "overdue")
    assert early.returncode == 0, early.stderr
    assert perfplan("status", "--plan", str(plan), "--today", "2025-01-24", "--fail-on", "due-soon").returncode == 1


def test_levels_owners_and_every_task(plan: Path) -> None:
    days = _status(plan, "--level", "day", "--owner", "bob", "--all")
    assert list(days["levels"]) == ["day"]
    assert {item["level"] for item in days["overdue"]} == {"day"}
    assert {item["owner_id"] for item in days["overdue"]} == {"bob"}
    assert {item["count"] for item in days["overdue"]} == {1}
    assert _status(plan, "--owner", "ann", "--level", "month")["overdue"] == []


@pytest.mark.parametrize("columns", ["40", "80", "120"])
def test_the_table_fits_the_terminal(plan: Path, columns: str) -> None:
    ran = perfplan("status", "--plan", str(plan), "--today", "2025-04-02", env=environment(COLUMNS=columns))
    assert ran.returncode == 0, ran.stderr
    assert max(map(len, ran.stdout.splitlines())) <= int(columns)
    assert "Sales" in ran.stdout


def test_a_ledger_line_that_cannot_be_read_is_told_and_the_rest_counts(plan: Path) -> None:
    _run(plan, "done", "sales@north/2025-01")
    ledger = plan.parent / "shop.ledger.jsonl"
    with ledger.open("a", encoding="utf-8") as file:
        file.write("<<<<<<< HEAD\n")
    ran = _run(plan, "status", "--format", "json")
    assert "shop.ledger.jsonl:2:1" in ran.stderr
    assert "PP801" in ran.stderr
    assert json.loads(ran.stdout)["totals"]["done"]["count"] == 1


def test_the_ledger_is_checked_against_the_plan(plan: Path) -> None:
    lines = [
        f'{{"kind":"done","id":"{n}","task":"{task}","on":"2025-03-31","at":"2025-03-31"}}'
        for n, task in enumerate(["sales@north/2025-03", "sales@north/2025-03-31", "sales@nort/2025-03"])
    ]
    (plan.parent / "shop.ledger.jsonl").write_text("\n".join(lines), encoding="utf-8")
    loaded = load_plan(plan).plan
    assert loaded is not None
    assert [(f.code, f.location.line, dict(f.args)) for f in ledger_findings(loaded, plan)] == [
        ("PP803", 3, {"id": "sales@nort/2025-03", "nearest": "sales@north/2025-03"})
    ]
