"""Every file of the corpus of wrong plans gives exactly the findings that its lines are marked with.

A wrong line ends in ``# expect: PP203@7``: the code and the column at which the finding begins; several stand apart by
spaces. In a CSV file, where a line cannot end in a comment, the mark stands on the line above. Every finding lies
inside one token of the line, as a reader who knows no parser cuts it.
"""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from perfplan.checks._rule import codes
from perfplan.diagnostics import Diagnostic
from perfplan.lint.inspection import inspect

CASES = Path(__file__).parent / "cases" / "wrong"
MARK = re.compile(r"# expect:((?: PP\d{3}@\d+)+)\s*$")
TOKEN = re.compile(r"""'(?:[^']|'')*'|"(?:[^"\\]|\\.)*"|[^\s,:{}\[\]#'"](?:[^,:{}\[\]#]|[:#](?=\S))*|\S""")
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
IMPORT = {"PP331", "PP332", "PP333"}
"""Findings about files of other programs: the tests of importing have a case of each."""
LEDGER = {"PP801", "PP802", "PP803", "PP804"}
"""Findings about records, not about plans: the ledger's own tests have a case of each."""
ISSUES = {"PP805", "PP806", "PP807", "PP808"}
"""Findings about what was issued: the issues' own tests have a case of each."""
TODAY = re.compile(r"^# today: (\d{4}-\d\d-\d\d)$", re.MULTILINE)
"""The day on which a case is looked at, for findings about the present."""
WHOLE_FILE = {"PP113"}

Marks = Counter[tuple[str, int, str, int]]


def cases() -> list[Path]:
    return sorted(path for path in CASES.iterdir() if path.is_dir() or path.suffix == ".yaml")


def files_of(case: Path) -> list[Path]:
    return sorted([*case.glob("**/*.yaml"), *case.glob("**/*.csv")]) if case.is_dir() else [case]


def expected(case: Path) -> Marks:
    """(file, line, code, column) of every mark."""
    marks: Marks = Counter()
    for path in files_of(case):
        for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), start=1):
            match = MARK.search(line)
            for mark in match[1].split() if match else ():
                code, _, column = mark.partition("@")
                marks[path.name, number + (path.suffix == ".csv"), code, int(column)] += 1
    return marks


def everything_about(path: Path, day: date | None = None) -> list[Diagnostic]:
    return list(inspect(path, day).findings)


def day_of(case: Path) -> date | None:
    said = TODAY.search(files_of(case)[0].read_text(encoding="utf-8"))
    return date.fromisoformat(said[1]) if said else None


def found(case: Path) -> Marks:
    places = [(found.location, found.code) for found in everything_about(case, day_of(case))]
    return Counter((Path(place.file).name, place.line, code, place.column) for place, code in places)


def tokens(line: str) -> list[tuple[int, int]]:
    """Return the 1-based columns ``[start, end)`` of the tokens of a line; a comment of perfplan's is one of them."""
    comment = line.find("# perfplan:")
    code = line if comment < 0 else line[:comment]
    spans = [(m.start() + 1, m.start() + 1 + len(m[0].rstrip())) for m in TOKEN.finditer(code)]
    return [*spans, (comment + 1, len(line) + 1)]


@pytest.mark.parametrize("case", cases(), ids=lambda path: path.stem)
def test_every_mark_is_found_and_nothing_else(case: Path) -> None:
    marks = expected(case)
    assert marks, "a wrong plan without a mark"
    assert found(case) == marks


@pytest.mark.parametrize("case", cases(), ids=lambda path: path.stem)
def test_every_finding_lies_inside_the_offending_token(case: Path) -> None:
    for finding in everything_about(case, day_of(case)):
        place = finding.location
        line = Path(place.file).read_text(encoding="utf-8").split("\n")[place.line - 1]
        span = (place.column, place.end_column)
        if finding.code in WHOLE_FILE:
            assert span == (1, 1)
        else:
            assert place.end_line == place.line
            inside = [line[start - 1 : end - 1] for start, end in tokens(line) if start <= span[0] < span[1] <= end]
            assert inside, f"{finding.code}: {line[span[0] - 1 : span[1] - 1]!r} is no token, nor a part of one"


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
    assert set(codes()) - marked - set(BUILT) - LEDGER - IMPORT - ISSUES - {"PP101"} == set()


def test_the_base_plan_is_right(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text(BASE, encoding="utf-8")
    assert everything_about(path) == []
