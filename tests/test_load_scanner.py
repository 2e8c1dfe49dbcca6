"""The scanner against the parser: what it reads means the same, to the offset, and what it does not know it leaves."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from perfplan.load.composer import Composer
from perfplan.load.positions import Lines
from perfplan.load.scan_flow import DEEPEST
from perfplan.load.scanner import scan
from perfplan.load.source import unprintable
from perfplan.load.yaml import parse_yaml

ROOT = Path(__file__).parent.parent
PLANS = sorted(path for folder in ("plans", "examples") for path in (ROOT / folder).rglob("*.yaml"))
CASES = sorted((ROOT / "tests/cases").rglob("*.yaml"))
SIGNS = [
    " ",
    "  ",
    "\n",
    "\n  ",
    "\n- ",
    "- ",
    ": ",
    ":",
    "#",
    " #",
    "#\n",
    ",",
    ", ",
    "[",
    "]",
    "{",
    "}",
    "[]",
    "{}",
    '"',
    "'",
]
SIGNS += [
    "a",
    "1",
    "-1",
    "县",
    "null",
    "~",
    "|",
    ">",
    "&a",
    "*a",
    "!",
    "?",
    "? ",
    "%",
    "@",
    "`",
    "<<",
    "=",
    ".",
    "-",
    "\\",
]
SIGNS += ["\t", "\r\n", "\r", "---\n", "...", "：", "，", "“", "”", "\ufffd", "\xa0", "\u3000", "\n\n", ""]
LINES = [line for path in PLANS for line in path.read_text(encoding="utf-8").split("\n")]


def agrees(text: str) -> bool:
    """Compare the two ways, and return whether the scanner read the text."""
    clean, findings = unprintable(text)
    found = None if findings else scan(clean)
    if found is None:
        return False
    composer = Composer(clean, Lines(clean, "p.yaml"))
    composer.run()
    assert composer.complete
    assert composer.findings == []
    assert repr(found.data) == repr(composer.data)
    assert found.marks == composer.marks
    return True


@pytest.mark.parametrize("path", PLANS, ids=lambda path: str(path.relative_to(ROOT)))
def test_plans_and_examples_need_no_parser(path: Path) -> None:
    assert agrees(path.read_text(encoding="utf-8"))


def test_nearly_all_wrong_plans_need_no_parser() -> None:
    texts = [path.read_bytes().decode(errors="replace") for path in CASES]
    assert sum(map(agrees, texts)) > 0.8 * len(texts)


@given(st.lists(st.sampled_from(SIGNS), max_size=14).map("".join))
@example("a:\n- b\n-\n  - c\n- d:\n  - e\n  f:\ng:\n")
@example("  a: 'b'  # c\n  d: [{e: f, 'g': \"h\"},\n  # i\n  [], {}]  # j\n")
@example("a: |\n   b: # c\n\n    d '\n  \n# e\nf: |-  # g\n h\n\ni:\n- |\n  j\n- k: |\n    l\n")
@example("")
@example("# nothing\n")
@example("a: null\n~: 'null'\ntrue: ~\nb:   \n")
def test_signs_in_any_order(text: str) -> None:
    agrees(text)


@given(st.integers(0, len(LINES) - 1), st.integers(1, 9), st.data())
def test_damaged_plans(first: int, number: int, data: st.DataObject) -> None:
    text = "\n".join(LINES[first : first + number])
    for _ in range(data.draw(st.integers(0, 3))):
        start = data.draw(st.integers(0, len(text)))
        text = text[:start] + data.draw(st.sampled_from(SIGNS)) + text[start + data.draw(st.integers(0, 2)) :]
    agrees(text)


@pytest.mark.parametrize(
    "text",
    [
        "text\n",
        "a: b\n c\n",
        "a: b\n  c: d\n",
        "a: b: c\n",
        "a: 1\na: 2\n",
        "a: {b: 1, b: 2}\n",
        "a: &x 1\n",
        "a: >\n  b\n",
        "a: |+\n  b\n",
        "a: |2\n  b\n",
        "a: |\n  b",
        f"a: |\n  {'x' * 200_000}\n",
        "a: |\n\n",
        "a: |\nb: 1\n",
        "a: |\n  b\n     \n",
        "a: |\r\n  b\r\n",
        "a: 'it''s'\n",
        'a: "\\n"\n',
        '"<<": {a: 1}\n',
        "a: [b, c,]\n",
        "a: [b: c]\n",
        "a: [b\n",
        "a: [b] c\n",
        "a: 'b'#c\n",
        "a: [b]\n  c: d\n",
        "- a\nb: c\n",
        "a: 1\n- b\n",
        "a:\n    b: 1\n  c: 2\n",
        "--- \na: 1\n",
        "%YAML 1.2\n",
        "\ta: 1\n",
        "a: b\rc: d\n",
        "a: " + "[" * (DEEPEST + 3) + "]" * (DEEPEST + 3) + "\n",
        "\n".join("  " * depth + "a:" for depth in range(60)),
        f"a: {'x' * 20_000}\n",
    ],
)
def test_what_is_not_certain_is_left_to_the_parser(text: str) -> None:
    assert scan(text) is None


def test_windows_line_ends_change_nothing() -> None:
    text = "a:\n  - b: 'c'  # d\n    e: [f,\n      g]\n\nh:\n"
    assert agrees(text)
    assert agrees(text.replace("\n", "\r\n"))


def test_punctuation_in_the_place_of_structure_is_found_all_the_same() -> None:
    text = "a：1\nb: {c: 1，d: 2}\n"
    findings = parse_yaml(f"x: 1\n{text}", "p.yaml")[1]
    assert [finding.code for finding in findings] == ["PP105"] * 2
