"""Remembering a plan between runs: only ever the same answer, never a stale one, never an error of its own."""

from __future__ import annotations

import pickle
import shutil
from pathlib import Path

import pytest
from cli_process import environment, perfplan

from perfplan import keeping
from perfplan.load import LoadResult, memory
from perfplan.load.memory import load_remembered

ROOT = Path(__file__).parent.parent


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    folder = tmp_path / "plan"
    shutil.copytree(ROOT / "examples" / "methods" / "history", folder)
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "memory"


@pytest.fixture
def loads(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The plans that were really loaded."""
    seen: list[Path] = []
    load = memory._load

    def noted(path: Path) -> LoadResult:
        seen.append(path)
        return load(path)

    monkeypatch.setattr(memory, "_load", noted)
    return seen


def test_an_unchanged_plan_is_loaded_once(plan: Path, folder: Path, loads: list[Path]) -> None:
    first, second = load_remembered(plan, folder), load_remembered(plan, folder)
    assert loads == [plan]
    assert first.plan is not None
    assert first.plan == second.plan
    assert first.files == second.files


@pytest.mark.parametrize("name", ["plan.yaml", "history/new.csv", "more.yaml"])
def test_any_change_of_any_file_is_seen(plan: Path, folder: Path, loads: list[Path], name: str) -> None:
    load_remembered(plan, folder)
    with (plan / name).open("a", encoding="utf-8") as file:
        file.write("# one more line\n")
    load_remembered(plan, folder)
    assert loads == [plan, plan]


def test_the_same_bytes_under_another_name_are_another_plan(plan: Path, folder: Path, loads: list[Path]) -> None:
    load_remembered(plan, folder)
    other = plan.rename(plan.with_name("other"))
    found = load_remembered(other, folder).plan
    assert loads == [plan, other]
    assert found is not None
    assert found.location.file.startswith(other.as_posix())


def test_a_plan_with_findings_is_not_remembered(plan: Path, folder: Path, loads: list[Path]) -> None:
    (plan / "wrong.yaml").write_text("unknown_key: 1\n", encoding="utf-8")
    assert load_remembered(plan, folder).findings == load_remembered(plan, folder).findings != []
    assert loads == [plan, plan]


@pytest.mark.parametrize("content", [b"", b"x", pickle.dumps("not a plan")])
def test_a_broken_memory_is_forgotten(plan: Path, folder: Path, loads: list[Path], content: bytes) -> None:
    load_remembered(plan, folder)
    (entry,) = folder.iterdir()
    entry.write_bytes(entry.read_bytes()[: memory.DIGEST] + content)
    assert load_remembered(plan, folder).plan is not None
    assert loads == [plan, plan]


@pytest.mark.parametrize("mode", [0o770, 0o707])
def test_a_folder_that_others_can_write_to_is_not_trusted(
    plan: Path, folder: Path, loads: list[Path], mode: int
) -> None:
    load_remembered(plan, folder)
    folder.chmod(mode)
    load_remembered(plan, folder)
    assert loads == [plan, plan]


def test_a_file_that_others_can_write_to_is_not_trusted(plan: Path, folder: Path, loads: list[Path]) -> None:
    load_remembered(plan, folder)
    (entry,) = folder.iterdir()
    entry.chmod(0o666)
    load_remembered(plan, folder)
    assert loads == [plan, plan]


def test_another_perfplan_loads_anew(
    plan: Path, folder: Path, loads: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    load_remembered(plan, folder)
    monkeypatch.setattr(keeping, "program", lambda: "another")
    load_remembered(plan, folder)
    assert loads == [plan, plan]


def test_without_a_place_to_remember_everything_is_loaded(plan: Path, loads: list[Path], tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    assert load_remembered(plan, None).plan is not None
    assert load_remembered(plan, blocked / "memory").plan is not None
    assert loads == [plan, plan]


def test_a_missing_plan_is_a_finding_as_ever(tmp_path: Path, folder: Path) -> None:
    assert [found.code for found in load_remembered(tmp_path / "none.yaml", folder).findings] == ["PP101"]


def test_a_command_says_the_same_from_memory(tmp_path: Path) -> None:
    env = environment(XDG_CACHE_HOME=str(tmp_path), PERFPLAN_MEMORY="on")
    first, second = (perfplan("timeline", "--plan", "plans/county-2025", env=env) for _ in range(2))
    assert (first.returncode, first.stdout) == (second.returncode, second.stdout)
    assert len(list((tmp_path / "perfplan").iterdir())) == 1
