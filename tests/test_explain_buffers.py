"""What ``explain`` says of buffers: their arithmetic, the dates that keep them, and how much of them is eaten."""

from __future__ import annotations

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
units: [{id: office, name: Office, head: ann}]
people: [{id: ann, name: Ann, unit: office}]
projects:
  - id: p01
    name: Hall
    lead_unit: office
    start: 2025-03-03
    deadline: 2025-04-25
    buffer: RULE
    feeding_buffers: {days: 2wd}
    stages:
      - {id: a, name: A, duration: 10wd}
      - {id: b, name: B, duration: {optimistic: 9wd, likely: 10wd, pessimistic: 20wd}, after: [a]}
      - {id: side, name: Side, duration: 4wd, after: [a]}
      - {id: end, name: End, duration: 5wd, after: [b, side]}
"""


def explained(folder: Path, capsys: pytest.CaptureFixture[str], what: str, rule: str, *records: object) -> str:
    (folder / "plan.yaml").write_text(PLAN.replace("RULE", rule), encoding="utf-8")
    (folder / "ledger").mkdir(exist_ok=True)
    lines = "".join(json.dumps(record) + "\n" for record in records)
    (folder / "ledger" / "2025.jsonl").write_text(lines, encoding="utf-8")
    assert frame.run(["explain", what, "--plan", str(folder), "--lang", "en"]) == 0
    return " ".join(capsys.readouterr().out.split())


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PERFPLAN_TODAY", "2025-03-31")
    monkeypatch.setenv("COLUMNS", "500")  # places of long paths in one piece


def test_a_share_is_worked_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """25 working days of A, B and End, a quarter of them is 6.25; 16 April is seven days before the deadline."""
    text = explained(tmp_path, capsys, "p01", "{share: 25%}")
    assert "the buffer of 7 working days is 25% of the 25 working days of A → B → End, rounded up (" in text
    assert "plan.yaml:15)" in text
    assert "begins by 2025-03-13 and is ready by 2025-04-16; without them it would have to begin by 2025-03-24" in text
    assert "after Side the plan asks for 2 working days of buffer" in text


def test_a_confidence_names_its_runs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = explained(tmp_path, capsys, "p01", "{confidence: 90%}")
    assert "is the shortest with which 90% of the runs keep the deadline: 9" in text
    assert "% of 10000 do (" in text


def test_days_are_what_the_plan_asks_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "the buffer of 3 working days is what the plan asks for (" in explained(
        tmp_path, capsys, "p01", "{days: 3wd}"
    )


def test_what_the_forecast_has_eaten(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A ended on 28 March: B, 10 days, and End, 5, then last until 18 April, five days before the deadline."""
    done = {"kind": "done", "id": "1", "task": "p01/a", "on": "2025-03-28", "at": "2025-03-28"}
    text = explained(tmp_path, capsys, "p01", "{days: 7wd}", done)
    eaten = "the forecast ends on 2025-04-18, 5 working days before the deadline: 2 working days of 7 working days"
    assert f"{eaten} are eaten" in text
    assert "all 7 working days" not in text
    late = {"kind": "started", "id": "2", "task": "p01/b", "on": "2025-03-31", "at": "2025-03-31", "remaining": "18wd"}
    text = explained(tmp_path, capsys, "p01", "{days: 7wd}", done, late)
    assert "3 working days after the deadline: all 7 working days are eaten" in text
    assert "finishes 3 working days late" in text


def test_a_stage_says_which_dates_keep_the_buffers(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = explained(tmp_path, capsys, "p01/b", "{days: 7wd}")
    assert "it should begin on 2025-03-27 and end on 2025-04-09: 7 working days before its latest start" in text
    assert "it decides when the project ends in 100.0% of 10000 runs" in text
    assert "after Side" in explained(tmp_path, capsys, "p01/side", "{days: 7wd}")
