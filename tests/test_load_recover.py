"""Behind a fault of syntax reading goes on: whatever the fault, a mistake in another item is found at its place."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_wrong_plans import BASE

from perfplan.lint.inspection import inspect
from perfplan.load.yaml import parse_yaml

HEAD = BASE.split("targets:")[0] + "targets:\n"
ITEM = """\
  - id: t{0}
    name: 目标{0}
    kind: flow
    value: 5200
    lead_unit: fgw
    handlers: [wang-min, 王敏]
    actions:
      - {{id: a, name: "调度会", rule: "FREQ=MONTHLY;BYDAY=2FR"}}
    note: |
      任意文字：[{{ "
"""
WRONG = "  - {id: last, name: 末项, kind: flow, value: 12, lead_unit: fgww}\n"
FAULTS = [
    "    tags: [a, b",
    "    tags: {a: b",
    '    note2: "x',
    "    note2: 'x",
    "    note2: a: b",
    "    lead_unit:fgw",
    "   kind2: x",
    "     deeper: x",
    "\tkind2: x",
    "    - stray",
    "    tags: [a, b]]",
    "    tags: *nothing",
    "    : ",
    "    @x: 1",
    "    word",
    "- {id: x",
    "    tags: [a, {b: c]",
    '    "x": "y" z',
]


def findings_of(text: str) -> list[tuple[str, int, int]]:
    path = Path("plan.yaml")
    found = inspect(path, instead={path.as_posix(): text}).findings
    return [(finding.code, finding.location.line, finding.location.column) for finding in found]


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(FAULTS), st.integers(0, 2), st.integers(1, 7))
def test_a_fault_hides_nothing_in_another_item(fault: str, item: int, line: int) -> None:
    lines = "".join(ITEM.format(number) for number in range(3)).split("\n")
    at = item * 10 + line
    text = HEAD + "\n".join([*lines[:at], fault, *lines[at:-1]]) + "\n" + WRONG
    found = findings_of(text)
    assert ("PP302", text.count("\n"), WRONG.index("fgww") + 1) in found, found
    assert any(code in {"PP103", "PP104", "PP203"} for code, _, _ in found)


@pytest.mark.parametrize("fault", FAULTS)
def test_what_a_gap_may_hold_is_not_called_unknown(fault: str) -> None:
    lost = ITEM.format(0).replace("    kind: flow", f"    kind: flow\n{fault}")
    scheme = "schemes:\n  - {id: city, name: 市考核, items: [{target: t0, weight: 100}]}\n"
    assert not [found for found in findings_of(HEAD + lost + ITEM.format(1) + scheme) if found[0] == "PP305"]


def test_many_faults_are_not_followed_for_ever() -> None:
    document, findings = parse_yaml("".join(f"  - {{id: t{number}\n" for number in range(3000)), "p.yaml")
    assert document is None
    assert 1 <= len(findings) <= 30


def test_places_behind_widened_tabs() -> None:
    document, findings = parse_yaml("a:\n\t- b: [1\n\t  c：d\n\te: x\n", "p.yaml")
    places = [(found.code, found.location.line, found.location.column) for found in findings]
    assert ("PP104", 2, 1) in places
    assert ("PP103", 2, 7) in places
    assert document is None or document.gaps
