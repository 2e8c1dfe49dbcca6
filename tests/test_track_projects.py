"""When projects under way will end, as ``status`` shows it in every format."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from perfplan.cli import frame

PLAN = """\
perfplan: 1
id: demo
name: Demo
year: 2025
calendar: {base: none, week: [1, 2, 3, 4, 5], years: [2025]}
language: en
units: [{id: office, name: Office, head: ann}, {id: yard, name: Yard, head: bob}]
people: [{id: ann, name: Ann, unit: office}, {id: bob, name: Bob, unit: yard}]
projects:
  - &hall
    id: hall
    name: Hall
    lead_unit: office
    owner: ann
    start: 2025-03-03
    deadline: 2025-04-11
    stages:
      - {id: a, name: A, duration: 10wd}
      - {id: b, name: B, duration: 10wd, after: [a]}
  - {<<: *hall, id: late, name: Late, lead_unit: yard, owner: bob}
  - {<<: *hall, id: quiet, name: Quiet}
  - {<<: *hall, id: over, name: Over}
"""
TODAY = ("--today", "2025-04-01", "--lang", "en")


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    (tmp_path / "plan.yaml").write_text(PLAN, encoding="utf-8")
    (tmp_path / "ledger").mkdir()
    told = [("hall/a", "2025-03-21"), ("late/a", "2025-03-31"), ("over/a", "2025-03-21"), ("over/b", "2025-03-31")]
    lines = [{"kind": "done", "id": task, "task": task, "on": day, "at": day} for task, day in told]
    (tmp_path / "ledger" / "2025.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    return tmp_path


def status(capsys: pytest.CaptureFixture[str], plan: Path, *more: str) -> str:
    assert frame.run(["status", "--plan", str(plan), *TODAY, *more]) == 0
    return capsys.readouterr().out


def test_only_projects_under_way_are_told(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """B starts on 1 April at the earliest and takes until the 14th; nothing is known of the third, the last is done."""
    found = json.loads(status(capsys, plan, "--format", "json"))["forecasts"]
    assert [(each["id"], each["forecast_finish"], each["days_late"], each["fits"]) for each in found] == [
        ("hall", "2025-04-14", 1, False),
        ("late", "2025-04-14", 1, False),
    ]
    assert found[0]["reason"].startswith("finishes 1 working day late, because B; it fits if B is cut to 9wd")
    begun = {"kind": "started", "id": "x", "task": "hall/b", "on": "2025-03-24", "at": "2025-03-24"}
    with (plan / "ledger" / "2025.jsonl").open("a", encoding="utf-8") as file:
        file.write(json.dumps(begun) + "\n")
    hall = json.loads(status(capsys, plan, "--format", "json"))["forecasts"][0]
    assert (hall["forecast_finish"], hall["reserve"], hall["fits"]) == ("2025-04-04", 5, True)


def test_every_format_says_so(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = status(capsys, plan)
    assert "Projects under way" in text
    assert "2025-04-14  1 working day late" in text
    assert "| Hall | Office | Ann | 2025-04-11 | 2025-04-14 | 1 working day late |" in status(
        capsys, plan, "--format", "markdown"
    )
    lines = list(csv.DictReader(io.StringIO(status(capsys, plan, "--format", "csv").removeprefix("\ufeff"))))
    assert [(line["id"], line["deadline"], line["level"]) for line in lines if line["state"] == "forecast"] == [
        ("hall", "2025-04-11", "project"),
        ("late", "2025-04-11", "project"),
    ]


def test_one_persons_and_one_units_projects(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for asked in (("--owner", "bob"), ("--unit", "yard")):
        found = json.loads(status(capsys, plan, "--format", "json", *asked))["forecasts"]
        assert [each["id"] for each in found] == ["late"]


def test_a_plan_without_progress_has_no_such_table(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (plan / "ledger" / "2025.jsonl").write_text("", encoding="utf-8")
    assert "Projects under way" not in status(capsys, plan)
    assert json.loads(status(capsys, plan, "--format", "json"))["forecasts"] == []
