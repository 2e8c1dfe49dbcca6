"""perfplan note, and records that the plan does not know or that make no sense."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from ledger_desk import good, loaded, progress, run, shop

from perfplan.track.audit import ledger_findings


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    return shop(tmp_path)


def test_notes_problems_and_evidence_are_kept_and_taken_back_by_their_words(plan: Path) -> None:
    words = ("note", "sales@north", "slow start", "--problem", "no stock", "--measure", "order", "--evidence", "a.pdf")
    assert len(good(plan, *words).splitlines()) == 3
    state = progress(plan).state("sales@north")
    assert (state.notes[0].text, state.problems[0].measure, state.evidence[0].evidence) == (
        "slow start",
        "order",
        "a.pdf",
    )
    good(plan, *words, "--undo")
    assert "sales@north" not in progress(plan).tasks
    assert run(plan, *words, "--undo").returncode == 2
    assert "nothing to keep" in run(plan, "note", "sales").stderr
    assert "did you mean sales?" in run(plan, "note", "sale", "x").stderr
    assert run(plan, "note", "p01", "a project").returncode == 0


def test_records_of_what_the_plan_lacks_and_without_sense_are_found(plan: Path) -> None:
    lines = [
        {"kind": "progress", "id": "1", "target": "sales", "on": "2025-03-31", "at": "2025-04-01", "value": "1"},
        {"kind": "progress", "id": "2", "target": "sale", "on": "2025-03-31", "at": "2025-04-01", "value": "1"},
        {"kind": "closed", "id": "3", "task": "p01/tender", "on": "2025-03-31", "at": "2025-04-01"},
        {"kind": "note", "id": "4", "about": "p01", "at": "2025-04-01", "text": "x"},
        {"kind": "retract", "id": "5", "record": "nothing", "at": "2025-04-01"},
    ]
    plan.with_suffix(".ledger.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    found = [(f.code, f.location.line, dict(f.args)) for f in ledger_findings(loaded(plan), plan)]
    assert found == [
        ("PP803", 2, {"id": "sale", "nearest": "sales"}),
        ("PP804", 3, {"problem": "the task is not done, so it cannot be closed"}),
        ("PP804", 5, {"problem": "the ledger has no record with the id that it names"}),
    ]
