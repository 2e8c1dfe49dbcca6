"""Timelines as Microsoft Project's XML: the schema's order and numbers, and what MPXJ reads of it."""

from __future__ import annotations

import dataclasses
import json
import shutil
import subprocess
import sys
from datetime import date, timedelta
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from schedule_builders import CHINA, OWNER, group, known_project, project, stage

from perfplan.export._timeline import Occasion
from perfplan.export.timeline_mspdi import stable_numbers, write
from perfplan.i18n import Translator
from perfplan.model.project import Project
from perfplan.schedule.reverse import schedule_project

READER = Path(__file__).with_name("mpxj_reader.py")
NS = {"p": "http://schemas.microsoft.com/project"}
OCCASION = Occasion(Translator("en"), None, "county-2025", date(2025, 2, 10))
available = shutil.which("java") is not None and all(map(find_spec, ("mpxj", "jpype")))


def tree(plan: Project) -> ElementTree.Element:
    return ElementTree.fromstring(write(schedule_project(plan), OCCASION))


def tasks(plan: Project) -> list[ElementTree.Element]:
    return tree(plan).findall("p:Tasks/p:Task", NS)


def said(task: ElementTree.Element, name: str) -> str:
    return task.findtext(f"p:{name}", "", NS)


def everything() -> Project:
    """Return a project with all links, lags, constraints, calendars, a milestone and a name full of signs."""
    shift = dataclasses.replace(CHINA, id="six", name="六天", weekdays=(1, 2, 3, 4, 5, 6))
    stages = (
        replace(stage("a 5wd", start_not_before=date(2025, 9, 8)), name='<a> & "b" \x01'),
        replace(stage("b 10cd a:SS+2wd", finish_on=date(2025, 9, 26)), owner=replace(OWNER, id="li", name="李强")),
        stage("c 3wd a:FF-1wd b:SF+3cd", calendar=shift, finish_not_after=date(2025, 10, 17)),
        stage("m 0wd c", start_not_after=date(2025, 11, 3)),
        stage("d 2wd m", due=("b", "60cd"), finish_not_before=date(2025, 10, 20), finish_not_after=date(2025, 11, 7)),
        stage("e 1wd d", start_on=date(2025, 11, 10), start_not_before=date(2025, 11, 6)),
    )
    return project("2025-09-01", "2025-11-28", *stages)


def test_numbers_are_those_of_the_schema() -> None:
    a, b, c, m, d, e = tasks(everything())
    assert [said(each, "ConstraintType") for each in (a, b, c, m, d, e)] == ["4", "3", "7", "5", "7", "2"]
    assert said(a, "ConstraintDate") == "2025-09-08T08:00:00"
    assert said(b, "ConstraintDate") == "2025-09-26T17:00:00"
    link = b.find("p:PredecessorLink", NS)
    assert link is not None
    assert {each.tag.partition("}")[2]: each.text for each in link} == {
        "PredecessorUID": said(a, "UID"),
        "Type": "3",
        "CrossProject": "0",
        "LinkLag": "9600",
        "LagFormat": "7",
    }
    lags = [(said(each, "Type"), said(each, "LinkLag"), said(each, "LagFormat")) for each in c.iterfind("p:*", NS)]
    assert [lag for lag in lags if lag[1]] == [("0", "-4800", "7"), ("2", "43200", "8")]
    assert (said(m, "Milestone"), said(m, "Duration"), said(b, "Duration")) == ("1", "PT0H0M0S", "PT80H0M0S")
    assert said(tasks(project("2025-09-01", "2025-09-30", "a 1wd"))[0], "ConstraintType") == "1"


def test_what_has_no_field_stands_in_the_text() -> None:
    texts = [
        {said(each, "FieldID"): said(each, "Value") for each in task.iterfind("p:ExtendedAttribute", NS)}
        for task in tasks(everything())
    ]
    assert [each["188744015"] for each in texts] == list("abcmde")
    assert [each.get("188744016", "") for each in texts] == [
        *("", "", "", ""),
        "finish_not_before=2025-10-20; due_within=b 60cd",
        "start_not_before=2025-11-06",
    ]


def test_days_off_and_make_up_days_are_exceptions() -> None:
    found = tree(everything())
    calendars = {each.findtext("p:Name", "", NS): each for each in found.iterfind("p:Calendars/p:Calendar", NS)}
    assert list(calendars) == ["中国大陆", "六天", "calendar days"]
    week = [said(day, "DayWorking") for day in calendars["六天"].iterfind("p:WeekDays/p:WeekDay", NS)]
    assert week == ["0", "1", "1", "1", "1", "1", "1"]  # Sunday first
    spans = [
        (
            said(each, "Name"),
            said(each, "DayWorking"),
            *(each.findtext(f"p:TimePeriod/p:{end}", "", NS)[:10] for end in ("FromDate", "ToDate")),
        )
        for each in calendars["中国大陆"].iterfind("p:Exceptions/p:Exception", NS)
    ]
    assert ("春节调休", "1", "2025-01-26", "2025-01-26") in spans
    assert ("国庆节", "0", "2025-10-01", "2025-10-03") in {(name[:3], *rest) for name, *rest in spans}
    assert {start[:4] for _, _, start, _ in spans} == {"2024", "2025", "2026"}


def test_numbers_last_when_stages_come_and_go() -> None:
    before = {
        said(each, "Name"): said(each, "UID") for each in tasks(project("2025-09-01", "2025-12-31", "a 3wd", "b 1wd a"))
    }
    after = {
        said(each, "Name"): said(each, "UID") for each in tasks(project("2025-09-01", "2025-12-31", "x 2wd", "b 1wd x"))
    }
    assert before["B"] == after["B"]


@settings(max_examples=50)
@given(st.lists(st.text(max_size=8), unique=True, max_size=300))
def test_numbers_are_apart_and_small(ids: list[str]) -> None:
    numbers = stable_numbers(ids)
    assert list(numbers) == ids
    assert len(set(numbers.values())) == len(ids)
    assert all(0 < number < 1 << 20 for number in numbers.values())


@pytest.mark.skipif(not available, reason="needs Java and the Python packages mpxj and jpype1 (the extra dev)")
def test_mpxj_reads_what_was_written(tmp_path: Path) -> None:
    days = [date(2025, 1, 1) + timedelta(days=number) for number in range(730)]
    plan = everything()
    path = tmp_path / "p.xml"
    path.write_bytes(write(schedule_project(plan), OCCASION))
    command = [sys.executable, str(READER), str(path), *map(str, days)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    read: dict[str, Any] = json.loads(done.stdout)
    assert (read["title"], read["finish"], read["from"], read["honor"]) == ("P", "2025-11-28T17:00", "FINISH", False)
    by_id = {each["id"]: each for each in read["tasks"]}
    for found in schedule_project(plan).stages:
        task, ours = by_id[found.stage.id], found.stage
        assert (task["start"][:10], task["finish"][:10]) == (str(found.latest_start), str(found.latest_finish))
        assert task["early"] == [
            f"{found.earliest_start}T{'08' if ours.duration.days else '17'}:00",
            f"{found.earliest_finish}T17:00",
        ]
        assert task["duration"] == f"{ours.duration.days}.0d"
        assert task["milestone"] is (ours.duration.days == 0)
        assert (task["critical"], task["total"]) == (found.critical, found.total_float * 480)
        calendar = ours.calendar if ours.duration.working else None
        assert read["works"][task["calendar"]] == [calendar is None or calendar.is_workday(day) for day in days]
    assert by_id["a"]["name"] == '<a> & "b" '
    assert by_id["b"]["people"] == ["李强"]
    assert by_id["c"]["links"] == [["a", "FF", "-1.0d"], ["b", "SF", "3.0ed"]]
    assert by_id["d"]["constraint"] == ["FINISH_NO_LATER_THAN", "2025-11-07T17:00"]


def test_known_projects_can_be_written() -> None:
    for name in ("p01", "p02", "p03"):
        assert len(tasks(known_project(name))) == len(known_project(name).stages)


def test_groups_are_summary_tasks_above_what_they_hold() -> None:
    inner = group("civil a", "c 4wd", "d 2wd c", finish_not_after=date(2025, 10, 31))
    found = tasks(project("2025-09-01", "2025-12-31", "a 3wd", group("works", inner, "e 1wd civil"), "f 0wd works"))
    shown = [(said(each, "OutlineNumber"), said(each, "OutlineLevel"), said(each, "Summary")) for each in found]
    assert shown == [
        *(("1", "1", "0"), ("2", "1", "1"), ("2.1", "2", "1"), ("2.1.1", "3", "0"), ("2.1.2", "3", "0")),
        *(("2.2", "2", "0"), ("3", "1", "0")),
    ]
    uids = {said(each, "Name"): said(each, "UID") for each in found}
    linked = {said(each, "Name"): each.findtext("p:PredecessorLink/p:PredecessorUID", "", NS) for each in found}
    assert (linked["CIVIL"], linked["E"], linked["F"]) == (uids["A"], uids["CIVIL"], uids["WORKS"])
    assert (said(found[2], "ConstraintType"), said(found[2], "ConstraintDate")) == ("7", "2025-10-31T17:00:00")
