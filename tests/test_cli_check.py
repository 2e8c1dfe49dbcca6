"""Findings as people, editors, programs and GitHub read them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cli_process import perfplan
from hypothesis import given
from hypothesis import strategies as st

from perfplan.cli import frame
from perfplan.diagnostics import Diagnostic, Location, Severity
from perfplan.export._findings import findings_formats, findings_writer
from perfplan.i18n import Translator
from perfplan.tables.findings import Finding, FindingsReport, findings_report
from perfplan.text import width

EN = Translator("en")
PLACE = Location("plans/a, b.yaml", 7, 5, 7, 13)


def plain(text: str, *_: str) -> str:
    return text


def report(*findings: Finding) -> FindingsReport:
    return FindingsReport(("plans/a, b.yaml",), findings)


def finding(source: str = "    aliasses: [发改局]", place: Location = PLACE, message: str = "m") -> Finding:
    return Finding("PP203", Severity.ERROR, place, message, "did you mean aliases?", source)


def test_the_formats_are_found_by_their_files() -> None:
    assert {"concise", "full", "github", "json"} <= set(findings_formats())
    for name in findings_formats():
        assert findings_writer(name).name == name
    with pytest.raises(LookupError):
        findings_writer("morse")


def test_full_shows_the_place_the_line_the_spot_and_the_hint() -> None:
    text = findings_writer("full").write(report(finding(message="unknown key aliasses")), EN, plain)
    assert text == (
        "plans/a, b.yaml:7:5: error PP203 unknown key aliasses\n"
        "  7 |     aliasses: [发改局]\n"
        "    |     ^^^^^^^^\n"
        "    = did you mean aliases?\n"
    )


def test_the_caret_stands_under_wide_characters() -> None:
    line = "name: 县发展和改革局, kind: 部门"
    start = line.index("部门")
    text = findings_writer("full").write(report(finding(line, Location("f", 3, start + 1, 3, start + 3))), EN, plain)
    _, excerpt, marker, *_ = text.splitlines()
    assert width(excerpt[: excerpt.index("部门")]) == marker.index("^")
    assert marker.count("^") == 4, "two characters of two columns"


def test_hidden_characters_of_a_source_line_are_made_visible() -> None:
    text = findings_writer("full").write(report(finding("a: \u202eevil\x1b[2J")), EN, plain)
    assert "<U+202E>" in text
    assert "<U+001B>[2J" in text


@given(st.text(max_size=400).filter(lambda text: len(text.splitlines()) < 2), st.integers(1, 500), st.integers(1, 500))
def test_no_source_line_breaks_the_full_format(source: str, start: int, end: int) -> None:
    place = Location("f", 1, min(start, end), 1, max(start, end))
    text = findings_writer("full").write(report(finding(source, place)), EN, plain)
    assert text.count("\n") == len(text.splitlines()) <= 4
    assert all(len(line) < 600 for line in text.splitlines())


def test_github_escapes_what_its_syntax_uses() -> None:
    text = findings_writer("github").write(report(finding(message="100%\nnext: a, b")), EN, plain)
    assert text == (
        "::error file=plans/a%2C b.yaml,line=7,col=5,endLine=7,endColumn=12,title=PP203"
        "::100%25%0Anext: a, b%0Adid you mean aliases?\n"
    )


def test_json_is_the_whole_contract() -> None:
    assert json.loads(findings_writer("json").write(report(finding()), EN, plain)) == {
        "files": ["plans/a, b.yaml"],
        "findings": [
            {
                "code": "PP203",
                "severity": "error",
                "file": "plans/a, b.yaml",
                "line": 7,
                "column": 5,
                "end_line": 7,
                "end_column": 13,
                "message": "m",
                "hint": "did you mean aliases?",
            }
        ],
    }


def test_a_hint_without_its_value_is_left_out() -> None:
    place = Location("f", 1, 1, 1, 2)
    found = [Diagnostic("PP203", place, {"key": "x", "nearest": nearest}) for nearest in ("", "name")]
    assert [item.hint for item in findings_report(["f"], found, {"f": "x: 1\n"}, EN).findings] == [
        "",
        "did you mean name?",
    ]


def test_check_writes_json_for_several_plans(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.yaml").write_text("perfplan: 1\nid: a\nyear: 2025\nnmae: x\n", encoding="utf-8")
    paths = [str(tmp_path / name) for name in ("a.yaml", "b.yaml")]
    assert frame.run(["check", *paths, "--format", "json", "--lang", "en"]) == 1
    document = json.loads(capsys.readouterr().out)
    assert document["files"] == paths
    codes = {(item["file"], item["code"]) for item in document["findings"]}
    assert {(path, "PP203") for path in paths} <= codes


def test_a_clean_plan_says_nothing_on_stdout() -> None:
    done = perfplan("check", "examples/minimal.yaml")
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == "files checked: 1; nothing to report\n"


@pytest.mark.parametrize("plan", ["plans/county-2025", "plans/county-2026"])
def test_the_real_plans_have_no_errors(plan: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert frame.run(["check", plan, "--format", "concise", "--today", f"{plan[-4:]}-01-02"]) == 0
    assert ": PP6" not in capsys.readouterr().out
