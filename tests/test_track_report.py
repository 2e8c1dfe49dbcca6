"""The status as documents: facts for programs, rows for people, nothing cut at any width."""

from __future__ import annotations

import csv
import io
import json
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from track_builders import CN, RSJ, WANG_MIN, done, work_item

from perfplan.export._status import StatusView, status_formats, status_writer
from perfplan.i18n import Translator
from perfplan.model.period import Level
from perfplan.model.sentence import Sentence, named
from perfplan.tables.aligned import aligned, column_widths
from perfplan.text import width
from perfplan.track.grouping import By
from perfplan.track.item import WorkItem
from perfplan.track.status import status

_TODAY = date(2025, 4, 2)
_WORK = [
    work_item("jobs@chengguan/2025-01", date(2025, 1, 27), checkpoint="451", title="城镇新增就业(1月)"),
    work_item("jobs@chengguan/2025-03", date(2025, 3, 31), checkpoint="1352", title="城镇新增就业(3月)"),
    work_item("tax/2025-03", date(2025, 3, 31), unit=RSJ, owner=WANG_MIN, supervisor=None, title="=税收|占比"),
    work_item("p01/tender", date(2025, 4, 3), level=Level.STAGE, project="p01", title="标准厂房二期:招标"),
    work_item("p01/build", date(2025, 12, 1), level=Level.STAGE, project="p01", title="标准厂房二期:施工"),
    work_item("p01/land", date(2025, 2, 1), level=Level.STAGE, project="p01", title="标准厂房二期:用地"),
]


def _view(work: list[WorkItem], columns: int = 80, by: By = By.LEADER, colour: bool = False) -> StatusView:
    found = status(work, {"p01/land": done("p01/land", date(2025, 2, 1))}, _TODAY, CN, 5, by=by)

    def paint(text: str, *styles: str) -> str:
        return f"<{styles[0]}>{text}" if colour else text

    projects = {"p01": "标准厂房二期"}
    return StatusView(found, "county-2025", "示例县2025年绩效考评", projects, Translator("en"), columns, paint)


def _written(kind: str, view: StatusView) -> str:
    return status_writer(kind).write(view)


def test_json_is_a_contract() -> None:
    document = json.loads(_written("json", _view(_WORK)))
    assert list(document) == [
        "plan",
        "today",
        "by",
        "totals",
        "levels",
        "overdue",
        "due_soon",
        "behind",
        "unreported",
        "forecasts",
    ]
    assert (document["plan"], document["today"]) == ("county-2025", "2025-04-02")
    assert document["totals"] == {
        "overdue": {"count": 3, "percent": "50.0"},
        "behind": {"count": 0, "percent": "0.0"},
        "unreported": {"count": 0, "percent": "0.0"},
        "due_soon": {"count": 1, "percent": "16.7"},
        "done": {"count": 1, "percent": "16.7"},
        "closed": {"count": 0, "percent": "0.0"},
        "open": {"count": 1, "percent": "16.6"},
    }
    assert document["behind"] == document["unreported"] == []
    assert [item["id"] for item in document["due_soon"]] == ["p01/tender"]
    assert document["overdue"][0] == {
        "id": "jobs@chengguan/2025-01",
        "title": "城镇新增就业(1月)",
        "unit": "城关镇",
        "unit_id": "chengguan",
        "owner": "赵磊",
        "owner_id": "zhao-lei",
        "supervisor": "周宁",
        "supervisor_id": "zhou-ning",
        "level": "month",
        "deadline": "2025-01-27",
        "days_overdue": 65,
        "count": 2,
        "shortfall": "1352 人",
        "lamp": "red",
        "colour": "red",
        "reason": "65 days overdue: 2 not done; 1352 人 was to be reached by 2025-03-31",
        "extensions": 0,
        "source": "targets/a.yaml:7",
    }
    assert document["overdue"][1]["supervisor"] == document["overdue"][1]["supervisor_id"] == ""


def test_csv_holds_no_formula_and_opens_in_chinese() -> None:
    text = _written("csv", _view(_WORK))
    assert text.startswith("\ufeffstate,id,title,")
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert [(row["state"], row["id"], row["count"]) for row in rows] == [
        ("overdue", "jobs@chengguan/2025-01", "2"),
        ("overdue", "tax/2025-03", "1"),
        ("due_soon", "p01/tender", "1"),
    ]
    assert rows[1]["title"] == "'=税收|占比"


def test_markdown_has_a_table_a_group_and_no_cell_breaks_it() -> None:
    lines = _written("markdown", _view(_WORK)).splitlines()
    assert lines[0] == "# 示例县2025年绩效考评: where the work stands on 2025-04-02"
    assert "## 周宁: 2 overdue, 1 due soon" in lines
    assert "## no leader named: 1 overdue, 0 due soon" in lines
    assert "| =税收\\|占比 | 县人社局 | 王敏 | 2025-03-31 | 2 days overdue |" in lines
    assert "| what | unit | owner | deadline | state of things |" in lines


def test_text_at_full_width() -> None:
    lines = _written("text", _view(_WORK, 140)).splitlines()
    assert lines == [
        "示例县2025年绩效考评: where the work stands on 2025-04-02",
        "3 overdue (50.0%) · 1 due soon (16.7%) · 1 done (16.7%) · 1 not yet due (16.6%)",
        "",
        "周宁: 2 overdue, 1 due soon",
        "what               unit    owner  deadline    state of things",
        "城镇新增就业(1月)  城关镇  赵磊   2025-01-27  "
        "65 days overdue: 2 not done; 1352 人 was to be reached by 2025-03-31",
        "标准厂房二期:招标  城关镇  赵磊   2025-04-03  1 day left",
        "",
        "no leader named: 1 overdue, 0 due soon",
        "what        unit      owner  deadline    state of things",
        "=税收|占比  县人社局  王敏   2025-03-31  2 days overdue",
    ]


def test_text_at_forty_columns_stacks_what_cannot_stand_beside() -> None:
    lines = _written("text", _view(_WORK, 40)).splitlines()
    start = lines.index("城镇新增就业(1月)")
    assert lines[start : start + 4] == [
        "城镇新增就业(1月)",
        "  unit 城关镇 · owner 赵磊 · deadline",
        "  2025-01-27",
        "  state of things 65 days overdue: 2 not",
    ]
    assert max(map(width, lines)) <= 40


@pytest.mark.parametrize("by", list(By))
@pytest.mark.parametrize("columns", [40, 80, 120])
def test_text_keeps_every_word_and_fits(by: By, columns: int) -> None:
    text = _written("text", _view(_WORK, columns, by))
    assert max(map(width, text.splitlines())) <= columns
    for word in ("城镇新增就业", "2025-03-31", "1352", "王敏", "县人社局"):
        assert word in text


def test_lamps_are_painted_and_words_stand_beside() -> None:
    text = _written("text", _view(_WORK, 140, colour=True))
    assert "<red>65 days overdue" in text
    assert "<yellow>1 day left" in text


@pytest.mark.parametrize("kind", ["text", "markdown"])
def test_nothing_to_do_is_said(kind: str) -> None:
    assert "Nothing is overdue, and nothing is due soon." in _written(kind, _view([]))


def test_by_project_names_the_project() -> None:
    text = _written("text", _view(_WORK, 120, By.PROJECT))
    assert "标准厂房二期: 0 overdue, 1 due soon" in text
    assert "outside of projects: 3 overdue, 0 due soon" in text


def test_every_format_is_found() -> None:
    assert status_formats() == ("csv", "json", "markdown", "text")
    assert [status_writer(name).name for name in status_formats()] == list(status_formats())
    with pytest.raises(LookupError):
        status_writer("pdf")


_CELLS = st.text(st.sampled_from("ab 县城关镇é1"), max_size=30)


@settings(max_examples=50)
@given(st.lists(st.tuples(_CELLS, _CELLS, _CELLS), min_size=1, max_size=5), st.integers(20, 80))
def test_a_table_loses_nothing_but_blanks(rows: list[tuple[str, str, str]], columns: int) -> None:
    lines = list(aligned(("x", "y", "z"), rows, columns, [str] * len(rows)))
    shown = sorted("".join(lines).replace(" ", "").replace("·", ""))
    titled = column_widths([("x", "y", "z"), *([" ".join(c.split()) for c in row] for row in rows)], columns)
    labels = "xyz" if titled else "".join("y" * bool(row[1].strip()) + "z" * bool(row[2].strip()) for row in rows)
    expected = "".join(map("".join, rows)).replace(" ", "") + labels
    assert shown == sorted(expected)
    assert max(map(width, lines), default=0) <= columns


def test_a_narrow_terminal_keeps_the_titles() -> None:
    titles, row = ("target", "year", "Q1", "Q2", "owner"), ("城镇新增就业", "5200 人", "", "2600", "王敏")
    assert list(aligned(titles, [row], 30, [str])) == ["城镇新增就业", "  year 5200 人 · Q2 2600", "  owner 王敏"]


def test_a_sentence_translates_the_sentences_in_it() -> None:
    inner = Sentence("days overdue: {value}", {"value": 5})
    outer = Sentence("{lamp}: {why}", {"lamp": named("red", "红"), "why": inner})
    assert str(outer) == "red: days overdue: 5"
    assert outer.told(Translator("en")) == "red: days overdue: 5"
    assert outer.told(Translator("zh")) == "红：逾期天数 5"
