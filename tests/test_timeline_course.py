"""A project under way in every picture and file: what is done, started and late shows, beside the plan."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from importlib.util import find_spec
from pathlib import Path
from xml.etree import ElementTree

import icalendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from schedule_builders import group, project

from perfplan.cli.console import Console
from perfplan.cli.gantt_drawing import draw_gantt
from perfplan.export._timeline import Occasion, timeline_writer
from perfplan.i18n import Translator
from perfplan.intake._reader import Asked, Known, readers
from perfplan.schedule.forecast import with_forecast
from perfplan.schedule.progress import Actual
from perfplan.schedule.reverse import schedule_project
from perfplan.schedule.timeline import Timeline
from perfplan.tables.course import Course, courses
from perfplan.tables.timeline import outline
from perfplan.text import width

TODAY = date(2025, 9, 17)
PLAN = project(
    *("2025-09-01", "2025-10-24", "a 3wd", "p 0wd a", "b 10cd a"),
    group("g", "c 8wd b", "d 2wd c"),
    *("e 25wd a", "f 0wd d"),
)
ACTUALS = {
    "a": Actual(date(2025, 9, 2), date(2025, 9, 5)),
    "p": Actual(None, date(2025, 9, 5)),
    "b": Actual(date(2025, 9, 8), date(2025, 9, 16)),
    "c": Actual(date(2025, 9, 15)),
}
"""On the day: a and p done, b done, c begun before its time, e far too late."""
READER = Path(__file__).with_name("mpxj_reader.py")
NS = {"p": "http://schemas.microsoft.com/project"}
SVG = "{http://www.w3.org/2000/svg}"


def under_way() -> Timeline:
    return with_forecast(schedule_project(PLAN), ACTUALS, TODAY, {"a": date(2025, 9, 3)})


def written(name: str, timeline: Timeline | None = None, lang: str = "en") -> str:
    occasion = Occasion(Translator(lang), TODAY, "county-2025", date(2025, 2, 10), "County", lang)
    return timeline_writer(name).write(timeline or under_way(), occasion).decode()


def by_id(timeline: Timeline) -> dict[str, Course]:
    pairs = zip(timeline.stages, courses(timeline), strict=True)
    return {found.stage.id: course for found, course in pairs}


def test_a_stage_is_done_started_or_open_and_late_against_the_plan() -> None:
    found = by_id(under_way())
    assert [found[id_].state for id_ in "apbcdef"] == ["done", "done", "done", "started", "", "", ""]
    assert (found["a"].variance, found["a"].gone, found["a"].left, found["a"].percent) == (2, 4, 0, 100)
    assert (found["b"].gone, found["b"].late_from) == (9, None)  # 8 to 16 September: calendar days
    assert (found["c"].gone, found["c"].left, found["c"].percent) == (2, 6, 25)  # the 15th and 16th of 8
    assert found["c"].behind == date(2025, 9, 16)
    late = found["e"]
    assert (late.start, late.behind) == (TODAY, None)
    assert late.late_from is not None
    assert late.finish >= late.late_from > late.latest


def test_nothing_is_told_before_a_project_is_under_way() -> None:
    assert courses(schedule_project(PLAN)) == ()
    assert courses(with_forecast(schedule_project(PLAN), {}, date(2025, 8, 1))) == ()


def test_a_group_stands_where_its_stages_stand() -> None:
    course = next(row.course for row in outline(under_way(), TODAY) if row.name == "G")
    assert course is not None
    stages = by_id(under_way())
    assert (course.state, course.start, course.finish) == ("started", stages["c"].start, stages["d"].finish)
    assert course.percent == 20  # two days of ten


@settings(max_examples=150, deadline=None)
@given(st.booleans(), st.booleans(), st.integers(0, 60), st.integers(0, 60), st.integers(0, 60))
def test_the_parts_of_a_bar_are_all_of_it_once(done: bool, begun: bool, start: int, length: int, latest: int) -> None:
    first, today = TODAY - timedelta(days=30) + timedelta(days=start), TODAY
    if begun or done:
        first = min(first, today)
    finish = first + timedelta(days=length)
    finish = min(finish, today) if done else max(finish, today)
    course = Course(done, begun or done, today, first, finish, TODAY + timedelta(days=latest - 30), 1, 1, None)
    parts = {kind: (one, last) for kind, one, last in course.spans()}
    days = [
        day
        for kind in ("past", "ahead")
        if kind in parts
        for day in range(parts[kind][0].toordinal(), parts[kind][1].toordinal() + 1)
    ]
    assert days == list(range(first.toordinal(), finish.toordinal() + 1))
    assert all(last < today for kind, (_, last) in parts.items() if kind == "past" and not done)
    late = [day for day in days if date.fromordinal(day) > course.latest]
    assert ("over" in parts) == bool(late)
    if late:
        assert parts["over"] == (date.fromordinal(late[0]), finish)


def test_pictures_show_both_bars() -> None:
    root = ElementTree.fromstring(written("svg"))
    classes = [found.get("class", "") for found in root.iter()]
    in_legend = 1
    assert classes.count("stage ended") == 3  # a, p, b; planned bars stay
    assert classes.count("past") == 5 + in_legend  # those three, c, and its group
    assert classes.count("ahead") == 5 + in_legend  # c, d, e, f and the group
    assert classes.count("over") == 1 + in_legend
    words = ["".join(found.itertext()) for found in root.iter(f"{SVG}text")]
    assert "09-05 ✓ (+2)" in words
    assert any(word.startswith("Forecast: finishes ") for word in words)


def test_the_page_says_the_same() -> None:
    markup = written("html")
    assert markup.count('class="course past"') == 4 + 1  # a, b, c, the group, and the legend
    assert markup.count('class="course point past"') == 1
    assert markup.count('class="course over"') == 1 + 1
    assert markup.count("<tr id=") == len(re.findall(r'class="lane [^"]*under-way', markup)) == 8
    assert re.search(r'<tr id="p/a" class="[^"]*ended"', markup)
    assert re.search(r'<p class="why late">Forecast: finishes 1 working day late', markup)
    assert "<dt>State</dt><dd>done</dd>" in markup


def test_mermaid_has_a_second_bar() -> None:
    lines = [line.strip() for line in written("mermaid").splitlines()]
    assert "A (actual) :done, p-a--course, 2025-09-02, 2025-09-06" in lines
    assert any(line.startswith("A :") and "done" in line for line in lines)
    assert any(re.fullmatch(r"C \(forecast\) :active, p-c--course, 2025-09-15, .*", line) for line in lines)
    assert any(re.fullmatch(r"E \(forecast\) :crit, p-e--course, 2025-09-17, .*", line) for line in lines)
    assert any(line.startswith("P (actual) :milestone, done,") for line in lines)
    keys = [line.split(", ")[-3].rpartition(":")[2] for line in lines[4:]]
    assert len(set(keys)) == len(keys) == 2 * 7 + 1


def test_to_dos_are_ticked_off() -> None:
    todos = {str(each["uid"]): each for each in icalendar.Calendar.from_ical(written("todo")).walk("VTODO")}
    done, begun, open_, whole = (todos[f"{id_}!todo@county-2025"] for id_ in ("p/a", "p/c", "p/e", "p"))
    assert (done["status"], done["percent-complete"]) == ("COMPLETED", 100)
    assert done.decoded("completed") == datetime(2025, 9, 5, 12, tzinfo=UTC)
    assert done.decoded("dtstart") == date(2025, 9, 2)
    assert (begun["status"], begun["percent-complete"], "completed" in begun) == ("IN-PROCESS", 25, False)
    assert (open_["status"], "percent-complete" in open_) == ("NEEDS-ACTION", False)
    assert (whole["status"], "finishes" in str(whole["description"])) == ("IN-PROCESS", True)
    ended = {stage.id: Actual(None, TODAY) for stage in PLAN.stages}
    finished = written("todo", with_forecast(schedule_project(PLAN), ended, TODAY))
    assert finished.count("STATUS:COMPLETED") == len(PLAN.stages) + 1


def test_events_carry_a_tick_and_keep_the_plan() -> None:
    events = {str(each["uid"]): each for each in icalendar.Calendar.from_ical(written("ics")).walk("VEVENT")}
    assert str(events["p/a@county-2025"]["summary"]) == "✓ P: A"
    assert str(events["p/c@county-2025"]["summary"]) == "P: C"
    assert "State: started" in str(events["p/c@county-2025"]["description"])
    planned = {found.stage.id: found.latest_start for found in under_way().stages}
    assert events["p/a@county-2025"].decoded("dtstart") == planned["a"]


def test_csv_says_what_json_says() -> None:
    text = written("csv").removeprefix("\ufeff")
    lines = list(csv.DictReader(io.StringIO(text, newline="")))
    same = ("actual_start", "actual_finish", "forecast_start", "forecast_finish", "remaining", "variance")
    for line, stage in zip(lines, json.loads(written("json"))["stages"], strict=True):
        assert {key: line[key] for key in same} == {key: "" if stage[key] is None else str(stage[key]) for key in same}
    assert [line["state"] for line in lines] == ["done", "done", "done", "started", "", "", ""]


def test_the_terminal_draws_a_second_line() -> None:
    for columns in (40, 80, 120):
        console = Console(io.StringIO(), columns, False, terminal=False)
        lines = list(draw_gantt(under_way(), TODAY, Translator("en"), console, blocks=True))
        assert max(map(width, lines)) <= columns
        place = next(number for number, line in enumerate(lines) if line.startswith("A "))
        assert lines[place + 1].startswith("done ")
        assert "━" in lines[place + 1]
        assert any("╳" in line for line in lines[:-3])
    assert any(line.endswith("09-02 09-05 +2wd") for line in lines)


def project_file(timeline: Timeline) -> ElementTree.Element:
    return ElementTree.fromstring(written("mspdi", timeline))


def test_microsofts_file_has_what_happened_and_the_plan_as_baseline() -> None:
    tasks = {task.findtext("p:Name", "", NS): task for task in project_file(under_way()).iterfind(".//p:Task", NS)}

    def said(name: str, *fields: str) -> list[str]:
        return [tasks[name].findtext(f"p:{field}", "", NS) for field in fields]

    assert said("A", "PercentComplete", "ActualStart", "ActualFinish", "RemainingDuration") == [
        *("100", "2025-09-02T08:00:00", "2025-09-05T17:00:00", "PT0H0M0S"),
    ]
    assert said("C", "PercentComplete", "ActualStart", "ActualFinish", "ActualDuration", "RemainingDuration") == [
        *("25", "2025-09-15T08:00:00", "", "PT16H0M0S", "PT48H0M0S"),
    ]
    assert said("E", "PercentComplete", "ActualStart") == ["", ""]
    planned = {found.stage.name: found for found in under_way().stages}
    for name, found in planned.items():
        start, finish = said(name, "Baseline/p:Start", "Baseline/p:Finish")
        assert (start[:10], finish[:10]) == (str(found.latest_start), str(found.latest_finish))
    assert project_file(schedule_project(PLAN)).find(".//p:Baseline", NS) is None


def test_microsofts_file_is_read_back_as_the_plan() -> None:
    known = Known({"陈宇": "chen-yu", "chen-yu": "chen-yu"}, {"县工信局": "gxj"}, plan=True)

    def taken(timeline: Timeline) -> str:
        return readers()[".xml"].read(Asked(written("mspdi", timeline).encode(), "p.xml", known)).text

    assert taken(under_way()) == taken(schedule_project(PLAN))


@pytest.mark.skipif(
    shutil.which("java") is None or not all(map(find_spec, ("mpxj", "jpype"))),
    reason="needs Java and the Python packages mpxj and jpype1 (the extra dev)",
)
def test_mpxj_reads_progress_back(tmp_path: Path) -> None:
    path = tmp_path / "p.xml"
    path.write_text(written("mspdi"), encoding="utf-8")
    done = subprocess.run([sys.executable, str(READER), str(path)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    tasks = {each["id"]: each for each in json.loads(done.stdout)["tasks"]}
    assert tasks["a"]["actual"] == ["2025-09-02T08:00", "2025-09-05T17:00", "100", "0.0d"]
    assert tasks["c"]["actual"] == ["2025-09-15T08:00", "", "25", "6.0d"]
    assert tasks["e"]["actual"] == ["", "", "0", "25.0d"]
    assert tasks["c"]["duration"] == "8.0d"
    found = next(found for found in under_way().stages if found.stage.id == "c")
    assert tasks["c"]["baseline"] == [f"{found.latest_start}T08:00", f"{found.latest_finish}T17:00"]


def test_a_plan_without_progress_is_drawn_as_before() -> None:
    plain = schedule_project(PLAN)
    waiting = with_forecast(plain, {}, date(2025, 8, 1))
    for name in ("svg", "html", "mermaid", "ics", "todo", "mspdi", "markdown"):
        assert written(name, replace(waiting, forecast=None)) == written(name, waiting)
