"""What a check found is remembered: the same findings while nothing changes, and a new check when anything does."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from cli_process import environment, perfplan

from perfplan.cli import checking
from perfplan.cli.checking import Checked, check_plans
from perfplan.lint.choice import Choice

ROOT = Path(__file__).parent.parent
TODAY = date(2025, 3, 1)
Check = Callable[..., tuple[Checked, bool]]


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    folder = tmp_path / "plan"
    shutil.copytree(ROOT / "examples" / "methods" / "history", folder)
    (folder / "wrong.yaml").write_text("people:\n  - {id: x, name: 某人, unit: nowhere}\n", encoding="utf-8")
    return folder


@pytest.fixture
def check(plan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Check:
    """Check the plan; also returns whether that was really done."""
    done: list[Path] = []
    really = checking.check_plan

    def noted(place: Path, today: date | None = None, asked: Choice | None = None) -> Checked:
        done.append(place)
        return really(place, today, asked)

    monkeypatch.setattr(checking, "check_plan", noted)

    def checked(today: date = TODAY, asked: Choice | None = None) -> tuple[Checked, bool]:
        done.clear()
        (found,) = check_plans([plan], 1, today, asked, tmp_path / "memory")
        return found, bool(done)

    return checked


def test_an_unchanged_plan_is_checked_once_with_errors_too(check: Check) -> None:
    (first, fresh), (second, again) = check(), check()
    assert (fresh, again) == (True, False)
    assert [finding.code for finding in first.findings] == ["PP302"]
    assert second == first


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("plan.yaml", "# a line\n"),
        ("wrong.yaml", "# a line\n"),
        ("targets/more.yaml", "targets: []\n"),
        ("history/more.csv", "target,unit,period,value\n"),
        ("ledger/records.jsonl", "{}\n"),
        ("issued/2025-02-10.tsv", "nothing\n"),
        ("elsewhere/stray.yaml", "a: 1\n"),
    ],
)
def test_whatever_a_check_reads_is_noticed(plan: Path, check: Check, name: str, text: str) -> None:
    check()
    (plan / name).parent.mkdir(exist_ok=True)
    with (plan / name).open("a", encoding="utf-8") as file:
        file.write(text)
    found, fresh = check()
    assert fresh
    assert check() == (found, False)


def test_another_day_and_other_codes_are_other_checks(check: Check) -> None:
    check()
    assert check(date(2025, 3, 2))[1]
    found, fresh = check(asked=Choice(ignore=("PP3",)))
    assert fresh
    assert found.findings == ()
    assert not check(asked=Choice(ignore=("PP3",)))[1]


def test_what_is_no_file_is_not_waited_for(plan: Path, check: Check) -> None:
    os.mkfifo(plan / "pipe.yaml")
    first, second = check(), check()
    assert first == second
    assert first[1]


def test_a_damaged_memory_is_forgotten(tmp_path: Path, check: Check) -> None:
    first, _ = check()
    for file in (tmp_path / "memory").glob("*.check"):
        file.write_bytes(file.read_bytes()[:40] + b"?")
    assert check() == (first, True)


def test_the_command_says_the_same_twice(plan: Path, tmp_path: Path) -> None:
    env = environment(XDG_CACHE_HOME=str(tmp_path / "cache"), PERFPLAN_MEMORY="on")
    runs = [perfplan("check", "--format", "json", str(plan), env=env) for _ in range(2)]
    assert runs[0].returncode == runs[1].returncode == 1
    assert runs[0].stdout == runs[1].stdout
    assert list((tmp_path / "cache" / "perfplan").glob("*.check"))
    off = perfplan("check", "--format", "json", str(plan), env={**env, "PERFPLAN_MEMORY": "off"})
    assert off.stdout == runs[0].stdout
