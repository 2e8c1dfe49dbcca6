"""The ledger's word on stages, in the timeline as people and scripts see it."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from perfplan.cli import frame
from perfplan.ledger.lookup import read_progress
from perfplan.load import load_plan
from perfplan.track.projects import actuals_of

PLAN = """\
perfplan: 1
id: demo
name: Demo
year: 2025
calendar: CN
language: en
units: [{id: office, name: Office, head: ann}]
people: [{id: ann, name: Ann, unit: office, leave: [{from: 2025-09-10, to: 2025-09-11}]}]
projects:
  - id: p01
    name: Hall
    lead_unit: office
    start: 2025-09-01
    deadline: 2025-09-22
    stages:
      - {id: a, name: A, duration: 3wd}
      - {id: g, name: G, after: [a], stages: [{id: b, name: B, duration: 5wd}]}
"""
LEDGER = (
    {"kind": "started", "id": "1", "task": "p01/a", "on": "2025-09-02", "at": "2025-09-02"},
    {"kind": "done", "id": "2", "task": "p01/a", "on": "2025-09-05", "at": "2025-09-05"},
    {"kind": "started", "id": "3", "task": "p01/b", "on": "2025-09-08", "at": "2025-09-08"},
    {"kind": "started", "id": "4", "task": "p01/b", "on": "2025-09-09", "at": "2025-09-09", "remaining": "4wd"},
)


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    (tmp_path / "plan.yaml").write_text(PLAN, encoding="utf-8")
    (tmp_path / "ledger").mkdir()
    lines = "".join(json.dumps(record) + "\n" for record in LEDGER)
    (tmp_path / "ledger" / "2025.jsonl").write_text(lines, encoding="utf-8")
    return tmp_path


def shown(capsys: pytest.CaptureFixture[str], plan: Path, *more: str) -> str:
    assert frame.run(["timeline", "p01", "--plan", str(plan), *more]) == 0
    return capsys.readouterr().out


def test_the_ledger_speaks_of_stages(plan: Path) -> None:
    loaded = load_plan(plan).plan
    assert loaded is not None
    progress, findings = read_progress(plan, date(2025, 9, 9))
    assert not findings
    found = actuals_of(loaded.projects[0], progress)
    assert (found["a"].started, found["a"].finished) == (date(2025, 9, 2), date(2025, 9, 5))
    assert (str(found["b"].remaining), found["b"].told) == ("4wd", date(2025, 9, 9))
    earlier, _ = read_progress(plan, date(2025, 9, 4))
    assert actuals_of(loaded.projects[0], earlier)["a"].finished is None


def test_json_has_what_happened_beside_the_plan(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = json.loads(shown(capsys, plan, "--format", "json", "--today", "2025-09-09"))
    a, b = data["stages"]
    assert (a["actual_start"], a["actual_finish"], a["remaining"]) == ("2025-09-02", "2025-09-05", None)
    assert (b["actual_start"], b["actual_finish"], b["remaining"], b["group"]) == ("2025-09-08", None, "4wd", "g")
    assert (b["earliest_start"], b["forecast_start"]) == ("2025-09-04", "2025-09-08")
    assert b["forecast_finish"] == "2025-09-16"  # 9, 12, 15, 16: the 10th and 11th are leave
    assert (data["forecast"]["reserve"], data["forecast"]["reserve_planned"]) == (4, 6)
    assert data["forecast"]["fits"]


def test_past_its_deadline_a_project_does_not_fit(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = " ".join(shown(capsys, plan, "--today", "2025-10-13", "--lang", "en").split())
    assert "Fits: no" in text
    assert "Forecast: finishes 11 working days late, because B; it fits if the deadline moves to 2025-10-13" in text
    assert "Fits: yes" in shown(capsys, plan, "--today", "2025-08-20", "--lang", "en")


def test_a_plan_that_was_issued_is_compared_with_its_issue(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert frame.run(["issue", "--plan", str(plan), "--on", "2025-09-01"]) == 0
    later = PLAN.replace("deadline: 2025-09-22", "deadline: 2025-09-29")
    (plan / "plan.yaml").write_text(later, encoding="utf-8")
    capsys.readouterr()
    data = json.loads(shown(capsys, plan, "--format", "json", "--today", "2025-09-09"))
    assert data["stages"][1]["latest_finish"] == "2025-09-29"
    assert data["stages"][1]["variance"] == -4
