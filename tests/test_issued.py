"""What was issued: the file keeps everything, changes since are found at their cause, and damage is a finding."""

from __future__ import annotations

import json
import random
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from cli_process import ROOT, environment, perfplan
from hypothesis import given as having
from hypothesis import settings
from hypothesis import strategies as st
from plan_builders import FRAME, flow, plan_text

from perfplan.diagnostics import Diagnostic
from perfplan.issued.coding import encode
from perfplan.issued.comparing import same_number
from perfplan.issued.parsing import parse
from perfplan.issued.record import Given, Issue
from perfplan.issued.store import add_issue, issue_files, issued_folder, read_issues
from perfplan.issued.taking import given
from perfplan.lint.inspection import inspect
from perfplan.load import load_plan

ON = date(2025, 2, 10)
JOBS = {"uom": "人", "value": 5200, "split": {"method": "weights", "months": {3: 26, 6: 26, 9: 26, 12: 22}}}
SHARED = {"over": "town", "by": "people"}
PROJECT = """\
projects:
  - id: road
    name: Road
    lead_unit: office
    owner: fay
    start: 2025-03-03
    deadline: 2025-09-30
    stages:
      - {id: design, name: Design, duration: 20wd}
      - {id: build, name: Build, duration: 60cd, after: [design]}
campaigns:
  - id: safe
    name: Safety
    lead_unit: office
    phases:
      - {id: look, name: Look, due: 2025-04-30}
      - {id: mend, name: Mend, due: 2025-06-30}
"""
RULES = ("PP805", "PP806", "PP807", "PP808")


def jobs(**keys: Any) -> dict[str, Any]:
    return flow(id="jobs", name="Jobs", **{**JOBS, "allocate": SHARED, **keys})


def text(*targets: dict[str, Any], frame: str = FRAME, more: str = PROJECT) -> str:
    return plan_text(*(targets or (jobs(), flow())), frame=frame, more=more)


def write(folder: Path, source: str) -> Path:
    path = folder / "plan.yaml"
    path.write_text(source, encoding="utf-8")
    return path


def issued(path: Path, on: date = ON) -> Issue:
    plan = load_plan(path).plan
    assert plan is not None
    issue = Issue(plan.id, plan.name, on, "by decision 3", given(plan))
    add_issue(path, issue)
    return issue


def about_issues(path: Path) -> list[tuple[str, str, str]]:
    """(code, the source text at the place, cell) of what check says about issues."""
    found = []
    for finding in inspect(path).findings:
        if finding.code in RULES:
            place = finding.location
            line = Path(place.file).read_text(encoding="utf-8").splitlines()[place.line - 1]
            said = finding.args.get("cell", finding.args.get("name", finding.args.get("problem", "")))
            found.append((finding.code, line[place.column - 1 : place.end_column - 1], str(said)))
    return found


def args_of(path: Path) -> dict[str, Any]:
    (finding,) = [found for found in inspect(path).findings if found.code in RULES]
    return dict(finding.args)


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = write(tmp_path, text())
    issued(path)
    return path


def test_an_issue_reads_back_as_it_was_written(plan: Path) -> None:
    loaded = load_plan(plan).plan
    assert loaded is not None
    (issue,) = read_issues(plan).all
    assert issue.given == given(loaded)
    assert (issue.plan, issue.on, issue.note) == ("demo", ON, "by decision 3")
    assert issued_folder(plan) == plan.parent / "issued"
    assert [path.name for path in issue_files(plan)] == ["2025-02-10.tsv"]
    source = issue_files(plan)[0].read_bytes()
    assert encode(issue).encode() == source
    assert source.decode().splitlines()[0] == "perfplan-issue\t1"


def test_the_numbers_are_those_of_the_split(plan: Path) -> None:
    issue = read_issues(plan).last
    assert issue is not None
    target = issue.given.targets["jobs"]
    assert target.own is not None
    assert (target.own.year, target.own.marks[2], target.own.marks[11]) == ("5200", "1352", "5200")
    assert sum(int(share.year) for share in target.shares[1:]) == 5200
    north = target.share("north")
    assert north is not None
    assert north.owners == ("ben", "ben", ("ben",))
    project = issue.given.projects["road"]
    assert project.deadline == date(2025, 9, 30)
    assert project.stages[-1].finish == date(2025, 9, 30)
    assert [task.id for task in issue.given.campaigns["safe"].tasks] == ["safe/look", "safe/mend"]


def test_the_digest_can_be_checked_without_perfplan(plan: Path) -> None:
    file = issue_files(plan)[0]
    done = subprocess.run(
        ["sh", "-c", "sed '$d' \"$0\" | sha256sum", str(file)], capture_output=True, text=True, check=True
    )
    assert file.read_text(encoding="utf-8").splitlines()[-1] == f"digest\t{done.stdout.split()[0]}"


def test_an_unchanged_plan_has_nothing_to_report(plan: Path) -> None:
    assert about_issues(plan) == []


def test_order_and_places_in_the_plan_do_not_matter(plan: Path) -> None:
    write(plan.parent, "# moved\n\n" + text(flow(), jobs()))
    assert about_issues(plan) == []


@pytest.mark.parametrize(
    ("target", "place", "cell"),
    [
        (jobs(value=5400), "5400", "jobs"),
        (jobs(uom="户"), "5200", "jobs"),
        (jobs(value=None, pending="later"), '"later"', "jobs"),
        (jobs(locks=[{"unit": "north", "period": "2025-Q1", "value": 500}]), "500", "jobs@east/2025-03"),
        (jobs(split={"method": "even"}), '"even"', "jobs/2025-01"),
        (jobs(allocate={"over": "town", "by": "equal"}), '"equal"', "jobs@east"),
        (jobs(direction="down"), '"jobs"', "jobs"),
        (jobs(report={"every": "month", "due": "15cd"}), '"jobs"', "jobs"),
        (jobs(owner="gil", supervisor="fay"), '"gil"', "jobs"),
    ],
)  # fmt: skip
def test_a_change_is_reported_once_where_it_was_made(plan: Path, target: dict[str, Any], place: str, cell: str) -> None:
    write(plan.parent, text(target, flow()))
    assert about_issues(plan) == [("PP805", place, cell)]


def test_the_words_say_what_was_given_and_what_it_is_now(plan: Path) -> None:
    write(plan.parent, text(jobs(value=5400), flow()))
    what = {"what": "the year's value", "old": "5200 人", "new": "5400 人", "date": "2025-02-10"}
    assert args_of(plan) == {"cell": "jobs", **what}


def test_a_dated_revision_with_a_reason_is_no_finding(plan: Path) -> None:
    revised = jobs(revisions=[{"on": "2025-07-01", "value": 5400, "reason": "市级调增"}])
    write(plan.parent, text(revised, flow()))
    assert about_issues(plan) == []


def test_a_revision_that_claims_to_be_older_than_the_issue_is_one(plan: Path) -> None:
    revised = jobs(revisions=[{"on": "2025-02-01", "value": 5400, "reason": "市级调增"}])
    write(plan.parent, text(revised, flow()))
    assert about_issues(plan) == [("PP805", "5400", "jobs")]


def test_a_revision_that_was_issued_may_not_disappear(tmp_path: Path) -> None:
    revised = jobs(revisions=[{"on": "2025-07-01", "value": 5400, "reason": "市级调增"}])
    path = write(tmp_path, text(revised, flow()))
    issued(path)
    assert about_issues(path) == []
    write(tmp_path, text())
    assert about_issues(path) == [("PP805", '"jobs"', "jobs")]
    assert args_of(path)["old"] == "2025-07-01=5400"


def test_a_change_beside_a_revision_is_still_found(plan: Path) -> None:
    revised = jobs(revisions=[{"on": "2025-07-01", "value": 5400, "reason": "市级调增"}], split={"method": "even"})
    write(plan.parent, text(revised, flow()))
    assert about_issues(plan) == [("PP805", '"even"', "jobs/2025-01")]


def test_a_settled_cell_that_changes_no_number_is_no_finding(plan: Path) -> None:
    issue = read_issues(plan).last
    assert issue is not None
    share = issue.given.targets["jobs"].share("north")
    assert share is not None
    year = {"unit": "north", "period": "2025", "value": int(share.year)}
    write(plan.parent, text(jobs(locks=[year]), flow()))
    assert about_issues(plan) == []


def test_a_new_head_of_a_unit_is_told_once_for_all_its_targets(plan: Path) -> None:
    source = text(jobs(), flow(allocate=SHARED))
    write(plan.parent, source)
    for file in issue_files(plan):
        file.unlink()
    issued(plan)
    write(plan.parent, source.replace("head: ben", "head: gil"))
    assert about_issues(plan) == [("PP805", "north", "north")]


def test_new_things_and_numbers_are_not_yet_issued(tmp_path: Path) -> None:
    path = write(tmp_path, text(jobs(value=None, pending="later"), more=""))
    issued(path)
    write(tmp_path, text(jobs(), flow(), more=PROJECT))
    assert about_issues(path) == [
        ("PP806", '"jobs"', "jobs"),
        ("PP806", '"t"', "t"),
        ("PP806", "road", "road"),
        ("PP806", "safe", "safe"),
    ]


def test_what_is_gone_is_told_at_its_line_of_the_issue(plan: Path) -> None:
    write(plan.parent, text(jobs(), more=""))
    found = about_issues(plan)
    assert [(code, cell) for code, _, cell in found] == [("PP805", "t"), ("PP805", "road"), ("PP805", "safe")]
    assert found[0][1].startswith("target\tt\tT\t")


@pytest.mark.parametrize(
    ("old", "new", "place", "cell"),
    [
        ("deadline: 2025-09-30", "deadline: 2025-10-31", "2025-10-31", "road"),
        ("duration: 60cd", "duration: 90cd", "build", "road/build"),
        ("duration: 20wd", "duration: 25wd", "design", "road/design"),
        ("{id: build", "{owner: gil, id: build", "build", "road/build"),
        ("owner: fay", "owner: gil", "gil", "road"),
        ("      - {id: design, name: Design, duration: 20wd}\n", "", "road", "road/design"),
        ("due: 2025-04-30", "due: 2025-05-30", "2025-05-30", "safe/look"),
        ("Look, due: 2025-04-30", "Look, owner: gil, due: 2025-04-30", "look", "safe/look"),
        ("{id: look,", "{target: {value: 5, uom: 家}, id: look,", "look", "safe/look"),
    ],
)
def test_dates_of_projects_and_campaigns(plan: Path, old: str, new: str, place: str, cell: str) -> None:
    more = PROJECT.replace(old, new)
    if "id: design" not in more:
        more = more.replace(", after: [design]", "")
    assert more != PROJECT
    write(plan.parent, text(more=more))
    assert about_issues(plan) == [("PP805", place, cell)]


def test_a_deadline_that_moves_with_a_day_off_is_told_at_the_calendar(plan: Path) -> None:
    calendar = "calendar: {base: CN, off: [2025-03-31]}"
    write(plan.parent, text(frame=FRAME.replace("calendar: CN", calendar)))
    code, _, cell = about_issues(plan)[0]
    assert (code, cell) == ("PP805", "2025-Q1")
    assert args_of(plan)["new"] == "2025-03-28"


def test_the_plans_own_day_of_issue_explains_the_months_that_are_gone(plan: Path) -> None:
    write(plan.parent, text(frame=FRAME.replace("issued: 2025-01-01", "issued: 2025-03-03")))
    assert about_issues(plan) == [("PP805", "2025-03-03", "demo")]


def test_the_same_plan_that_splits_otherwise_is_no_fault_of_the_plan(plan: Path) -> None:
    (issue,) = read_issues(plan).all
    share = issue.given.targets["t"].shares[0]
    other = share._replace(marks=(*share.marks[:5], "61", *share.marks[6:]))
    target = issue.given.targets["t"]
    changed = {**issue.given.targets, "t": type(target)(
        target.id, target.name, target.kind, target.direction, target.date, target.report, target.by_month,
        target.by_unit, target.locks, target.revisions, (other,), target.location,
    )}  # fmt: skip
    fields = {name: getattr(issue.given, name) for name in Given.__struct_fields__}
    add_issue(plan, Issue(issue.plan, issue.name, ON, "", Given(**{**fields, "targets": changed})))
    assert about_issues(plan) == [("PP808", '"t"', "t/2025-06")]
    assert [path.name for path in issue_files(plan)] == ["2025-02-10.tsv", "2025-02-10-2.tsv"]


def test_the_last_issue_counts_and_earlier_ones_stay(plan: Path) -> None:
    write(plan.parent, text(jobs(value=5400), flow()))
    issued(plan, date(2025, 3, 3))
    assert about_issues(plan) == []
    write(plan.parent, text())
    assert about_issues(plan) == [("PP805", "5200", "jobs")]
    assert [issue.on for issue in read_issues(plan).all] == [ON, date(2025, 3, 3)]


def test_a_plan_in_one_file_keeps_issues_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "shop.yaml"
    path.write_text(text(), encoding="utf-8")
    issued(path)
    assert [file.relative_to(tmp_path).as_posix() for file in issue_files(path)] == ["shop.issued/2025-02-10.tsv"]
    assert about_issues(path) == []


@pytest.mark.parametrize(
    ("damage", "problem"),
    [
        (lambda text: text.replace("5200", "5400"), "it was changed"),
        (lambda text: text[: len(text) // 2], "it breaks off"),
        (lambda text: "", "it does not begin"),
        (lambda text: text.replace("perfplan-issue\t1", "perfplan-issue\t2"), "a newer perfplan"),
        (lambda text: text.replace("target\tt", "<<<<<<< HEAD\ntarget\tt"), "a merge conflict"),
    ],
)
def test_a_damaged_file_is_a_finding_and_nothing_is_compared(plan: Path, damage: Any, problem: str) -> None:
    file = issue_files(plan)[0]
    file.write_text(damage(file.read_text(encoding="utf-8")), encoding="utf-8")
    write(plan.parent, text(jobs(value=5400), flow()))
    ((code, _, said),) = about_issues(plan) if file.read_text() else [("PP807", "", problem)]
    assert (code, said.startswith(problem)) == ("PP807", True)
    assert read_issues(plan).last is None


def test_line_ends_of_another_system_do_no_harm(plan: Path) -> None:
    file = issue_files(plan)[0]
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    assert about_issues(plan) == []


@settings(max_examples=150, deadline=None)
@having(st.data())
def test_no_bytes_make_a_traceback(data: st.DataObject) -> None:
    source = bytearray(SAMPLE)
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(source) - 1))
        source[place : place + data.draw(st.integers(0, 9))] = data.draw(st.binary(max_size=6))
    read = parse(bytes(source), "x.tsv")
    assert isinstance(read, Diagnostic) or bytes(source).split() == SAMPLE.split()


def test_lines_that_do_not_fit_are_named_even_where_the_digest_does() -> None:
    """Whoever makes a digest of his own still gets a finding with the line."""
    lines = SAMPLE.decode().splitlines()
    place = next(i for i, line in enumerate(lines) if line.startswith("share\t"))
    for wrong in ("share\tjobs", "what\tis\tthis", lines[place].replace("\t人\t", "\t人\tx"), "on\t2025-13-01"):
        body = "".join(f"{line}\n" for line in (*lines[:place], wrong, *lines[place + 1 : -1]))
        read = parse(f"{body}digest\t{digest_of(body)}\n".encode(), "x.tsv")
        assert isinstance(read, Diagnostic), wrong
        assert read.location.line == place + 1
        assert read.args == {"problem": "this line is not one of an issue"}


def digest_of(body: str) -> str:
    from hashlib import sha256

    return sha256(body.encode()).hexdigest()


def sample() -> bytes:
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder:
        path = write(Path(folder), text())
        issued(path)
        return issue_files(path)[0].read_bytes()


SAMPLE = sample()


@pytest.mark.parametrize(("old", "new", "same"), [("22.7", "22.70", True), ("5", "6", False), ("", "0", False)])
def test_numbers_are_compared_not_digits(old: str, new: str, same: bool) -> None:
    assert same_number(old, new) is same


def test_bytes_are_the_same_whatever_the_order_of_the_plan(tmp_path: Path) -> None:
    bodies = set()
    targets = [jobs(), flow(), flow(id="a"), flow(id="z")]
    for seed in range(4):
        random.Random(seed).shuffle(targets)
        path = write(tmp_path, text(*targets))
        loaded = load_plan(path).plan
        assert loaded is not None
        bodies.add(encode(Issue("demo", "Demo", ON, "", given(loaded))))
    assert len(bodies) == 1


# --- as people use it


def run(path: Path, *args: str) -> subprocess.CompletedProcess[str]:
    return perfplan(*args, "--plan", str(path), cwd=path.parent, env=environment(PERFPLAN_TODAY="2025-03-03"))


def test_issue_writes_refuses_the_same_again_and_shows_with_dry_run(tmp_path: Path) -> None:
    path = write(tmp_path, text())
    dry = run(path, "issue", "--on", "2025-02-10", "--note", "by\tdecision", "--dry-run")
    assert dry.returncode == 0
    assert not issued_folder(path).exists()
    done = run(path, "issue", "--on", "2025-02-10", "--note", "by\tdecision")
    assert done.stdout.splitlines() == [
        "issued on 2025-02-10; targets: 2, shares: 6, projects: 1, campaigns: 1",
        f"written: {tmp_path}/issued/2025-02-10.tsv",
    ]
    file = issue_files(path)[0]
    assert file.read_text(encoding="utf-8") == dry.stdout
    assert file.stat().st_mode & 0o777 == write(tmp_path, text()).stat().st_mode & 0o777
    again = run(path, "issue")
    assert (again.returncode, again.stdout) == (2, "")
    assert "nothing has changed since the issue of 2025-02-10" in again.stderr
    write(tmp_path, text(jobs(value=5300), flow()))
    older = run(path, "issue", "--on", "2025-02-09")
    assert (older.returncode, "cannot be older" in older.stderr) == (2, True)
    assert run(path, "issue").returncode == 0
    assert [each.name for each in issue_files(path)] == ["2025-02-10.tsv", "2025-03-03.tsv"]


def test_a_plan_with_errors_is_not_issued(tmp_path: Path) -> None:
    path = write(tmp_path, text(jobs(locks=[{"period": "2025-Q1", "value": 9000}])))
    done = run(path, "issue")
    assert done.returncode == 1
    assert "PP405" in done.stderr
    assert not issued_folder(path).exists()


def test_check_and_diff_tell_what_changed_for_whom(plan: Path) -> None:
    write(plan.parent, text(jobs(revisions=[{"on": "2025-07-01", "value": 5400, "reason": "more"}]), flow()))
    done = run(plan, "diff", "--issued", "--level", "quarter")
    lines = done.stdout.replace("\n  ", " ").splitlines()
    assert done.returncode == 0, done.stderr
    assert lines[0] == "Targets: 0 added, 0 removed, 1 changed"
    assert lines[1] == "~ jobs Jobs: value 5200 人 → 5400 人; revisions nothing → 2025-07-01=5400"
    assert "~ jobs Jobs: year 5200 人 → 5400 人; 2025-Q3 4056 → 4164; 2025-Q4 5200 → 5400" in lines
    north = next(line for line in lines if line.startswith("~ jobs@north"))
    assert north.startswith("~ jobs@north Jobs North: year 2392 人 → 2484 人; 2025-Q3 ")
    data = json.loads(run(plan, "diff", "--issued", "2025-02-10", "--format", "json").stdout)
    assert data["targets"][0]["fields"]["revisions"] == {"old": "", "new": "2025-07-01=5400"}


def test_nothing_changed_is_said_too(plan: Path) -> None:
    done = run(plan, "diff", "--issued")
    assert done.stdout.splitlines() == [
        "Targets: 0 added, 0 removed, 0 changed",
        "Tasks: 0 added, 0 removed, 0 changed",
    ]


def test_what_cannot_be_compared_is_said(plan: Path) -> None:
    no_such = run(plan, "diff", "--issued", "2025-02-11")
    assert (no_such.returncode, "no such issue; issued on: 2025-02-10" in no_such.stderr) == (2, True)
    days = run(plan, "diff", "--issued", "--level", "day")
    assert (days.returncode, "no days" in days.stderr) == (2, True)
    two = perfplan("diff", str(plan))
    assert (two.returncode, "OLD and NEW" in two.stderr) == (2, True)
    both = perfplan("diff", str(plan), str(plan), "--issued=last")
    assert (both.returncode, "name one plan" in both.stderr) == (2, True)
    issue_files(plan)[0].write_text("perfplan-issue\t1\n", encoding="utf-8")
    torn = run(plan, "diff", "--issued")
    assert (torn.returncode, "cannot be used" in torn.stderr) == (2, True)


@pytest.mark.parametrize("name", ["county-2025", "county-2026"])
def test_the_plans_that_ship_are_as_they_were_issued(name: str) -> None:
    plan = ROOT / "plans" / name
    assert read_issues(plan).last is not None
    assert [finding for finding in inspect(plan).findings if finding.code in RULES[:3]] == []
