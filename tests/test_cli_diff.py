"""``perfplan diff``: what changed between two versions of a plan, between paths and in git."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from cli_process import environment, perfplan

PLAN = """\
perfplan: 1
id: shop
name: Shop
year: 2026
units: [{id: shop, name: Shop, head: ann}]
people: [{id: ann, name: Ann, unit: shop}, {id: bob, name: Bob, unit: shop}]
targets:
  - {id: sales, name: Sales, kind: flow, uom: k, value: 120, lead_unit: shop}
  - {id: calls, name: Calls, kind: flow, value: 24, lead_unit: shop}
projects:
  - id: web
    name: Web shop
    lead_unit: shop
    start: 2026-01-05
    deadline: 2026-03-31
    stages: [{id: build, name: Build, duration: 20wd}]
"""


@pytest.fixture
def plans(tmp_path: Path) -> tuple[Path, Path]:
    old, new = tmp_path / "old.yaml", tmp_path / "new.yaml"
    old.write_text(PLAN, encoding="utf-8")
    changed = PLAN.replace("value: 120", "value: 180").replace("- {id: calls", "- {id: mails").replace("03-31", "04-30")
    new.write_text(changed.replace("id: sales, name: Sales", "id: sales, owner: bob, name: Sales"), encoding="utf-8")
    return old, new


def test_the_same_plan_has_no_changes(plans: tuple[Path, Path]) -> None:
    done = perfplan("diff", str(plans[0]), str(plans[0]))
    assert done.returncode == 0
    assert done.stdout.splitlines() == [
        "Targets: 0 added, 0 removed, 0 changed",
        "Tasks: 0 added, 0 removed, 0 changed",
    ]


def test_targets_tasks_and_dates_are_told(plans: tuple[Path, Path]) -> None:
    done = perfplan("diff", *map(str, plans), "--level", "quarter")
    lines = done.stdout.replace("\n  ", " ").splitlines()  # long lines are folded
    assert done.returncode == 0
    assert lines[0] == "Targets: 1 added, 1 removed, 1 changed"
    assert "~ sales Sales: value 120 → 180; supervisor Ann → Bob; owner Ann → Bob; handlers Ann → Bob" in lines
    assert "+ mails Calls" in lines
    assert "- calls Calls" in lines
    quarter = next(line for line in lines if line.startswith("~ sales/2026-Q1 Sales:"))
    assert quarter.endswith("amount 30 → 45; checkpoint 30 → 45")
    assert any(line.startswith("~ web/build") and "2026-04-30" in line for line in lines)


def test_json_says_the_same(plans: tuple[Path, Path]) -> None:
    found = json.loads(perfplan("diff", *map(str, plans), "--format", "json", "--level", "month").stdout)
    assert {change["id"]: change["change"] for change in found["targets"]} == {
        "sales": "changed",
        "mails": "added",
        "calls": "removed",
    }
    sales = next(change for change in found["targets"] if change["id"] == "sales")
    assert sales["fields"]["value"] == {"old": "120", "new": "180"}
    months = [change for change in found["tasks"] if change["id"].startswith("sales/")]
    assert [change["fields"]["amount"] for change in months] == [{"old": "10", "new": "15"}] * 12


def test_a_version_in_git_is_compared(plans: tuple[Path, Path], tmp_path: Path) -> None:
    folder = tmp_path / "repo"
    folder.mkdir()
    shutil.copy(plans[0], folder / "plan.yaml")
    env = environment(GIT_CONFIG_GLOBAL="/dev/null", GIT_CONFIG_SYSTEM="/dev/null")
    who = ["-c", "user.name=a", "-c", "user.email=a@b.c"]
    for words in (["init", "-q"], ["add", "."], [*who, "commit", "-q", "-m", "first"]):
        subprocess.run(["git", *words], cwd=folder, env=env, check=True)
    shutil.copy(plans[1], folder / "plan.yaml")
    done = perfplan("diff", "HEAD:plan.yaml", "plan.yaml", cwd=folder, env=env)
    assert done.returncode == 0
    assert "~ sales Sales: value 120 → 180" in done.stdout


@pytest.mark.parametrize("old", ["HEAD:none.yaml", "--help:x", "no such revision:plan.yaml", "-x:y"])
def test_what_is_no_version_is_a_usage_error(plans: tuple[Path, Path], tmp_path: Path, old: str) -> None:
    done = perfplan("diff", "--", old, str(plans[1]), cwd=tmp_path)
    assert done.returncode == 2
    assert done.stdout == ""
    assert "Traceback" not in done.stderr


def test_a_plan_with_errors_is_shown_with_its_places(plans: tuple[Path, Path]) -> None:
    plans[0].write_text(PLAN.replace("value: 120", "value: many"), encoding="utf-8")
    done = perfplan("diff", *map(str, plans))
    assert done.returncode == 1
    assert "PP206" in done.stderr
