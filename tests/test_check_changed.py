"""``check --changed``: what changes answer for, as a real git sees them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from check_builders import JOBS, MAIN, TYPO, UNITS, WARNING, check, git, plan_folder, repository

from perfplan.cli.parsing import spelt_out

Capture = pytest.CaptureFixture[str]

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


@pytest.fixture
def plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A committed plan with one old warning, in a repository that is the current folder."""
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    plan_folder(tmp_path / "p", targets__office=WARNING)
    repository(tmp_path)
    return tmp_path / "p"


def found(capsys: Capture, *args: str) -> list[tuple[str, str]]:
    check("p", *args, "--format", "json")
    return [(item["code"], item["file"]) for item in json.loads(capsys.readouterr().out)["findings"]]


def add(file: Path, text: str) -> None:
    file.write_text(file.read_text(encoding="utf-8") + text, encoding="utf-8")


def test_nothing_changed_nothing_said(plan: Path, capsys: Capture) -> None:
    assert check(plan) == 0
    assert "PP507" in capsys.readouterr().out
    assert check(plan, "--changed") == 0
    out, err = capsys.readouterr()
    assert out == ""
    assert err == ("older findings in files that have not changed, not shown: 1\nfiles checked: 4; nothing to report\n")


def test_an_edited_file_is_reported_whole(plan: Path, capsys: Capture) -> None:
    add(plan / "targets" / "jobs.yaml", TYPO)
    assert found(capsys, "--changed") == [("PP203", "p/targets/jobs.yaml")]
    add(plan / "targets" / "office.yaml", "# looked at\n")
    assert ("PP507", "p/targets/office.yaml") in found(capsys, "--changed")


@pytest.mark.parametrize("stage", [False, True])
def test_new_files_count_staged_or_not(plan: Path, stage: bool, capsys: Capture) -> None:
    (plan / "targets" / "新.yaml").write_text(TYPO, encoding="utf-8")
    if stage:
        git(plan, "add", "-A")
    assert found(capsys, "--changed") == [("PP203", "p/targets/新.yaml")]


def test_a_renamed_file_counts(plan: Path, capsys: Capture) -> None:
    git(plan, "mv", "targets/office.yaml", "targets/centre.yaml")
    assert found(capsys, "--changed") == [("PP507", "p/targets/centre.yaml")]


def test_what_a_change_breaks_elsewhere_is_reported(plan: Path, capsys: Capture) -> None:
    (plan / "units.yaml").write_text(UNITS.replace("fgw", "fgj"), encoding="utf-8")
    broken = found(capsys, "--changed")
    assert ("PP302", "p/targets/jobs.yaml") in broken
    assert ("PP507", "p/targets/office.yaml") not in broken


def test_a_removed_file_that_others_need(plan: Path, capsys: Capture) -> None:
    (plan / "units.yaml").unlink()
    assert ("PP302", "p/targets/jobs.yaml") in found(capsys, "--changed")


def test_against_an_older_revision(plan: Path, capsys: Capture) -> None:
    add(plan / "targets" / "jobs.yaml", TYPO)
    git(plan, "commit", "-qam", "typo")
    assert found(capsys, "--changed") == []
    for form in (["--changed", "HEAD~1"], ["--changed=HEAD~1"]):
        assert found(capsys, *form) == [("PP203", "p/targets/jobs.yaml")]
    git(plan, "branch", "before", "HEAD~1")
    assert found(capsys, "--changed", "before") == [("PP203", "p/targets/jobs.yaml")]


def test_a_plan_in_one_file_and_a_plan_that_is_new(plan: Path, capsys: Capture) -> None:
    single = plan.parent / "single.yaml"
    single.write_text(MAIN + UNITS + JOBS, encoding="utf-8")
    git(plan, "add", "-A")
    git(plan, "commit", "-qm", "single")
    add(single, TYPO)
    fresh = plan_folder(plan.parent / "fresh", targets__office=WARNING)
    assert check(single, fresh, "--changed", "--format", "json") == 1
    codes = [item["code"] for item in json.loads(capsys.readouterr().out)["findings"]]
    assert sorted(codes) == ["PP203", "PP507"]


def test_inside_a_hook_git_is_asked_about_the_right_repository(
    plan: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    add(plan / "targets" / "jobs.yaml", TYPO)
    monkeypatch.setenv("GIT_DIR", ".git")
    monkeypatch.setenv("GIT_INDEX_FILE", "nowhere")
    assert found(capsys, "--changed") == [("PP203", "p/targets/jobs.yaml")]


def test_only_files_that_changed_are_repaired(plan: Path, capsys: Capture) -> None:
    old, new = plan / "targets" / "office.yaml", plan / "targets" / "jobs.yaml"
    old.write_text(WARNING.replace("2025-10-01", "2025/10/9"), encoding="utf-8")
    git(plan, "commit", "-qam", "a slip that nobody is asked about now")
    new.write_text(JOBS.replace("5200", "５２００"), encoding="utf-8")
    assert check(plan, "--changed", "--diff") == 1
    out, err = capsys.readouterr()
    assert "+  - {id: jobs" in out
    assert "office" not in out
    assert err == "can be repaired: 1; files to change: 1\n"
    check(plan, "--changed", "--fix")
    assert new.read_text(encoding="utf-8") == JOBS
    assert "2025/10/9" in old.read_text(encoding="utf-8")
    check(plan, "--fix")
    assert "2025-10-09" in old.read_text(encoding="utf-8")


def test_what_has_changed_must_be_known_before_anything_is_repaired(plan: Path, capsys: Capture) -> None:
    (plan / "targets" / "jobs.yaml").write_text(JOBS.replace("5200", "５２００"), encoding="utf-8")
    assert check(plan, "--changed", "no-such-branch", "--fix") == 2
    assert "５２００" in (plan / "targets" / "jobs.yaml").read_text(encoding="utf-8")


def test_usage_errors(plan: Path, tmp_path_factory: pytest.TempPathFactory, capsys: Capture) -> None:
    assert check(plan, "--changed", "no-such-branch") == 2
    assert "git knows no revision no-such-branch" in capsys.readouterr().err
    assert check(plan, "--changed=--output=x") == 2
    assert "git knows no revision --output=x" in capsys.readouterr().err
    outside = plan_folder(tmp_path_factory.mktemp("outside"))
    assert check(outside, "--changed") == 2
    assert "is not in a git repository" in capsys.readouterr().err


def test_without_git(plan: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    monkeypatch.setenv("PATH", "")
    assert check(plan, "--changed") == 2
    assert capsys.readouterr().err == "error: this needs git, which is not installed\n"


@pytest.mark.parametrize(
    ("args", "spelt"),
    [
        (["--changed"], ["--changed=HEAD"]),
        (["--changed", "main"], ["--changed", "main"]),
        (["--changed", "p"], ["--changed=HEAD", "p"]),
        (["--changed=x", "p"], ["--changed=x", "p"]),
        (["p", "--changed", "--format", "json"], ["p", "--changed=HEAD", "--format", "json"]),
        (["--changed", "--", "--changed"], ["--changed=HEAD", "--", "--changed"]),
        (["p"], ["p"]),
    ],
)
def test_the_revision_may_be_left_out(plan: Path, args: list[str], spelt: list[str]) -> None:
    assert spelt_out(args, {"--changed": "HEAD"}) == spelt
