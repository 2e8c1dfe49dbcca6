"""Mistakes against the format: one finding each, at its place, and what is sound survives."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfplan.checks._rule import rule
from perfplan.load.document import Document
from perfplan.load.validate import SECTIONS, Validated, validate_file
from perfplan.load.yaml import parse_yaml

TARGET = "id: t, name: n, kind: flow, value: 1, lead_unit: u"


def document(text: str) -> Document:
    parsed, findings = parse_yaml(text, "plan.yaml")
    assert parsed is not None
    assert findings == []
    return parsed


def findings(text: str) -> list[tuple[str, int, int, int]]:
    """(code, line, first column, column behind the last) of every finding."""
    places = [(found.code, found.location) for found in validate_file(document(text))[1]]
    return [(code, place.line, place.column, place.end_column) for code, place in places]


def args_of(text: str) -> list[dict[str, str | int]]:
    return [dict(found.args) for found in validate_file(document(text))[1]]


def sound(text: str) -> Validated:
    validated, _ = validate_file(document(text))
    assert validated is not None
    return validated


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("targets: [{id: t, name: n, kind: flow, lead_unit: u, vlaue: 1}]", [("PP203", 1, 54, 59)]),
        ("targets: [{id: t, name: n, kind: flaw, lead_unit: u}]", [("PP204", 1, 34, 38)]),
        ("targets: [{id: t, name: n, kind: flow}]", [("PP202", 1, 12, 14)]),
        ("targets: [{id: t, name: n, lead_unit: u}]", [("PP202", 1, 12, 14)]),
        ("targets: [{id: t, name: n, kind: flow, lead_unit: }]", [("PP202", 1, 40, 49)]),
        ("targets: [word]", [("PP201", 1, 11, 15)]),
        ("targets: word", [("PP201", 1, 10, 14)]),
        ("targets: {a: 1}", [("PP201", 1, 1, 8)]),
        ("- a\n- b", [("PP201", 1, 3, 4)]),
        ("year: [2025]", [("PP209", 1, 1, 5)]),
        ("calendar: {base: CN, off: [2025-02-30]}", [("PP205", 1, 28, 38)]),
        ("projects: [{id: p, name: n, lead_unit: u, deadline: 2025-01-02, stages: []}]", [("PP223", 1, 65, 71)]),
    ],
)
def test_place(text: str, wanted: list[tuple[str, int, int, int]]) -> None:
    assert findings(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("perfplan: 2", {"value": "2", "allowed": "1", "nearest": ""}),
        (f"targets: [{{{TARGET}, direction: dwon}}]", {"value": "dwon", "allowed": "up, down", "nearest": "down"}),
        (f"targets: [{{{TARGET}, leadunit: x}}]", {"key": "leadunit", "nearest": "lead_unit"}),
        (f"targets: [{{{TARGET}, decimals: 7}}]", {"value": "7", "bound": "<= 6"}),
        ("due_soon: -1", {"value": "-1", "bound": ">= 0"}),
        ("id: true", {"value": "true"}),
        ("id: {a: b}", {"value": "{…}"}),
        ("units: x", {"expected": "a list", "found": "x"}),
        (f"targets: [{{{TARGET}, denominator: days}}]", {"key": "denominator", "kind": "flow"}),
        (f"note: {'长' * 100}\nid: {'长 ' * 100}", {"value": "长 " * 19 + "长…"}),
    ],
)
def test_args(text: str, wanted: dict[str, str | int]) -> None:
    assert args_of(text) == [wanted]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        # the key meant by a mistyped one is not missing as well
        ("targets: [{id: t, nmae: n, kind: flow, lead_unit: u}]", ["PP203"]),
        ("targets: [{id: t, name: n, knid: flow, lead_unit: u, denominator: days}]", ["PP203"]),
        # a list where a number, days or a target stands
        ("targets: [{id: t, name: n, kind: ratio, lead_unit: u, denominator: [days]}]", ["PP211"]),
        # a list is not too short because its items are wrong
        (
            "projects: [{id: p, name: n, lead_unit: u, deadline: 2025-01-02, stages: [{id: s, name: n, duration: 3}]}]",
            ["PP208"],
        ),
        # without a kind, everything that all kinds share is checked all the same
        ("targets: [{id: t, name: n, kind: flaw, lead_unit: u, value: x, tmie: sum}]", ["PP204", "PP206", "PP203"]),
        ("targets: [{id: t, name: n, kind: [flow], lead_unit: u}]", ["PP211"]),
        ("targets: [{id: t, name: n, kind: , lead_unit: u}]", ["PP202"]),
        # a key that is no month, and a value that is no number
        (f"targets: [{{{TARGET}, split: {{method: weights, months: {{Q1: 1, 2: x}}}}}}]", ["PP209", "PP206"]),
        # nothing behind a key that may be left out
        ("targets:\nunits:\ncalendar:\nyear:\nnote:", []),
        ("units: [{id: u, name: n, weights: , aliases: , kind: }]", []),
        (
            "projects: [{id: p, name: n, lead_unit: u, deadline: 2025-01-02, "
            "stages: [{id: s, name: n, duration: 3cd, after: {stage: r, lag: }}]}]",
            [],
        ),
        ("", []),
        ("units: [{id: u, name: n, aliases: [a, ]}]", []),
        ("units: [{id: u, name: n, aliases: [a, null]}]", ["PP211"]),
    ],
)
def test_one_mistake_one_finding(text: str, codes: list[str]) -> None:
    assert [code for code, *_ in findings(text)] == codes


def test_a_wrong_month_in_a_list_is_shown_itself() -> None:
    text = f"targets:\n- {{{TARGET}, split: {{method: weights, months: [1, 1, x, 1]}}}}"
    assert [(code, line, text.split("\n")[1][start - 1 : end - 1]) for code, line, start, end in findings(text)] == [
        ("PP206", 2, "x")
    ]


def test_short_forms_are_placed_at_the_text_that_is_written() -> None:
    text = (
        "projects:\n- id: p\n  name: n\n  lead_unit: u\n  deadline: 2025-01-02\n"
        "  stages:\n  - {id: s, name: n, duration: 3cd, due_within: soon}"
    )
    assert findings(text) == [("PP208", 7, 49, 53)]


def test_sound_items_survive_with_their_places() -> None:
    validated = sound(
        "people: [{id: a, name: A, unit: u}, {id: b, name: B, unti: u}, {id: c, name: C, unit: u}]\n"
        "units: [{id: u, name: U, kidn: x, aliases: V}, word]\n"
        "year: x"
    )
    assert [person.id for person in validated.file.people] == ["a", "c"]
    assert list(validated.indexes["people"]) == [0, 2]
    assert list(validated.indexes["units"]) == []
    assert validated.pruned_names == {"people": {"b", "B"}, "units": {"u", "U", "V"}}
    assert validated.broken == {"year"}
    assert validated.file.year is None


def test_a_mistyped_section_is_known_to_be_meant() -> None:
    validated = sound("peoples: [{id: a, name: A, unit: u}]\nprofiles: x")
    assert validated.broken == {"people", "profiles"}
    assert validated.pruned_names == {"people": {"a", "A"}}


def test_a_sound_file_keeps_everything() -> None:
    text = f"targets: [{{{TARGET}}}, {{{TARGET}}}]"
    validated = sound(text)
    assert findings(text) == []
    assert list(validated.indexes["targets"]) == [0, 1]
    assert set(validated.indexes) == set(SECTIONS)
    assert validated.pruned_names == {}
    assert validated.broken == frozenset()


def test_something_that_is_no_mapping_has_no_sound_part() -> None:
    assert validate_file(document("word"))[0] is None


def test_shared_anchors_are_not_changed() -> None:
    parsed = document("units: [&a {id: u, name: n, weights: }, *a]\nid: x y")
    before = copy.deepcopy(parsed.data)
    validated, _ = validate_file(parsed)
    assert validated is not None
    assert len(validated.file.units) == 2
    assert parsed.data == before


KEYS = [
    "id",
    "name",
    "kind",
    "value",
    "lead_unit",
    "split",
    "months",
    "denominator",
    "stages",
    "after",
    "deadline",
    "x",
]
LEAVES = st.sampled_from(["flow", "ratio", "1", "5%", "2025-02-30", "3wd", "", "值", "days", None, True, False])
VALUES: st.SearchStrategy[Any] = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=4)
)
ROOTS = [
    "targets",
    "units",
    "people",
    "projects",
    "calendar",
    "calendars",
    "campaigns",
    "schemes",
    "year",
    "id",
    "tragets",
]


def as_flow(value: Any) -> str:
    """Write plain data as YAML in brackets."""
    if isinstance(value, dict):
        return "{" + ", ".join(f'"{key}": {as_flow(item)}' for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(as_flow, value)) + "]"
    return {None: "null", True: "true", False: "false"}.get(value, f'"{value}"')


@given(st.dictionaries(st.sampled_from(ROOTS), VALUES | st.lists(VALUES, max_size=3), max_size=4))
def test_whatever_is_written_ends_in_placed_findings(data: dict[str, Any]) -> None:
    parsed = document("\n".join(f"{key}: {as_flow(value)}" for key, value in data.items()))
    validated, found = validate_file(parsed)
    assert validated is not None
    lines = parsed.text.count("\n") + 1
    for finding in found:
        assert 1 <= finding.location.line <= lines
        words = rule(finding.code)
        assert (words.message + words.hint).format(**finding.args)
    for section in SECTIONS:
        assert len(validated.indexes[section]) == len(getattr(validated.file, section))
