"""Reading YAML: what is said about mistakes, and where."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from yaml_reader import load, piece, scalars, shown

from perfplan.diagnostics import Diagnostic, Location, ordered
from perfplan.load.source import REASONS
from perfplan.load.syntax import PROBLEMS
from perfplan.load.yaml import parse_yaml

CASES = yaml.load((Path(__file__).parent / "cases/yaml/marked.yaml").read_text(encoding="utf-8"), yaml.BaseLoader)


@pytest.mark.parametrize("name", CASES)
def test_marked_case(name: str) -> None:
    case = CASES[name]
    document, findings = parse_yaml(case["text"], "p.yaml")
    assert [shown(finding) for finding in findings] == [" ".join(line.split()[:2]) for line in case["finds"]]
    for finding, line in zip(findings, case["finds"], strict=True):
        for word in line.split()[2:]:
            assert word in " ".join(str(value) for value in finding.args.values())
    assert findings == ordered(findings)
    if "data" in case:
        assert document is not None
        assert document.data == case["data"]


@pytest.mark.parametrize("name", [name for name, case in CASES.items() if "data" in case])
def test_every_value_of_a_case_is_where_it_says(name: str) -> None:
    text = CASES[name]["text"]
    document, _ = parse_yaml(text, "p.yaml")
    assert document is not None
    for path, value in scalars(document.data):
        if isinstance(value, str):
            assert unquoted(piece(text, document.at(path))) == unquoted(value), path


def unquoted(token: str) -> str:
    return " ".join(re.sub(r"\A[|>][-+]?", "", token.strip("'\"“”")).split())


def test_duplicate_names_the_first_line() -> None:
    _, findings = parse_yaml("x:\n  a: 1\n  b: 2\n  'a': 3\n", "p.yaml")
    assert findings == [Diagnostic("PP106", Location("p.yaml", 4, 3, 4, 6), {"key": "a", "first_line": 2})]


def test_every_duplicate_is_reported_up_to_a_limit() -> None:
    _, findings = parse_yaml("a: 1\n" * 40, "p.yaml")
    assert [finding.location.line for finding in findings] == list(range(2, 41))
    _, findings = parse_yaml("a: 1\n" * 4000, "p.yaml")
    assert len(findings) == 100


def test_problems_and_reasons_are_whole_sentences() -> None:
    assert len(set(PROBLEMS)) == len(PROBLEMS)
    assert all("{" not in text and text[0].islower() for text in (*PROBLEMS, *REASONS.values()))


# -- bytes -----------------------------------------------------------------------------------------------------------


def test_gbk_is_named_at_its_first_bad_byte() -> None:
    _, findings = parse_yaml(b"id: x\nab: " + "名称".encode("gbk"), "p.yaml")
    assert findings == [Diagnostic("PP102", Location("p.yaml", 2, 5, 2, 6), {"encoding": "GBK"})]


def test_columns_before_a_bad_byte_count_characters() -> None:
    _, findings = parse_yaml("县镇: ".encode() + b"\xff\x00\xff", "p.yaml")
    assert findings == [Diagnostic("PP102", Location("p.yaml", 1, 5, 1, 6), {"encoding": "another encoding"})]


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_utf16_is_refused(codec: str) -> None:
    document, findings = parse_yaml("\ufeffa: 1\n".encode(codec), "p.yaml")
    assert document is None
    assert [(finding.code, finding.args) for finding in findings] == [("PP102", {"encoding": "UTF-16"})]


@pytest.mark.parametrize("source", ["\ufeffa: 1\n", "\ufeffa: 1\n".encode()])
def test_utf8_byte_order_mark_is_silent(source: str | bytes) -> None:
    document = load(source)
    assert document.data == {"a": "1"}
    assert document.at(["a"]) == Location("p.yaml", 1, 4, 1, 5)


@pytest.mark.parametrize(("escape", "character"), [("\\e", "U+001B"), ("\\u0007", "U+0007"), ("\\u202e", "U+202E")])
def test_an_invisible_character_is_found_where_an_escape_hides_it(escape: str, character: str) -> None:
    _, findings = parse_yaml(f'a: "x{escape}y{escape}"\nb: "line\\nbreak \\\\e"\n', "p.yaml")
    assert [(shown(finding), finding.args["character"]) for finding in findings] == [("1:4 PP112", character)]


def test_document_keeps_the_text_as_written() -> None:
    document, findings = parse_yaml("a: x\0y\n", "p.yaml")
    assert [shown(finding) for finding in findings] == ["1:5 PP112"]
    assert document is not None
    assert document.text == "a: x\0y\n"
    assert document.at(["a"]) == Location("p.yaml", 1, 4, 1, 7)
