"""Timelines as Markdown, JSON, SVG and iCalendar: complete, readable back, escaped, the same bytes every time."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import UTC, date, datetime
from xml.etree import ElementTree

import icalendar
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from schedule_builders import group, known_project, known_rows, project, stage

from perfplan.export._timeline import Occasion, TimelineWriter, timeline_formats, timeline_writer
from perfplan.export.timeline_json import as_data
from perfplan.i18n import Translator
from perfplan.model.project import Project
from perfplan.schedule.reverse import schedule_project
from perfplan.tables.timeline import cells, days_left, headings, rows

NASTY = "A|B <b>&\"'*x*`y`[z] _u_ \x01"
SVG = "{http://www.w3.org/2000/svg}"


def occasion(today: date | None = None) -> Occasion:
    return Occasion(Translator("en"), today, "county-2025", date(2025, 2, 10))


def written(name: str, plan: Project, today: date | None = None) -> str:
    return writer(name).write(schedule_project(plan), occasion(today)).decode()


def writer(name: str) -> TimelineWriter:
    found = timeline_writer(name)
    assert found.name == name
    return found


def test_formats_are_found_by_their_files() -> None:
    assert timeline_formats() == ("csv", "html", "ics", "json", "markdown", "mermaid", "mspdi", "svg", "todo")
    suffixes = [".csv", ".html", ".ics", ".json", ".md", ".mmd", ".xml", ".svg", ".ics"]
    assert [writer(name).suffix for name in timeline_formats()] == suffixes
    with pytest.raises(LookupError):
        timeline_writer("gif")


def nasty() -> Project:
    return project("2025-09-01", "2025-09-30", replace(stage("a 3wd"), name=NASTY), "b 2wd a:SS+1wd", name=NASTY)


def test_json_is_the_contract() -> None:
    data = json.loads(written("json", known_project("p01")))
    assert list(data) == [
        *("project", "name", "owner", "unit", "start", "deadline", "feasible", "days_late", "late_unit", "chain"),
        *("why", "stages", "groups", "forecast", "people", "risk"),
    ]
    assert (data["project"], data["deadline"], data["feasible"], data["days_late"]) == ("p01", "2026-06-30", True, 0)
    assert data["why"] == "the project must start by 2025-07-10; no working day in reserve"
    for found, row in zip(data["stages"], known_rows()["p01"], strict=True):
        assert found["id"] == row["stage"]
        assert ";".join(found["after"]) == row["after"]
        shared = ("name", "duration", "latest_start", "latest_finish", "earliest_start", "earliest_finish")
        assert {key: found[key] for key in shared} == {key: row[key] for key in shared}
    assert data["stages"][2] | {"links": []} == {
        "id": "land",
        "name": "用地预审与选址意见",
        "owner": "陈宇",
        "owner_id": "chen-yu",
        "unit": "县工信局",
        "duration": "15wd",
        "group": None,
        "after": ["approval"],
        "links": [],
        "latest_start": "2025-07-28",
        "latest_finish": "2025-08-15",
        "earliest_start": "2025-07-21",
        "earliest_finish": "2025-08-08",
        "total_float": 5,
        "free_float": 5,
        "float_unit": "wd",
        "critical": False,
        "driver": "approval",
        "days_left": None,
        **dict.fromkeys(("actual_start", "actual_finish", "forecast_start", "forecast_finish", "remaining")),
        **dict.fromkeys(("forecast_float", "variance", "three_points")),
    }
    assert data["forecast"] is None


def test_json_says_why_it_does_not_fit_and_keeps_the_links() -> None:
    plan = project("2025-09-01", "2025-09-02", "a 3wd", "b 2wd a:SS+1wd")
    data = as_data(schedule_project(plan), occasion(date(2025, 8, 29)))
    assert (data["feasible"], data["days_late"], data["late_unit"], data["chain"]) == (False, 1, "wd", ["a"])
    assert data["why"] == (
        "finishes 1 working day late, because A; it fits if the deadline moves to 2025-09-03; "
        "it fits too if the project starts on 2025-08-29"
    )
    assert data["stages"][1]["links"] == [{"stage": "a", "link": "SS", "lag": "1wd"}]
    assert [each["days_left"] for each in data["stages"]] == [0, 1]


def test_markdown_has_a_row_for_every_stage_and_marks_the_critical() -> None:
    text = written("markdown", known_project("p01"))
    lines = text.splitlines()
    assert lines[0] == "## 标准厂房二期"
    assert "- Deadline: 2026-06-30" in lines
    assert "- Why: the project must start by 2025-07-10; no working day in reserve" in lines
    table = [line for line in lines if line.startswith("|")]
    assert len(table) == 2 + 14
    assert table[2] == (
        "| 项目备案 | 陈宇 | 7wd |  | 2025-07-10 | 2025-07-18 | 2025-07-10 | 2025-07-18 | 0wd | 0wd | ● |  |"
    )
    assert sum("●" in line for line in table) == 10


def test_markdown_shows_text_as_it_is_written() -> None:
    table = [line for line in written("markdown", nasty()).splitlines() if line.startswith("|")]
    assert {len(re.findall(r"(?<!\\)\|", line)) for line in table} == {13}
    assert "A\\|B \\<b>" not in table[2]
    assert "A\\|B \\<b\\>&\"'\\*x\\*\\`y\\`\\[z\\] \\_u\\_" in table[2]
    assert table[3].split(" | ")[3].endswith(" SS+1wd")


def test_days_left_count_the_stages_own_days() -> None:
    timeline = schedule_project(project("2025-09-01", "2025-10-15", "a 5wd", "b 5cd a"))
    working, calendar = timeline.stages
    assert (working.latest_start, calendar.latest_start) == (date(2025, 9, 28), date(2025, 10, 11))
    assert days_left(working, date(2025, 9, 26)) == 1
    assert days_left(working, date(2025, 9, 30)) == -2
    assert days_left(calendar, date(2025, 9, 30)) == 11
    table = rows(timeline, date(2025, 9, 26))
    assert headings(table)[-1] == "Days left"
    assert [cells(row, Translator("en"))[-1] for row in table] == ["1wd", "15cd"]
    assert headings(rows(timeline, None))[-1] == "Driven by"


def test_estimated_dates_carry_a_mark() -> None:
    row = rows(schedule_project(project("2026-12-28", "2027-03-01", "a 5wd")), None)[0]
    shown = cells(row, Translator("en"))[4:8]
    assert shown[0].startswith("~2027-")
    assert shown[2] == "2026-12-28"


def test_calendar_reads_back() -> None:
    timeline = schedule_project(known_project("p01"))
    text = writer("ics").write(timeline, occasion())
    events = icalendar.Calendar.from_ical(text).walk("VEVENT")
    by_uid = {str(event["uid"]): event for event in events}
    assert len(by_uid) == len(events) == len(timeline.stages) + 1
    for found in timeline.stages:
        event = by_uid[f"p01/{found.stage.id}@county-2025"]
        assert event.decoded("dtstart") == found.latest_start
        assert (event.decoded("dtend") - found.latest_finish).days == 1
        assert event.decoded("dtstamp") == datetime(2025, 2, 10, tzinfo=UTC)
        assert str(event["summary"]) == f"标准厂房二期: {found.stage.name}"
    assert by_uid["p01@county-2025"].decoded("dtstart") == date(2026, 6, 30)
    assert "Owner: 陈宇" in str(by_uid["p01/tender@county-2025"]["description"])


def test_calendar_keeps_any_text() -> None:
    plan = replace(nasty(), name="a;b,c\nd")
    events = icalendar.Calendar.from_ical(writer("ics").write(schedule_project(plan), occasion())).walk("VEVENT")
    assert str(events[-1]["summary"]) == "a;b,c\nd: deadline"


def test_csv_has_a_line_for_every_stage_that_no_spreadsheet_runs() -> None:
    timelines = [schedule_project(known_project("p01")), schedule_project(nasty())]
    every = writer("csv").write_all
    assert every is not None
    text = every(timelines, occasion(date(2025, 8, 1))).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert [row["id"] for row in rows] == [each.stage.id for line in timelines for each in line.stages]
    data = as_data(timelines[0], occasion(date(2025, 8, 1)))
    same = ("latest_start", "latest_finish", "earliest_start", "earliest_finish", "total_float", "free_float", "driver")
    for row, stage_ in zip(rows, data["stages"], strict=False):
        assert {key: row[key] for key in same} == {key: str(stage_[key]) for key in same}
        assert (row["critical"], row["days_left"]) == ("yes" if stage_["critical"] else "no", str(stage_["days_left"]))
    risky = replace(nasty(), stages=(replace(stage("a 3wd"), name="=1+1"),))
    assert ",'=1+1," in writer("csv").write(schedule_project(risky), occasion()).decode()


def test_to_dos_are_due_on_the_latest_finish_and_stand_beside_the_events() -> None:
    timeline = schedule_project(known_project("p01"))
    todos = icalendar.Calendar.from_ical(writer("todo").write(timeline, occasion())).walk("VTODO")
    by_uid = {str(todo["uid"]): todo for todo in todos}
    events = icalendar.Calendar.from_ical(writer("ics").write(timeline, occasion())).walk("VEVENT")
    assert len(by_uid) == len(timeline.stages) + 1
    assert not by_uid.keys() & {str(event["uid"]) for event in events}
    for found in timeline.stages:
        todo = by_uid[f"p01/{found.stage.id}!todo@county-2025"]
        assert (todo.decoded("dtstart"), todo.decoded("due")) == (found.latest_start, found.latest_finish)
        assert str(todo["priority"]) == str(1 if found.critical else 5)
        assert todo["status"] == "NEEDS-ACTION"
    assert by_uid["p01!todo@county-2025"].decoded("due") == date(2026, 6, 30)


@pytest.mark.parametrize("name", ["ics", "todo"])
def test_a_calendar_holds_several_projects(name: str) -> None:
    both = [schedule_project(known_project(project)) for project in ("p01", "p02")]
    every = writer(name).write_all
    assert every is not None
    calendar = icalendar.Calendar.from_ical(every(both, replace(occasion(), plan_name="County")))
    uids = [str(entry["uid"]) for entry in calendar.subcomponents]
    assert len(set(uids)) == len(uids) == 2 + sum(len(each.stages) for each in both)
    assert str(calendar["x-wr-calname"]) == "County"


def test_mermaid_has_every_bar_with_its_own_dates() -> None:
    text = written("mermaid", known_project("p01"))
    assert text.splitlines()[:4] == [
        *("gantt", "    dateFormat YYYY-MM-DD", "    axisFormat %Y-%m-%d", "    section 标准厂房二期"),
    ]
    assert "    招标 :crit, p01-tender, 2025-09-27, 2025-10-27\n" in text
    assert text.endswith("    Deadline :milestone, crit, p01--deadline, 2026-06-30, 2026-07-01\n")
    assert len(text.splitlines()) == 4 + 14 + 1


MERMAID_BAR = re.compile(r"    [^:#;\n]*(?:#\d+;[^:#;\n]*)* :(?:\w+, )*[\w-]+, \d{4}-\d\d-\d\d, \d{4}-\d\d-\d\d")


@pytest.mark.parametrize(
    "name", ["a: b", "x; y", "c # d", "%% no remark", "2025-01-01", "section x", "Title of it", "click me", "a\nb"]
)
def test_mermaid_takes_no_name_for_syntax(name: str) -> None:
    lines = written("mermaid", project("2025-09-01", "2025-09-30", replace(stage("a 3wd"), name=name))).splitlines()
    assert len(lines) == 6
    assert MERMAID_BAR.fullmatch(lines[4])
    said = lines[4].partition(" :")[0].strip()
    assert not re.match(r"(?i)section|title|click|%|\d{4}-", said)
    assert re.sub(r"#(\d+);", lambda found: chr(int(found[1])), said).lstrip("\u200b") == name.replace("\n", " ")


def test_mermaid_ids_stay_apart() -> None:
    text = written("mermaid", project("2025-09-01", "2025-09-30", "a 3wd", "甲 1wd", "乙 1wd", "m 0wd a"))
    ids = re.findall(r":(?:\w+, )*([\w-]+), \d{4}-", text)
    assert len(set(ids)) == len(ids) == 5
    assert all(each.isascii() for each in ids)
    assert ":milestone, p-m, 2025-09-30, 2025-10-01" in text


def drawing(plan: Project, today: date | None = None) -> ElementTree.Element:
    return ElementTree.fromstring(written("svg", plan, today))


def words(root: ElementTree.Element) -> list[str]:
    return ["".join(found.itertext()) for found in root.iter(f"{SVG}text")]


def classes(root: ElementTree.Element) -> list[str]:
    return [found.get("class", "") for found in root.iter()]


def test_chart_names_every_stage_whole_and_stands_alone() -> None:
    root = drawing(known_project("p01"), date(2025, 11, 23))
    shown = words(root)
    for row in known_rows()["p01"]:
        assert row["name"] in shown
        assert row["latest_start"][5:] in shown
        assert row["latest_finish"][5:] in shown
    assert {"2025 Q3", "2026 Q2", "Jul", "Jun", "Deadline 2026-06-30", "Today 2025-11-23"} <= set(shown)
    assert {found.tag.removeprefix(SVG) for found in root.iter()} <= {
        *("svg", "title", "style", "defs", "pattern", "rect", "line", "polygon", "text"),
    }
    assert "http" not in "".join(root.itertext())


def test_chart_tells_critical_from_float_without_colour() -> None:
    plain = classes(drawing(known_project("p01")))
    assert plain.count("critical") == 10 + 1  # and once in the legend
    assert plain.count("stage") == 4 + 1
    assert plain.count("float") == 4 + 1
    assert "today" not in plain
    late = classes(drawing(replace(known_project("p01"), deadline=date(2026, 6, 11))))
    assert late.count("behind") == 12 + 1


def test_chart_draws_milestones_and_a_longest_chain_with_reserve() -> None:
    root = drawing(project("2025-09-01", "2025-12-31", "a 3wd", "m 0cd a", "x 1wd"))
    assert classes(root).count("stage chain") == 2 + 1
    assert len(list(root.iter(f"{SVG}polygon"))) == 1 + 1
    assert "critical" not in classes(root)


def test_chart_clamps_a_group_around_its_stages() -> None:
    root = drawing(project("2025-09-01", "2025-12-31", "a 3wd", group("civil a", "c 4wd", "d 2wd c")))
    assert classes(root).count("group") == 1 + 1
    assert {"CIVIL", "· C", "Group of stages"} <= set(words(root))


def test_chart_columns_grow_with_their_words() -> None:
    name = "特别长的阶段名称" * 12
    short, long = project("2025-09-01", "2025-12-31", "a 3wd"), replace(stage("a 3wd"), name=name)
    wide = drawing(project("2025-09-01", "2025-12-31", long))
    assert name in words(wide)
    assert float(wide.attrib["width"]) > len(name) * 14 + 900
    assert float(drawing(short).attrib["width"]) == 1600


def test_chart_escapes_text() -> None:
    shown = words(drawing(nasty()))
    assert NASTY.replace("\x01", "") in shown


@pytest.mark.parametrize(
    ("deadline", "seen", "unseen"),
    [("2025-10-10", "Sep", "2025-09"), ("2033-12-30", "2030", "Sep"), ("2290-12-30", "2200", "Q1")],
)
def test_chart_chooses_bands_that_fit(deadline: str, seen: str, unseen: str) -> None:
    shown = words(drawing(project("2025-09-01", deadline, "a 3wd")))
    assert (seen in shown, unseen in shown) == (seen != "2200", False)


@settings(max_examples=40, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(st.dates(), st.dates(), st.integers(0, 400), st.booleans(), st.one_of(st.none(), st.dates()))
def test_any_dates_can_be_drawn_and_written(
    start: date, deadline: date, days: int, working: bool, today: date | None
) -> None:
    plan = project(start.isoformat(), deadline.isoformat(), f"a {days}{'wd' if working else 'cd'}", "b 1wd a")
    root = drawing(plan, today)
    width = float(root.attrib["width"])
    for found in root.iter(f"{SVG}rect"):
        left, size = (float(found.get(key, 0)) for key in ("x", "width"))
        assert 0 <= left <= left + size <= width
    assert written("ics", plan).count("BEGIN:VEVENT") == 3
    assert written("todo", plan).count("BEGIN:VTODO") == 3
    assert len(written("mermaid", plan).splitlines()) == 7
    assert written("html", plan, today).count("<tr ") == 2
    assert json.loads(written("json", plan, today))["stages"][0]["id"] == "a"


@pytest.mark.parametrize("name", timeline_formats())
def test_the_same_plan_gives_the_same_bytes(name: str) -> None:
    first, second = (writer(name).write(schedule_project(known_project("p01")), occasion()) for _ in range(2))
    assert first == second
    assert first.endswith(b"\n")
