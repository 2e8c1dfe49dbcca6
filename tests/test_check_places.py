"""Which plans ``check`` checks when files, folders and strangers are named."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from check_builders import JOBS, MAIN, TYPO, check, plan_folder

from perfplan.cli.places import files_of, plans_of

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def places(*paths: str, skip_others: bool = False) -> list[str]:
    return [place.as_posix() for place in plans_of(paths, skip_others=skip_others)]


def test_a_file_of_a_plan_means_that_plan_once(here: Path) -> None:
    plan_folder(here / "a")
    (here / "a" / "history").mkdir()
    (here / "a" / "history" / "x.csv").write_text("target,period,value\n", encoding="utf-8")
    (here / "a" / "ledger").mkdir()
    (here / "a" / "ledger" / "x.jsonl").write_text("", encoding="utf-8")
    inside = ["plan.yaml", "units.yaml", "targets/jobs.yaml", "history/x.csv", "ledger/x.jsonl", "targets", ""]
    for name in inside:
        assert places(f"a/{name}") == ["a"]
    assert places(*(f"a/{name}" for name in inside)) == ["a"]
    assert places(str(here / "a" / "units.yaml")) == [(here / "a").as_posix()]


def test_places_are_named_the_way_they_were_given(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plan_folder(here / "a")
    monkeypatch.chdir(here / "a")
    assert places("units.yaml", "targets/jobs.yaml", ".") == ["."]
    monkeypatch.chdir(here / "a" / "targets")
    assert places("jobs.yaml") == [".."]


def test_several_plans_keep_their_order(here: Path) -> None:
    for name in ("b", "a"):
        plan_folder(here / name)
    assert places("b/units.yaml", "a", "b") == ["b", "a"]


def test_a_link_to_a_plan_is_that_plan(here: Path) -> None:
    plan_folder(here / "a")
    (here / "link").symlink_to("a")
    assert places("a", "link/units.yaml") == ["a"]


def test_a_plan_in_one_file_is_itself(here: Path) -> None:
    (here / "small.yaml").write_text(MAIN, encoding="utf-8")
    assert places("small.yaml") == places("small.yaml", skip_others=True) == ["small.yaml"]


def test_what_belongs_to_no_plan_is_checked_as_it_is_or_passed_over(here: Path, capsys: Capture) -> None:
    plan_folder(here / "a")
    (here / "a" / "notes").mkdir()
    strangers = ["a/notes/x.yaml", "a/notes", "compose.yaml", "gone.yaml"]
    for name in (strangers[0], strangers[2]):
        (here / name).write_text("services: {}\n", encoding="utf-8")
    assert places(*strangers) == strangers
    assert places(*strangers, skip_others=True) == []
    (here / "job.yaml").write_text("perfplan:\n  script: perfplan check\n", encoding="utf-8")
    assert places("job.yaml", skip_others=True) == [], "a section of that name is no plan"
    assert check("--skip-others", *strangers) == 0
    assert capsys.readouterr() == ("", "files checked: 0; nothing to report\n")
    assert check("gone.yaml") == 2


def test_the_nearest_plan_counts(here: Path) -> None:
    plan_folder(here)
    plan_folder(here / "targets" / "inner")
    assert places("targets/inner/units.yaml") == ["targets/inner"]
    assert places("units.yaml") == ["."]


def test_rules_between_files_hold_when_one_file_is_named(here: Path, capsys: Capture) -> None:
    plan_folder(here / "a", targets__other=JOBS.replace("fgw", "fgww").replace("jobs", "other"))
    assert check("a/targets/jobs.yaml", "a/units.yaml", "--format", "json") == 1
    found = json.loads(capsys.readouterr().out)
    assert len(found["files"]) == 4
    assert ("PP302", "a/targets/other.yaml") in {(item["code"], item["file"]) for item in found["findings"]}


def test_the_files_of_a_plan(here: Path) -> None:
    plan_folder(here, targets__typo=TYPO)
    names = [file.as_posix() for file in files_of(Path())]
    assert names == ["plan.yaml", "targets/jobs.yaml", "targets/typo.yaml", "units.yaml"]
    assert files_of(Path("one.yaml")) == [Path("one.yaml")]
