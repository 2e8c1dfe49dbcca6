"""Importing Microsoft Project's XML: the round trip keeps a project, strangers' files are read whole or refused."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from unicodedata import category

import pytest
from cli_process import perfplan
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from schedule_builders import CASES as SCHEDULE_CASES
from schedule_builders import OWNER, group, known_project, link, project, stage

from perfplan.export._timeline import Occasion
from perfplan.export.timeline_mspdi import write
from perfplan.i18n import Translator
from perfplan.intake._reader import Asked, Intake, Known, readers
from perfplan.intake.plan_text import scalar
from perfplan.load import load_plan
from perfplan.load.yaml import parse_yaml
from perfplan.model.calendar import Calendar
from perfplan.model.project import Constraints, Project, Stage
from perfplan.schedule.reverse import schedule_project

CASES = SCHEDULE_CASES.parent / "import"
OCCASION = Occasion(Translator("en"), None, "county-2025", date(2025, 2, 10))
HEAD = """\
perfplan: 1
id: d
name: d
year: 2025
issued: 2025-02-10
calendar: CN
units: [{id: gxj, name: 县工信局}]
people: [{id: chen-yu, name: 陈宇, unit: gxj}, {id: li, name: 李强, unit: gxj}]
"""
KNOWN = Known({"陈宇": "chen-yu", "chen-yu": "chen-yu", "li": "li"}, {"县工信局": "gxj"}, plan=True)


def taken(data: bytes, known: Known = KNOWN, file: str = "p.xml") -> Intake:
    return readers()[".xml"].read(Asked(data, file, known))


def back(plan: Project, folder: Path) -> Project:
    """Return the project as a plan has it that took in what was written of it."""
    found = taken(write(schedule_project(plan), OCCASION))
    assert not found.findings
    path = folder / "plan.yaml"
    path.write_text(HEAD + found.text, encoding="utf-8")
    result = load_plan(path)
    assert result.plan is not None, (result.findings, found.text)
    return result.plan.projects[0]


def facts(each: Stage, days: Sequence[date]) -> tuple[object, ...]:
    links = tuple((link.stage, link.kind, link.lag.days, link.lag.working or not link.lag.days) for link in each.links)
    due = (each.due_within.stage, each.due_within.limit) if each.due_within else None
    works = [each.calendar.is_workday(day) for day in days] if each.duration.working else None
    return each.id, each.name, each.duration, links, due, each.constraints, each.owner and each.owner.id, works


def assert_same(plan: Project, other: Project) -> None:
    days = [plan.start + timedelta(days=number) for number in range((plan.deadline - plan.start).days + 1)]
    assert (other.id, other.name, other.start, other.deadline) == (plan.id, plan.name, plan.start, plan.deadline)
    assert [facts(each, days) for each in other.stages] == [facts(each, days) for each in plan.stages]
    assert [row.latest_start for row in schedule_project(other).stages] == [
        row.latest_start for row in schedule_project(plan).stages
    ]


@pytest.mark.parametrize("name", ["p01", "p02", "p03"])
def test_known_projects_come_back(name: str, tmp_path: Path) -> None:
    assert_same(known_project(name), back(known_project(name), tmp_path))


SIX = Calendar.build("six", (1, 2, 3, 4, 5, 6), (), {}, name="Six days")


def any_project(rng: random.Random) -> Project:
    """Return a project of every link, lag, constraint and calendar."""
    stages = []
    for place in range(rng.randint(1, 12)):
        unit = rng.choice(("wd", "cd"))
        before = rng.sample(range(place), k=min(place, rng.choice((0, 1, 2))))
        links = " ".join(
            f"s{p}:{rng.choice(('FS', 'SS', 'FF', 'SF'))}{rng.randint(-3, 5):+}{rng.choice(('wd', 'cd'))}"
            for p in before
        )
        days: dict[str, date] = {}
        for key in rng.sample(Constraints.__struct_fields__, k=rng.choice((0, 0, 1, 2))):
            days[key] = date(2025, 9, 1) + timedelta(days=40 if "after" in key else 20 if "on" in key[-2:] else 3)
        if {"start_on", "finish_on"} <= days.keys():
            del days["start_on"]
        due = (f"s{before[0]}", "30cd") if before else None
        made = stage(f"s{place} {rng.randint(0, 9)}{unit} {links}", due=due)
        made = replace(made, constraints=Constraints(**days))
        calendar = SIX if rng.random() < 0.3 and unit == "wd" else made.calendar
        owner = rng.choice((OWNER, replace(OWNER, id="li", name="李强")))
        stages.append(
            replace(made, calendar=calendar, owner=owner, name=rng.choice(("招标", "a: b #c", "yes", "- x", "'")))
        )
    return project("2025-09-01", "2025-12-31", *stages)


def test_random_projects_come_back(tmp_path: Path) -> None:
    rng = random.Random(7)
    for _ in range(40):
        plan = any_project(rng)
        assert_same(plan, back(plan, tmp_path))


def test_groups_and_who_counts_a_lag_come_back(tmp_path: Path) -> None:
    lagging = replace(link("s1:FS+2wd"), calendar=SIX)
    waiting = replace(stage("e 1wd"), links=(lagging,))
    inner = group("civil a", "c 4wd", "d 2wd c", start_not_before=date(2025, 9, 8))
    plan = project("2025-09-01", "2025-12-31", "a 3wd", group("works", inner, "g 1wd civil:SS+1wd"), "f 0wd works")
    plan = replace(plan, stages=(*plan.stages, replace(stage("s1 2wd"), calendar=SIX), waiting))
    found = back(plan, tmp_path)
    assert_same(plan, found)
    kept = [(each.id, each.parent, each.depth, each.first, each.end, each.constraints) for each in plan.groups]
    assert [(each.id, each.parent, each.depth, each.first, each.end, each.constraints) for each in found.groups] == kept
    assert [link.stage for each in found.groups for link in each.links] == ["a"]
    counted = found.stages[-1].links[0].calendar
    assert counted is not None
    assert counted.weekdays == SIX.weekdays


def test_a_strangers_file_is_read_whole() -> None:
    found = taken((CASES / "plant.xml").read_bytes(), Known(units={"Works": "works"}))
    assert found.text == (CASES / "plant.yaml").read_text(encoding="utf-8")
    assert [(each.code, each.location.line, each.args["name"]) for each in found.findings] == [
        ("PP332", 35, "Founder's day"),
        ("PP332", 59, "Survey"),
        ("PP333", 59, "Survey"),
        ("PP333", 61, "Curing of concrete"),
        ("PP332", 66, "Old idea"),
        ("PP332", 69, "交付"),
    ]


def test_people_and_units_of_the_plan_are_found_by_name() -> None:
    known = Known(people={"Ann Miller": "ann"}, units={"Works": "works"}, plan=True)
    text = taken((CASES / "plant.xml").read_bytes(), known).text
    assert "    lead_unit: works\n" in text
    assert "            owner: ann\n" in text


ENTITIES = b'<!DOCTYPE p [<!ENTITY a "aaaaaaaaaa">' + b"".join(
    b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9)
)
HOSTILE = {
    "nothing": b"",
    "no XML": b"perfplan: 1\n",
    "breaks off": b"<Project><Tasks><Task>",
    "entities that grow": ENTITIES + b"]><Project><Tasks><Task><Name>&j;</Name></Task></Tasks></Project>",
    "a file from elsewhere": b'<!DOCTYPE p [<!ENTITY x SYSTEM "file:///etc/passwd">]><Project>&x;</Project>',
    "a document type alone": b"<!DOCTYPE Project><Project/>",
    "depth": b"<a>" * 100_000,
    "an unknown entity": b"<Project>&x;</Project>",
    "another root": b"<Html><Tasks/></Html>",
    "no tasks": b"<Project><Tasks></Tasks></Project>",
    "an encoding of several bytes": '<?xml version="1.0" encoding="GBK"?><Project>中</Project>'.encode("gbk"),
    "an unknown encoding": b'<?xml version="1.0" encoding="nonsense"?><Project/>',
    "a NUL": b"<Project>\x00</Project>",
}


@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE)
def test_what_cannot_be_read_is_a_finding(data: bytes) -> None:
    found = taken(data)
    assert found.text == ""
    assert [each.code for each in found.findings] == ["PP331"]
    assert found.findings[0].location.line >= 1


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_broken_files_never_fail_otherwise(data: st.DataObject) -> None:
    whole = (CASES / "plant.xml").read_bytes()
    start = data.draw(st.integers(0, len(whole)))
    cut = data.draw(st.integers(0, 40))
    found = taken(whole[:start] + data.draw(st.binary(max_size=6)) + whole[start + cut :])
    assert found.text or found.findings


FIELDS = (
    "UID",
    "OutlineLevel",
    "Duration",
    "DurationFormat",
    "ConstraintType",
    "ConstraintDate",
    "Deadline",
    "CalendarUID",
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(FIELDS), st.text("0123456789PTHMDS-: x²", max_size=12)), max_size=8))
def test_odd_values_never_fail(values: list[tuple[str, str]]) -> None:
    task = "".join(f"<{name}>{value}</{name}>" for name, value in values)
    link = task.replace("UID", "PredecessorUID").replace("DurationFormat", "LagFormat")
    task += f"<PredecessorLink>{link}</PredecessorLink>"
    xml = f"<Project><Tasks><Task><Name>a</Name>{task}</Task></Tasks></Project>"
    assert taken(xml.encode()).text


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=20))
def test_a_scalar_reads_back(text: str) -> None:
    written = scalar(text)
    document, findings = parse_yaml(f"a: {written}\n", "x.yaml")
    assert not findings
    assert document is not None
    seen = "".join(sign for sign in " ".join(text.split()) if category(sign) not in {"Cc", "Cf", "Cs", "Co", "Cn"})
    assert document.data == {"a": seen}


def test_the_command_prints_writes_and_never_overwrites(tmp_path: Path) -> None:
    plant, out = str(CASES / "plant.xml"), tmp_path / "plant.yaml"
    shown = perfplan("import", plant, "--lead-unit", "works", "--id", "plant")
    assert shown.returncode == 0
    assert "\n  - id: plant\n" in shown.stdout
    assert "    lead_unit: works\n" in shown.stdout
    assert "PP333" in shown.stderr
    assert perfplan("import", plant, "--out", str(out)).returncode == 0
    kept = out.read_bytes()
    again = perfplan("import", plant, "--id", "other", "--out", str(out))
    assert (again.returncode, out.read_bytes()) == (2, kept)
    assert "exists already" in again.stderr


@pytest.mark.parametrize(
    ("name", "code", "said"), [("none.xml", 2, "cannot read"), ("plan.mpp", 2, "no kind"), ("bad.xml", 1, "PP331")]
)
def test_the_command_says_what_it_cannot_read(name: str, code: int, said: str, tmp_path: Path) -> None:
    (tmp_path / "bad.xml").write_bytes(HOSTILE["entities that grow"])
    found = perfplan("import", str(tmp_path / name))
    assert (found.returncode, found.stdout) == (code, "")
    assert said in found.stderr
