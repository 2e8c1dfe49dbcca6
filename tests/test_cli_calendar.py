"""Drawing, listing and importing calendars."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path

import pytest

from perfplan.calendars import country_calendar
from perfplan.cli import frame
from perfplan.cli.console import Console
from perfplan.cli.year_drawing import draw_year
from perfplan.i18n import Translator
from perfplan.tables.year_calendar import year_days, year_grid
from perfplan.text import width

Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("PERFPLAN_PLAN", raising=False)
    monkeypatch.setenv("PERFPLAN_LANG", "en")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def drawn(lang: str, columns: int, year: int = 2025, *, colour: bool = False) -> str:
    calendar = country_calendar("CN")
    console = Console(io.StringIO(), columns, colour=colour, terminal=colour)
    return draw_year(year_grid(calendar, year), year_days(calendar, year), Translator(lang), console)


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("columns", [40, 80, 120])
def test_the_drawing_fits_and_aligns(lang: str, columns: int) -> None:
    lines = drawn(lang, columns).splitlines()
    assert all(width(line) <= columns for line in lines)
    weeks = [line for line in lines if line.startswith(("Mo ", "一 "))]
    abreast = weeks[0].count("Mo") + weeks[0].count("一")
    assert len(weeks) * abreast == 12
    assert {width(line) for line in weeks} == {abreast * 24 - 4}, "every month as wide as the others"


def test_every_day_of_the_year_is_drawn_once() -> None:
    months = drawn("en", 120).split("* day off")[0]
    cells = [word.rstrip("*+") for word in months.replace("*", "* ").replace("+", "+ ").split()]
    assert sum(cell.isdigit() and int(cell) <= 31 for cell in cells) == 365 + 12, "365 days, and 12 counts"


def test_days_off_and_make_up_days_are_marked_in_pipes_too() -> None:
    text = drawn("en", 120)
    assert "26+" in text, "2025-01-26, a Sunday that works"
    assert "28*29*30*31*" in text, "the spring festival"
    assert "* 10-01 – 10-08  国庆节、中秋节" in text
    assert "\x1b" not in text
    assert "\x1b[31m" in drawn("en", 120, colour=True)


def test_a_provisional_year_says_so() -> None:
    assert "Coverage: provisional" in drawn("en", 80, 2028)
    assert "Coverage: none" in drawn("en", 80, 2099)


def test_csv_has_a_line_for_every_day(capsys: Capture) -> None:
    assert frame.run(["calendar", "show", "2024", "--format", "csv"]) == 0
    out = capsys.readouterr().out
    assert out.splitlines()[:2] == ["date,is_workday,name", "2024-01-01,0,元旦"]
    rows = list(csv.DictReader(io.StringIO(out)))
    assert [date.fromisoformat(row["date"]) for row in rows] == [
        date.fromordinal(date(2024, 1, 1).toordinal() + n) for n in range(366)
    ]
    assert sum(int(row["is_workday"]) for row in rows) == 22 + 18 + 21 + 22 + 21 + 19 + 23 + 22 + 21 + 19 + 21 + 22


def test_json_carries_coverage_and_source(capsys: Capture) -> None:
    assert frame.run(["calendar", "show", "2026", "--country", "CN", "--format", "json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["coverage"] == "official"
    assert "2026" in document["source"]
    days = {day["date"]: day for day in document["days"]}
    assert days["2026-02-28"]["is_workday"] is True


def test_a_plans_own_days_show_and_formulas_are_defused(empty_folder: Path, capsys: Capture) -> None:
    (empty_folder / "plan.yaml").write_text(
        "perfplan: 1\nid: a\nname: b\nyear: 2025\n"
        'calendar: {base: CN, off: [{on: 2025-03-03, name: "=cmd()"}]}\n'
        "units: [{id: u, name: U}]\n",
        encoding="utf-8",
    )
    assert frame.run(["calendar", "show", "2025", "--format", "csv"]) == 0
    assert "2025-03-03,0,'=cmd()" in capsys.readouterr().out.splitlines()


@pytest.mark.parametrize("year", ["0", "10000", "-5", "２０２５", "x"])
def test_years_outside_the_calendar_are_refused(year: str, capsys: Capture) -> None:
    assert frame.run(["calendar", "show", "--", year]) == 2
    assert "is not a year from 1 to 9999" in capsys.readouterr().err


def test_list_names_the_years_that_are_known(capsys: Capture) -> None:
    assert frame.run(["calendar", "list"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("CN  中国大陆\n")
    assert "2026  official" in out


def test_an_import_is_a_section_that_a_plan_can_hold(empty_folder: Path, capsys: Capture) -> None:
    assert frame.run(["calendar", "import", "HU", "2026", "--out", "calendar.yaml"]) == 0
    capsys.readouterr()
    (empty_folder / "plan.yaml").write_text(
        "perfplan: 1\nid: a\nname: b\nyear: 2026\nunits: [{id: u, name: U}]\n", encoding="utf-8"
    )
    assert frame.run(["check", "."]) == 0, capsys.readouterr().out
    capsys.readouterr()
    assert frame.run(["calendar", "show", "2026", "--format", "csv"]) == 0
    rows = {row["date"]: row for row in csv.DictReader(io.StringIO(capsys.readouterr().out))}
    assert rows["2026-10-23"]["is_workday"] == "0"
    assert rows["2026-01-10"]["is_workday"] == "1", "a working Saturday of 2026"
    assert frame.run(["calendar", "import", "HU", "2026", "--out", "calendar.yaml"]) == 2, "never overwritten"


def test_an_unknown_country_is_a_usage_error(capsys: Capture) -> None:
    assert frame.run(["calendar", "import", "ZZ", "2026"]) == 2
    assert frame.run(["calendar", "show", "2026", "--country", "ZZ"]) == 2
    assert capsys.readouterr().out == ""
