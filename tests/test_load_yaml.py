"""Reading YAML: what the data means, and where everything stands."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from yaml_reader import load, piece, shown

from perfplan.diagnostics import Location
from perfplan.load.events import is_too_strict
from perfplan.load.yaml import parse_yaml, read_yaml

# -- meaning ---------------------------------------------------------------------------------------------------------


def test_only_core_words_are_not_text() -> None:
    text = "[null, Null, NULL, ~, true, True, TRUE, false, False, FALSE]"
    assert load(text).data == [None, None, None, None, True, True, True, False, False, False]
    text = "[yes, no, on, off, 0o7, 1_000, 12e3, .5, 2025-02-30, nULL, tRUE, 6.0%, 010, '~', \"null\", 'true', '']"
    expected = [item.strip(" '\"") for item in text.strip("[]").split(",")]
    assert load(text).data == expected
    assert load("a:\nb: |\n  null\nc: >-\n  true\n").data == {"a": None, "b": "null\n", "c": "true"}


def test_keys_are_always_text() -> None:
    assert load("null: 1\ntrue: 2\n3: 4\n2025-01-01: 5\n~: 6\n").data == {
        "null": "1", "true": "2", "3": "4", "2025-01-01": "5", "~": "6",
    }  # fmt: skip


@pytest.mark.parametrize("text", ["", "\n\n", "# only a comment\n", "---\n", "--- # c\n...\n"])
def test_nothing_is_none(text: str) -> None:
    document = load(text)
    assert document.data is None
    assert document.at(["a", 0]).line >= 1


def test_aliases_and_merge_keys() -> None:
    text = "base: &b {x: 1, y: 2}\nmore: &m {y: 3, z: 4}\n"
    text += "one:\n  <<: *b\n  y: 5\ntwo:\n  <<: [*m, *b]\nlist: [*b, &s t, *s]\n"
    document = load(text)
    assert document.data["one"] == {"y": "5", "x": "1"}
    assert document.data["two"] == {"y": "3", "z": "4", "x": "1"}
    assert document.data["list"] == [{"x": "1", "y": "2"}, "t", "t"]
    assert piece(text, document.at(["one", "x"])) == "1"
    assert document.at(["one", "x"]).line == 1
    assert document.at(["two", "y"]).line == 2
    assert document.key_at(["two", "z"]).column == 17
    assert piece(text, document.at(["list", 0])) == "*b"
    assert piece(text, document.at(["list", 1])) == "t"
    assert piece(text, document.at(["list", 2])) == "*s"


def test_quoted_merge_key_is_a_key() -> None:
    assert load("'<<': {a: 1}\n").data == {"<<": {"a": "1"}}


def test_strict_parser_is_told_from_a_real_error() -> None:
    assert not is_too_strict("[a:b \ue03a]", yaml_error("[a:b]"))
    assert [shown(finding) for finding in parse_yaml("[a:b, c", "p.yaml")[1]] == ["1:1 PP103"]


def yaml_error(text: str) -> Any:
    from ruamel.yaml.error import YAMLError

    from perfplan.load.events import parser_events

    with pytest.raises(YAMLError) as caught:
        list(parser_events(text))
    return caught.value


# -- places ----------------------------------------------------------------------------------------------------------

PLACES = """\
id: county
targets:
  - id: jobs
    name: 城镇😀新增  # comment
    split: {method: even, months: {3: 26}}
    empty:
    text: |
      one
        two

    folded: first
      second
  - {id: two}
  -
    - deep
    - []
quoted: "a \\" b"
single: 'it''s'
"""


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (["id"], "county"),
        (["targets", 0, "id"], "jobs"),
        (["targets", 0, "name"], "城镇😀新增"),
        (["targets", 0, "split", "months", "3"], "26"),
        (["targets", 0, "split", "months", 3], "26"),
        (["targets", 0, "text"], "|\n      one\n        two"),
        (["targets", 0, "folded"], "first\n      second"),
        (["targets", 1, "id"], "two"),
        (["targets", 2, 0], "deep"),
        (["targets", 2, 1], "["),
        (["quoted"], '"a \\" b"'),
        (["single"], "'it''s'"),
        # containers and empty values: their own key, or a list's item by its first token
        (["targets"], "targets"),
        (["targets", 0], "id"),
        (["targets", 0, "split"], "split"),
        (["targets", 0, "empty"], "empty"),
        (["targets", 1], "id"),
        (["targets", 2], "deep"),
        # what is missing: the deepest node there is
        (["targets", 0, "kind"], "id"),
        (["targets", 0, "split", "weights"], "split"),
        (["targets", 9], "targets"),
        (["targets", "id"], "targets"),
        (["nothing"], "id"),
        ([], "id"),
        # names of alternatives that validators put into the path
        (["targets", 0, "flow", "split", "cumulative", "months", "3"], "26"),
        (["targets", 0, "flow", "lead_unit"], "id"),
        (["targets", 0, "split", "months", "3", "[key]"], "3"),
    ],
)
def test_at(path: list[str | int], expected: str) -> None:
    assert piece(PLACES, load(PLACES).at(path)) == expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [(["targets", 0, "name"], "name"), (["quoted"], "quoted"), (["targets", 2, 0], "deep"), (["targets", 0, "x"], "id"),
     (["targets", 0, "split", "months", "3"], "3")],
)  # fmt: skip
def test_key_at(path: list[str | int], expected: str) -> None:
    assert piece(PLACES, load(PLACES).key_at(path)) == expected


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_every_line_ending_counts_lines(newline: str) -> None:
    text = "a: 😀x\nb:\n  - 中: c\n\n  - d\n".replace("\n", newline)
    document = load(text)
    assert document.at(["a"]) == Location("p.yaml", 1, 4, 1, 6)
    assert document.at(["b", 0, "中"]) == Location("p.yaml", 3, 8, 3, 9)
    assert document.at(["b", 1]) == Location("p.yaml", 5, 5, 5, 6)


def test_read_yaml_reads_a_file(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text("name: 示例县\n", encoding="utf-8")
    document, findings = read_yaml(path, "shown.yaml")
    assert findings == []
    assert document is not None
    assert document.at(["name"]) == Location("shown.yaml", 1, 7, 1, 10)
