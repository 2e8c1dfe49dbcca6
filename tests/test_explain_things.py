"""Explaining targets, projects, units and people: the whole of one, in one screen."""

from __future__ import annotations

from pathlib import Path

import pytest
from cli_process import ROOT, environment, perfplan
from msgspec.structs import replace
from plan_builders import FRAME, flow, load, plan_text

from perfplan.load import load_plan
from perfplan.split.engine import split_target
from perfplan.split.table import period_table
from perfplan.tables.duties import duties_of_person, duties_of_unit
from perfplan.tables.whole_target import quarter_rows, target_reasons, unit_rows
from perfplan.text import width

MORE = """\
projects:
  - id: road
    name: Road
    lead_unit: north
    owner: fay
    start: 2025-03-03
    deadline: 2025-09-30
    stages:
      - {id: design, name: Design, duration: 20wd, unit: office, owner: gil}
      - {id: build, name: Build, duration: 60cd, after: [design]}
campaigns:
  - {id: safe, name: Safety, lead_unit: office, owner: fay, phases: [{id: look, name: Look, due: 2025-04-30}]}
"""
TARGETS = (
    flow(value=1200, supervisor="fay", owner="ann", handlers=["gil", "ann"], report={"every": "month", "due": "15cd"},
         allocate={"over": "town", "by": "people"}, locks=[{"unit": "north", "period": "2025-Q1", "value": 100}],
         revisions=[{"on": "2025-07-01", "value": 1400, "reason": "more"}]),
    flow(id="rate", name="Rate", kind="limit", uom="%", value=5, direction="down", support_units=["north"]),
    flow(id="late", name="Late", value=None, pending="when the city says"),
)  # fmt: skip


@pytest.fixture
def path(tmp_path: Path) -> Path:
    place = tmp_path / "plan.yaml"
    place.write_text(plan_text(*TARGETS, frame=FRAME, more=MORE), encoding="utf-8")
    return place


def explained(path: Path, what: str) -> list[str]:
    done = perfplan("explain", what, "--plan", str(path.parent))
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_a_target_is_explained_whole(path: Path) -> None:
    lines = explained(path, "t")
    line = next(i for i, text in enumerate(path.read_text(encoding="utf-8").splitlines(), 1) if '"id": "t"' in text)
    assert lines[:8] == [
        "t  T  Office",
        f"- the year: 1200 pcs (plan.yaml:{line})",
        f"- from 2025-07-01 on 1400 pcs: more (plan.yaml:{line})",
        f"- over the months: even (plan.yaml:{line})",
        f"- shared by 4 units: people (plan.yaml:{line})",
        f"- 2025-Q1 North is settled at 100 pcs (plan.yaml:{line}); the rest absorbs it",
        "- quarters: Fay; months: Ann; days: Gil, Ann",
        "- figures are due 15cd after the end of each month",
    ]
    rows = [text.split() for text in lines[9:14]]
    assert rows[0] == ["period", "amount", "due", "by", "its", "end"]
    assert [row[2] for row in rows[1:]][-1] == "1400"
    assert sum(int(row[1]) for row in rows[1:]) == 1400
    assert [text.split()[0] for text in lines[16:]] == ["North", "South", "East", "West"]


def test_a_target_is_found_by_its_name_and_a_unit_too(path: Path) -> None:
    assert explained(path, "T") == explained(path, "t")
    assert explained(path, "North") == explained(path, "north")


def test_what_a_unit_answers_for(path: Path) -> None:
    plan = load_plan(path).plan
    assert plan is not None
    north = list(duties_of_unit(plan, plan.units["north"]))
    share = split_target(plan.targets[0], period_table(plan)).units[0]
    assert north == [
        ("has a share", "T", f"{share.value} pcs", "Ben"),
        ("supports", "Rate", "5 %", "Office"),
        ("project", "Road", "2025-09-30", "Fay"),
        ("stage", "Road: Build", "2025-08-02 – 2025-09-30", "Fay"),
    ]
    office = [f"{duty.role} {duty.what}" for duty in duties_of_unit(plan, plan.units["office"])]
    assert office == ["leads T", "leads Rate", "leads Late", "stage Road: Design", "phase Look"]
    assert explained(path, "north")[0] == "north  North  Ben"


def test_what_a_person_answers_for(path: Path) -> None:
    plan = load_plan(path).plan
    assert plan is not None
    fay = [(duty.role, duty.what, duty.owner) for duty in duties_of_person(plan, plan.people["fay"])]
    assert fay == [
        ("quarters", "T", "Office"),
        ("project", "Road", "North"),
        ("stage", "Road: Build", "North"),
        ("phase", "Look", "Office"),
    ]
    gil = [(duty.role, duty.what) for duty in duties_of_person(plan, plan.people["gil"])]
    assert gil == [("days", "T"), ("stage", "Road: Design")]
    assert explained(path, "dan")[0] == "dan  Dan  South"


def test_a_project_says_why_it_fits(path: Path) -> None:
    lines = explained(path, "road")
    assert lines[0] == "road  Road  North"
    assert len(lines) > 1


def test_targets_without_months_say_what_they_are(tmp_path: Path) -> None:
    plan = load(tmp_path, plan_text(*TARGETS))
    table = period_table(plan)
    for place, said in (
        (1, "the same bound holds in every period"),
        (2, "its number is still pending: when the city says"),
    ):
        split = split_target(plan.targets[place], table)
        assert said in [str(sentence) for sentence in target_reasons(plan, split)]
        assert quarter_rows(split, table) == unit_rows(split, table) == []


def test_nobody_and_nothing_of_that_name(path: Path) -> None:
    done = perfplan("explain", "nort", "--plan", str(path))
    assert (done.returncode, "did you mean north?" in done.stderr) == (2, True)
    done = perfplan("explain", "zzzzzz", "--plan", str(path))
    assert (done.returncode, "no target, project, unit or person" in done.stderr) == (2, True)


@pytest.mark.parametrize("columns", [40, 80, 120])
@pytest.mark.parametrize("what", ["jobs", "rsj", "p01", "王敏"])
def test_the_county_is_explained_within_the_terminal(what: str, columns: int) -> None:
    done = perfplan("explain", what, "--plan", "plans/county-2025", cwd=ROOT, env=environment(COLUMNS=str(columns)))
    assert done.returncode == 0, done.stderr
    assert max(map(width, done.stdout.splitlines())) <= columns


def test_a_task_says_what_a_revision_did_to_it(path: Path) -> None:
    plan = load_plan(path).plan
    assert plan is not None
    (target, *_), table = plan.targets, period_table(plan)
    now = split_target(target, table).own.months[8]
    before = split_target(replace(target, revisions=()), table).own.months[8]
    text = " ".join(" ".join(explained(path, "t/2025-09")).split())
    assert now > before
    assert f"without revisions 2025-09 would bring {before} pcs; they make a difference of {now - before} pcs" in text
    assert "without revisions" not in " ".join(explained(path, "t/2025-03"))


def test_a_unit_share_says_its_weight_and_where_it_is_written(path: Path) -> None:
    text = " ".join(" ".join(explained(path, "t@south/2025-09")).split())
    assert "people: 31000 of 100000 (plan.yaml:" in text


SHARED = """\
perfplan: 1
id: t
name: Tight
year: 2025
calendar: CN
units:
  - {id: fgw, name: 发改委, head: wang}
people:
  - {id: wang, name: 王敏, unit: fgw, capacity: 1}
projects:
  - id: p01
    name: 厂房
    lead_unit: fgw
    start: 2025-06-03
    deadline: 2025-06-30
    stages:
      - {id: eia, name: 环评, duration: 10wd, owner: wang, finish_not_after: 2025-06-16}
      - {id: open, name: 开工, duration: 8wd, after: [eia], owner: wang}
  - id: p02
    name: 道路
    lead_unit: fgw
    start: 2025-06-03
    deadline: 2025-06-18
    stages: [{id: road, name: 设计, duration: 5wd, owner: wang}]
"""


def test_people_in_each_others_way_are_named_with_their_days(tmp_path: Path) -> None:
    """The road's designer is needed elsewhere from the first day on."""
    path = tmp_path / "plan.yaml"
    path.write_text(SHARED, encoding="utf-8")
    whole = " ".join(" ".join(explained(path, "p01")).split())
    assert "infeasible with its people by 3wd: 环评 (2025-05-28/2025-06-11) → [王敏] p02/road" in whole
    stage = " ".join(" ".join(explained(path, "p01/eia")).split())
    start = "with the people it needs it must start by 2025-05-28 and finish by 2025-06-11, because "
    assert start + "王敏 is then needed by p02/road (2025-06-12/2025-06-18)" in stage
