"""Explaining tasks and stages: every task of the examples has its reasons, and the numbers in them are its own."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from perfplan.cli import frame
from perfplan.cli.explaining.task import FORM
from perfplan.i18n import Translator
from perfplan.load import load_plan
from perfplan.model.period import Level
from perfplan.model.plan import Plan
from perfplan.schedule.reverse import schedule_project
from perfplan.tables.reasons import share_reasons
from perfplan.tables.stage_reasons import stage_reasons
from perfplan.track.item import WorkItem
from perfplan.track.work import work_items

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = ROOT / "examples"
PLANS = sorted(
    [*EXAMPLES.glob("*.yaml"), *EXAMPLES.glob("*/*.yaml"), *(path.parent for path in EXAMPLES.glob("*/*/plan.yaml"))]
)
NAMES = [path.relative_to(EXAMPLES).as_posix() for path in PLANS]
PLAN = """\
perfplan: 1
id: demo
name: Demo
year: 2026
issued: 2026-02-10
calendar: CN
language: en
units:
  - {id: office, name: Office, head: ann}
  - {id: north, name: North, kind: branch, head: ben, weights: {people: 3}}
  - {id: south, name: South, kind: branch, head: ben, weights: {people: 1}}
people: [{id: ann, name: Ann, unit: office}, {id: ben, name: Ben, unit: north}]
targets:
  - id: jobs
    name: Jobs
    kind: flow
    uom: jobs
    value: 400
    lead_unit: office
    allocate: {over: branch, by: people}
    split: even
    actions: [{id: fair, name: Fair, on: 2026-03-13}]
  - {id: locked, name: Locked, kind: flow, value: 120, lead_unit: office, locks: [{period: 2026-Q2, value: 60}]}
  - {id: air, name: Air, kind: ratio, uom: "%", value: 85%, denominator: days, lead_unit: office,
     actions: [{id: look, name: Look, on: 2026-03-13}]}
  - {id: gdp, name: GDP, kind: growth, uom: "%", decimals: 1, value: 6.0, lead_unit: office,
     base: {amount: 201.20, uom: M, decimals: 2}}
  - {id: live, name: Live, kind: milestone, due: 2026-09-30, lead_unit: office}
projects:
  - id: shop
    name: Shop
    lead_unit: office
    start: 2026-03-02
    deadline: 2026-04-30
    stages:
      - {id: design, name: Design, duration: 10wd}
      - {id: build, name: Build, duration: 20wd, after: [design]}
"""


@cache
def plan(path: Path) -> Plan:
    found = load_plan(path).plan
    assert found is not None
    return found


def reasons(of: Plan, item: WorkItem) -> list[str]:
    english = Translator("en")
    if item.level is Level.STAGE:
        project = next(project for project in of.projects if project.id == item.project)
        found = stage_reasons(schedule_project(project), item.id.rpartition("/")[2])
    else:
        found = share_reasons(of, item)
    return [sentence.told(english) for sentence in found]


@pytest.mark.parametrize("name", NAMES)
def test_every_share_and_stage_of_an_example_has_its_reasons(name: str) -> None:
    of = plan(EXAMPLES / name)
    seen: dict[tuple[str, Level], int] = {}
    for item in work_items(of, (Level.QUARTER, Level.MONTH, Level.DAY)):
        kind = (item.id.rpartition("/")[0], item.level)
        seen[kind] = seen.get(kind, 0) + 1
        if "!" in item.id or item.level is Level.PHASE or seen[kind] > 3:
            continue
        said = reasons(of, item)
        assert len(said) >= 2, item.id
        assert all(text and "{" not in text for text in said)
        if item.level is Level.STAGE:
            assert any(item.deadline.isoformat() in text for text in said), item.id
        elif item.mark:
            assert any(item.mark in text for text in said), (item.id, said)


@pytest.fixture
def demo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "demo.yaml").write_text(PLAN, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PERFPLAN_LANG", "en")
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.delenv("PERFPLAN_PLAN", raising=False)


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize(
    ("arguments", "sentences"),
    [
        (
            ["explain", "jobs@north/2026-03"],
            [
                "the year: 400 jobs (demo.yaml:18)",
                "North: 300 jobs (people: 75%, exactly 300.0000 jobs)",
                "2026-03 is 8.3333% of what is to be done (even, demo.yaml:21)",
                "2026-03: 25 jobs (exactly 25.0000 jobs; running totals are rounded, so all periods add up)",
                "to be reached by then: 75 jobs",
                "Ben answers for the month",
                "due 2026-03-31, the last working day of 2026-03",
            ],
        ),
        (["explain", "jobs/2026-02"], ["it includes what the months before the plan was issued were to bring"]),
        (["explain", "locked/2026-05"], ["the year: 120 (demo.yaml:23)"]),
        (["explain", "locked/2026-Q2"], ["2026-Q2 is settled at 60 (demo.yaml:23); the rest absorbs it"]),
        (["explain", "air/2026-03"], ["of 365 in the year, 311 are needed and 54 may be missed"]),
        (["explain", "gdp/2026-03"], ["the year: 6.0% on 201.2 M makes 213.27 M (demo.yaml:26)"]),
        (["explain", "live/2026-09"], ["measured once, on 2026-09-30"]),
        (["explain", "jobs!fair/2026-03-13"], ["due on 2026-03-13 (demo.yaml:22)", "Ann answers for it"]),
        (
            ["explain", "shop/build"],
            [
                "earliest start 2026-03-16: Design before it finishes on 2026-03-13; "
                "no working day from 2026-03-14 to 2026-03-15",
                "earliest finish 2026-04-13: 20wd from 2026-03-16 on",
                "latest finish 2026-04-30: the deadline is 2026-04-30",
                "latest start 2026-04-02: 20wd up to 2026-04-30",
                "it may slip by 13wd without delaying the project",
            ],
        ),
    ],
)
def test_a_task_is_explained_step_by_step(
    arguments: list[str], sentences: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert frame.run(arguments) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[0].startswith(arguments[1])
    assert [sentence for sentence in sentences if f"- {sentence}" not in said] == [], "\n".join(said)


@pytest.mark.usefixtures("demo")
def test_an_unknown_task_names_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    assert frame.run(["explain", "jobs@nroth/2026-03"]) == 2
    assert "did you mean jobs@north/2026-03?" in capsys.readouterr().err


def test_what_looks_like_no_task_is_none() -> None:
    assert FORM.pattern.fullmatch("jobs@north/2026-03")
    assert not FORM.pattern.fullmatch("jobs")
    assert not FORM.pattern.fullmatch("2026-03-31")
