"""What is reported: chosen on the command line, in the plan, by severity; and what a plan is checked against."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from cli_process import environment, perfplan
from hypothesis import given
from hypothesis import strategies as st

from perfplan.checks._rule import Day, codes, named_codes
from perfplan.checks.runner import run_checks
from perfplan.diagnostics import Severity
from perfplan.ledger.record import Started
from perfplan.ledger.store import append, ledger_file
from perfplan.lint.choice import Choice, is_wanted
from perfplan.lint.inspection import Inspection, inspect
from perfplan.load import load_plan
from perfplan.load.strays import stray_findings
from perfplan.model.checking import CheckSettings

PLAN = """\
perfplan: 1
id: demo
name: 示例县
year: 2025
calendar: CN
units: [{id: fgw, name: 县发展和改革局, head: wang-min}, {id: gxj, name: 县工信局, head: li-na}]
people: [{id: wang-min, name: 王敏, unit: fgw}, {id: li-na, name: 李娜, unit: gxj}]
targets:
  - {id: office, name: 中心启用, kind: milestone, due: 2025-10-01, lead_unit: fgw, owner: li-na,
     actions: [{id: a, name: 巡查, rule: "FREQ=WEEKLY;BYDAY=TU"}]}
  - {id: jobs, name: 就业, kind: flow, uom: 人, value: 5200, lead_unit: gxj}
projects:
  - id: p01
    name: 标准厂房
    lead_unit: gxj
    start: 2025-03-03
    deadline: 2025-11-28
    stages:
      - {id: tender, name: 招标, duration: 20wd}
      - {id: permit, name: 许可, duration: 10wd}
      - {id: build, name: 施工, duration: 90wd, after: [tender]}
"""
CODES = st.sampled_from(codes())
BEGINNINGS = st.lists(st.one_of(CODES, st.sampled_from(["PP1", "PP5", "PP50", "PP"])), max_size=3).map(tuple)


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.yaml"
    path.write_text(PLAN, encoding="utf-8")
    return path


def found_codes(found: Inspection) -> list[str]:
    return sorted(finding.code for finding in found.findings)


def test_everything_is_reported_unless_somebody_says_otherwise(plan: Path) -> None:
    assert found_codes(inspect(plan)) == ["PP507", "PP702"]
    assert found_codes(inspect(plan, asked=Choice(select=("PP7",)))) == ["PP702"]
    assert found_codes(inspect(plan, asked=Choice(ignore=("PP507",)))) == ["PP702"]
    assert found_codes(inspect(plan, asked=Choice(select=("PP",), ignore=("PP50",)))) == ["PP702"]
    assert inspect(plan, asked=Choice(ignore=("PP5", "PP7"))).ignored == 2


def test_the_longer_beginning_wins_and_ignore_of_equals() -> None:
    assert Choice(("PP507",), ("PP5",)).wants("PP507") is True
    assert Choice(("PP5",), ("PP507",)).wants("PP507") is False
    assert Choice(("PP507",), ("PP507",)).wants("PP507") is False
    assert Choice((), ("PP5",)).wants("PP702") is None


def test_the_command_line_wins_over_the_plan() -> None:
    settings = CheckSettings(select=("PP7",), ignore=("PP702",))
    assert not is_wanted("PP702", Choice(), settings)
    assert not is_wanted("PP507", Choice(), settings)
    assert is_wanted("PP702", Choice(select=("PP702",)), settings)
    assert is_wanted("PP507", Choice(select=("PP5",)), settings)


@given(CODES, BEGINNINGS, BEGINNINGS, BEGINNINGS, BEGINNINGS)
def test_a_file_that_cannot_be_read_is_always_said(
    code: str, select: tuple[str, ...], ignore: tuple[str, ...], picked: tuple[str, ...], passed: tuple[str, ...]
) -> None:
    settings = CheckSettings(select=picked, ignore=passed)
    assert is_wanted("PP101", Choice(select, ignore), settings)
    assert is_wanted(code, Choice((), ()), CheckSettings())
    if code in select and code not in ignore:
        assert is_wanted(code, Choice(select, ignore), settings)


def test_beginnings_name_codes() -> None:
    assert named_codes("PP507") == ("PP507",)
    assert set(named_codes("PP5")) == {code for code in codes() if code.startswith("PP5")}
    assert named_codes("PP") == codes()
    assert named_codes("P") == named_codes("") == named_codes("PP570") == ()


def test_the_plan_says_how_it_is_checked(plan: Path) -> None:
    plan.write_text(PLAN + "check: {ignore: [PP702], severity: {PP5: error}}\n", encoding="utf-8")
    found = inspect(plan)
    assert [(finding.code, finding.severity) for finding in found.findings] == [("PP507", Severity.ERROR)]
    assert found.ignored == 1
    assert load_plan(plan).plan is not None, "a severity of the plan's own is check's, and stops no other command"


def test_check_says_how_many_are_ignored(plan: Path) -> None:
    done = perfplan("check", str(plan), "--ignore", "PP507,PP7", "--today", "2025-01-02")
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == "files checked: 1; errors: 0; warnings: 0; notes: 0; ignored: 2\n"


def test_check_fails_on_a_severity_of_the_plans_own(plan: Path) -> None:
    plan.write_text(PLAN + "check: {severity: {PP507: error}}\n", encoding="utf-8")
    done = perfplan("check", str(plan), "--format", "json", "--today", "2025-01-02")
    assert done.returncode == 1
    assert {item["code"]: item["severity"] for item in json.loads(done.stdout)["findings"]} == {
        "PP507": "error",
        "PP702": "warning",
    }


@pytest.mark.parametrize("option", ["--select", "--ignore"])
def test_an_unknown_code_is_a_usage_error_with_the_nearest(option: str, plan: Path) -> None:
    done = perfplan("check", str(plan), option, "PP5,PP570")
    assert (done.returncode, done.stdout) == (2, "")
    assert "PP570" in done.stderr
    assert "PP507" in done.stderr
    chinese = perfplan("check", str(plan), option, "x", env=environment(PERFPLAN_LANG="zh"))
    assert chinese.returncode == 2
    assert "no finding" not in chinese.stderr


def day(text: str, *done: str) -> Day:
    return Day(date.fromisoformat(text), frozenset(done))


def begun(text: str, *started: str) -> Day:
    return Day(date.fromisoformat(text), frozenset(), frozenset(started))


def late(plan: Path, when: Day) -> list[str]:
    resolved = load_plan(plan).plan
    assert resolved is not None
    return [str(f.args["stage"]) for f in run_checks(resolved, (), when) if f.code == "PP603"]


def test_the_first_open_stage_is_late_once_its_latest_start_has_passed(plan: Path) -> None:
    assert late(plan, day("2025-06-02")) == []
    assert late(plan, day("2025-07-15")) == ["招标"]
    assert late(plan, day("2025-07-30", "p01/tender")) == ["施工"]
    assert late(plan, day("2025-11-20", "p01/tender")) == ["许可", "施工"]
    assert late(plan, day("2025-11-20", "p01/build")) == ["许可"], "what followed is done, so it was begun"
    assert late(plan, day("2025-12-01")) == [], "overdue is what status says"


def test_where_people_are_limited_their_dates_count(tmp_path: Path) -> None:
    """Two stages of one person by the end of June: by links both could begin on the 17th, by people one on the 3rd."""
    shared = PLAN[: PLAN.index("targets:")].replace("unit: gxj}]", "unit: gxj, capacity: 1}]") + (
        "projects:\n  - {id: p01, name: P, lead_unit: gxj, start: 2025-05-06, deadline: 2025-06-30, stages: [\n"
        "      {id: a, name: A, duration: 10wd, owner: li-na}, {id: b, name: A, duration: 10wd, owner: li-na}]}\n"
    )
    path = tmp_path / "plan.yaml"
    path.write_text(shared, encoding="utf-8")
    assert late(path, day("2025-06-03")) == []
    assert late(path, day("2025-06-10")) == ["A"]


def test_a_stage_that_has_started_is_not_late_to_start(plan: Path) -> None:
    assert late(plan, begun("2025-07-15", "p01/tender")) == []
    assert late(plan, begun("2025-11-20", "p01/build")) == ["许可"], "what is before it was begun"
    append(ledger_file(plan), [Started("a", "p01/tender", date(2025, 7, 12), date(2025, 7, 15))])
    assert "PP603" not in found_codes(inspect(plan, date(2025, 7, 15)))
    assert "PP603" in found_codes(inspect(plan, date(2025, 7, 11)))


def test_without_a_day_nothing_is_late(plan: Path) -> None:
    assert "PP603" not in found_codes(inspect(plan))
    assert "PP603" in found_codes(inspect(plan, date(2025, 7, 15)))


def test_the_ledger_is_checked_with_the_plan(tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text(PLAN, encoding="utf-8")
    ledger = tmp_path / "ledger" / "2025.jsonl"
    ledger.parent.mkdir()
    ledger.write_text("no record\n", encoding="utf-8")
    found = inspect(tmp_path)
    assert found_codes(found) == ["PP507", "PP702", "PP801"]
    assert found.texts[ledger.as_posix()] == "no record\n", "so that the line can be shown"


def test_a_record_of_no_task_is_found(tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text(PLAN, encoding="utf-8")
    assert perfplan("done", "jobs/2025-Q1", "--plan", str(tmp_path), "--today", "2025-04-01").returncode == 0
    assert found_codes(inspect(tmp_path)) == ["PP507", "PP702"]
    (tmp_path / "plan.yaml").write_text(PLAN.replace("id: jobs", "id: work"), encoding="utf-8")
    assert found_codes(inspect(tmp_path)) == ["PP507", "PP702", "PP803"]


def test_strays_are_looked_for_nearby_only(tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text(PLAN, encoding="utf-8")
    for name in ("a/x.yaml", "a/b/c/x.yml", "a/b/c/d/x.yaml", ".git/x.yaml", "ledger/x.yaml", "targets/x/y.yaml"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("note: x\n", encoding="utf-8")
    found = [Path(finding.location.file).relative_to(tmp_path).as_posix() for finding in stray_findings(tmp_path)]
    assert found == ["a/b/c/x.yml", "a/x.yaml"]
    assert stray_findings(tmp_path / "plan.yaml") == []


def test_an_error_without_a_readable_plan_still_shows_its_line(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text("perfplan: 1\nname: [x\n", encoding="utf-8")
    assert "name: [x" in perfplan("check", str(path)).stdout
