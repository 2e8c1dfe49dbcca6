"""Risk and buffers as people and scripts see them: table, JSON, Markdown and pictures of the example."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from xml.etree import ElementTree

import icalendar
import pytest

from perfplan.cli import frame
from perfplan.intake._reader import Asked, Known, readers

PLAN = Path(__file__).parent.parent / "examples" / "uncertain-project.yaml"


def shown(capsys: pytest.CaptureFixture[str], *more: str) -> str:
    asked = ["timeline", "p01", "--plan", str(PLAN), "--today", "2025-01-06", "--simulate", "2000", *more]
    assert frame.run(asked) == 0
    return capsys.readouterr().out


def test_the_table_recommends_dates_and_says_how_sure_they_are(capsys: pytest.CaptureFixture[str]) -> None:
    text = shown(capsys, "--lang", "en")
    assert "(2000 runs, seed 1, PERT" in " ".join(text.split())
    assert "latest safe start 2025-04-" in " ".join(text.split())
    assert "Three points" in " ".join(text.split())


def test_json_counts_runs_and_days(capsys: pytest.CaptureFixture[str]) -> None:
    found = json.loads(shown(capsys, "--format", "json"))
    risk = found["risk"]
    assert (risk["runs"], risk["seed"]) == (2000, 1)
    assert risk["buffers"]["met_runs"] >= 1600
    assert risk["buffers"]["chain"] == found["chain"]
    assert risk["critical_runs"]["install"] == 2000
    assert risk["buffers"]["eaten"] == 0
    dates = {each["id"]: each["recommended_start"] for each in risk["buffers"]["stages"]}
    assert all(dates[stage["id"]] < stage["latest_start"] for stage in found["stages"])
    assert {each["after"] for each in risk["buffers"]["feeding"]} == {"eia", "kit"}
    assert found["stages"][1]["three_points"]["pessimistic"] == "30wd"


def test_the_seed_changes_the_draws_and_nothing_else(capsys: pytest.CaptureFixture[str]) -> None:
    first, again, other = (
        json.loads(shown(capsys, "--format", "json", "--seed", seed))["risk"] for seed in ("1", "1", "2")
    )
    assert first == again
    assert first["critical_runs"] != other["critical_runs"]


@pytest.mark.parametrize(("name", "marks"), [("svg", 4), ("html", 4)])
def test_pictures_have_a_band_and_a_bar_a_feeding_buffer(
    capsys: pytest.CaptureFixture[str], name: str, marks: int
) -> None:
    """The project's buffer, two feeding ones, and the legend; on the page the band crosses every row."""
    text = shown(capsys, "--format", name)
    assert text.count('class="buffer"') + ("line buffer" in text) == marks


def buffers(capsys: pytest.CaptureFixture[str]) -> dict[str, tuple[str, str]]:
    """Return the first and last day of every buffer, as scripts read them: by stage, empty for the project's."""
    found = json.loads(shown(capsys, "--format", "json"))
    own = found["risk"]["buffers"]
    days = {each["after"]: (each["first"], each["last"]) for each in own["feeding"]}
    following = ("2025-11-06", found["deadline"])  # own["ready_by"] is a Wednesday
    assert own["ready_by"] == "2025-11-05"
    return days | {"": following}


def test_buffers_are_lines_of_the_table(capsys: pytest.CaptureFixture[str]) -> None:
    expected = buffers(capsys)
    found = json.loads(shown(capsys, "--format", "json"))
    text = shown(capsys, "--format", "csv").removeprefix("\ufeff")
    lines = list(csv.DictReader(io.StringIO(text, newline="")))
    own = {line["id"].partition("!")[0]: line for line in lines if "!" in line["id"]}
    assert {key: (line["latest_start"], line["latest_finish"]) for key, line in own.items()} == expected
    days = {each["after"]: f"{each['days']}wd" for each in found["risk"]["buffers"]["feeding"]}
    assert {key: own[key]["duration"] for key in days} == days
    dates = {each["id"]: each["recommended_start"] for each in found["risk"]["buffers"]["stages"]}
    assert {line["id"]: line["recommended_start"] for line in lines if line["id"] in dates} == dates
    assert lines[-2]["critical_share"] or lines[0]["critical_share"]


def test_buffers_are_events_and_bars_of_their_own(capsys: pytest.CaptureFixture[str]) -> None:
    expected = buffers(capsys)
    calendar = icalendar.Calendar.from_ical(shown(capsys, "--format", "ics"))
    events = {str(each["uid"]).partition("@")[0]: each for each in calendar.walk("VEVENT")}
    for stage, (first, _) in expected.items():
        event = events[f"p01/{stage}!buffer" if stage else "p01!buffer"]
        assert str(event.decoded("dtstart")) == first
    chart = shown(capsys, "--format", "mermaid", "--lang", "en")
    assert f":p01-kit--buffer, {expected['kit'][0]}, " in chart
    assert f"project buffer :p01--buffer, {expected[''][0]}, 2025-11-29" in chart
    drawn = shown(capsys, "--format", "gantt", "--lang", "en")
    assert drawn.count("▓") >= 4
    assert "project buffer" in drawn
    assert "latest safe start" in " ".join(drawn.split())


def test_buffers_are_tasks_there_and_no_stages_here(capsys: pytest.CaptureFixture[str]) -> None:
    expected = buffers(capsys)
    text = shown(capsys, "--format", "mspdi", "--lang", "en")
    space = {"p": "http://schemas.microsoft.com/project"}
    tasks = {
        task.findtext("p:Name", "", space): task for task in ElementTree.fromstring(text).iterfind(".//p:Task", space)
    }
    own = tasks["[buffer] project buffer"]
    said = [
        own.findtext(f"p:{name}", "", space)[:10] for name in ("Start", "Finish", "ConstraintType", "OutlineNumber")
    ]
    assert said == [*expected[""], "2", "10"]
    assert len(tasks) == 7 + 3
    assert len({task.findtext("p:UID", "", space) for task in tasks.values()}) == len(tasks)
    known = Known({"陈宇": "chen-yu"}, {"县工信局": "gxj"}, plan=True)
    taken = readers()[".xml"].read(Asked(text.encode(), "p.xml", known))
    assert "buffer" not in taken.text
    assert taken.text.count("id: ") == 1 + 7


def test_pictures_say_when_to_begin_and_what_decides(capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("svg", "html"):
        text = shown(capsys, "--format", name, "--lang", "en")
        assert "Begin on" in text
        assert "Decides: 100.0%" in text
        assert "half of the runs end by" in text
