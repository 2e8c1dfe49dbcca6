"""Every file of the corpus of wrong plans gives exactly the findings that its lines are marked with.

A wrong line ends in ``# expect: PP203``; several codes stand apart by spaces, and ``PP203@7`` also fixes the column.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from perfplan.checks._rule import codes
from perfplan.checks.runner import run_checks
from perfplan.diagnostics import Diagnostic
from perfplan.load import load_plan

CASES = Path(__file__).parent / "cases" / "wrong"
MARK = re.compile(r"# expect:((?: PP\d{3}(?:@\d+)?)+)\s*$")
BASE = """\
perfplan: 1
id: demo
name: 示例县
year: 2025
calendar: CN
units: [{id: fgw, name: 县发展和改革局, head: wang-min}]
people: [{id: wang-min, name: 王敏, unit: fgw}]
targets:
  - {id: jobs, name: 城镇新增就业, kind: flow, uom: 人, value: 5200, lead_unit: fgw}
"""
BUILT = {
    "PP102": ("name: 示例县".encode("gb18030"), 2),
    "PP104": (b"people:\n\t- {id: wang-min, name: W, unit: fgw}", 3),
    "PP109": (b"note: " + b"x" * (1 << 21), 2),
    "PP112": ("note: 示例\u202e县".encode(), 2),
}
LEDGER = {"PP801", "PP802", "PP803"}
"""Findings about records, not about plans: the ledger's own tests have a case of each."""

Marks = Counter[tuple[str, int, str, int]]


def cases() -> list[Path]:
    return sorted(path for path in CASES.iterdir() if path.is_dir() or path.suffix == ".yaml")


def files_of(case: Path) -> list[Path]:
    return sorted(case.glob("**/*.yaml")) if case.is_dir() else [case]


def expected(case: Path) -> Marks:
    """(file, line, code, column or 0) of every mark."""
    marks: Marks = Counter()
    for path in files_of(case):
        for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), start=1):
            match = MARK.search(line)
            for mark in match[1].split() if match else ():
                code, _, column = mark.partition("@")
                marks[path.name, number, code, int(column or 0)] += 1
    return marks


def everything_about(path: Path) -> list[Diagnostic]:
    result = load_plan(path)
    plan = result.plan or result.partial
    return [*result.findings, *(run_checks(plan, result.unsure) if plan else [])]


def found(case: Path, marks: Marks) -> Marks:
    with_column = {key[:3] for key in marks if key[3]}
    keys = [(Path(f.location.file).name, f.location.line, f.code) for f in everything_about(case)]
    columns = [f.location.column for f in everything_about(case)]
    return Counter((*key, column if key in with_column else 0) for key, column in zip(keys, columns, strict=True))


@pytest.mark.parametrize("case", cases(), ids=lambda path: path.stem)
def test_every_mark_is_found_and_nothing_else(case: Path) -> None:
    marks = expected(case)
    assert marks, "a wrong plan without a mark"
    assert found(case, marks) == marks


@pytest.mark.parametrize("code", sorted(BUILT))
def test_wrong_bytes(code: str, tmp_path: Path) -> None:
    source, line = BUILT[code]
    first, rest = BASE.encode().split(b"\n", maxsplit=1)
    path = tmp_path / "plan.yaml"
    path.write_bytes(first + b"\n" + source + b"\n" + rest)
    findings = everything_about(path)
    assert (code, line) in {(finding.code, finding.location.line) for finding in findings}


def test_missing_file(tmp_path: Path) -> None:
    assert [finding.code for finding in everything_about(tmp_path / "no.yaml")] == ["PP101"]


def test_every_code_has_a_case() -> None:
    marked = {code for case in cases() for _, _, code, _ in expected(case)}
    assert set(codes()) - marked - set(BUILT) - LEDGER - {"PP101"} == set()


def test_the_base_plan_is_right(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text(BASE, encoding="utf-8")
    assert everything_about(path) == []
