"""Sharing the work over processes: the same bytes however many there are, and no failure is lost."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from perfplan.export import build as building
from perfplan.export.build import Request, build
from perfplan.export.processes import run_together
from perfplan.i18n import Translator
from perfplan.load import load_plan
from perfplan.model.period import Level

ROOT = Path(__file__).parent.parent


def _request(out: Path, task_format: str, processes: int) -> Request:
    return Request(
        out,
        frozenset((Level.QUARTER, Level.MONTH, Level.DAY)),
        task_format,
        Translator("en"),
        lambda _d, _o: None,
        processes,
    )


@pytest.mark.parametrize("task_format", ["csv", "jsonl"])
@pytest.mark.parametrize("processes", [2, 3, 7])
def test_any_number_of_processes_writes_the_same_bytes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, task_format: str, processes: int
) -> None:
    monkeypatch.setattr(building, "WORTH_SHARING", 1)
    plan = load_plan(ROOT / "plans" / "county-2025").plan
    assert plan is not None
    alone, shared = tmp_path / "alone", tmp_path / "shared"
    first = build(plan, _request(alone, task_format, 1))
    second = build(plan, _request(shared, task_format, processes))
    files = sorted(path.relative_to(alone) for path in alone.rglob("*"))
    assert files == sorted(path.relative_to(shared) for path in shared.rglob("*"))
    assert all(
        (alone / name).read_bytes() == (shared / name).read_bytes() for name in files if (alone / name).is_file()
    )
    assert (first.counts, first.targets, first.deviations) == (second.counts, second.targets, second.deviations)


def test_results_come_in_order() -> None:
    def job(number: int) -> Callable[[], int]:
        def run() -> int:
            time.sleep(0.02 * (4 - number))
            return number

        return run

    assert run_together([job(number) for number in range(5)]) == list(range(5))


def test_what_a_process_raises_is_raised_here() -> None:
    def fail() -> int:
        raise LookupError("in the other process")

    with pytest.raises(LookupError, match="in the other process"):
        run_together([lambda: 1, fail])


def test_a_failure_here_ends_the_others(tmp_path: Path) -> None:
    def slow() -> int:
        (tmp_path / "number").write_text(str(os.getpid()))
        (tmp_path / "started").touch()
        time.sleep(30)
        return 1

    def fail() -> int:
        while not (tmp_path / "started").exists():
            time.sleep(0.01)
        raise LookupError("here")

    with pytest.raises(LookupError, match="here"):
        run_together([fail, slow])
    with pytest.raises(ChildProcessError):  # ended, and waited for
        os.waitpid(int((tmp_path / "number").read_text()), os.WNOHANG)


def test_a_process_that_is_killed_is_told() -> None:
    def dies() -> int:
        os.kill(os.getpid(), 9)
        return 1

    with pytest.raises(ChildProcessError):
        run_together([lambda: 1, dies])
