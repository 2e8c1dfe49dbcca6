"""Every rule is complete, its examples are true, and its manual page is the published one."""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter

import pytest

from perfplan.checks._manual import manual, page
from perfplan.checks._rule import codes, rule
from perfplan.checks.runner import PLAN_FAMILIES
from perfplan.lint.inspection import inspect
from perfplan.registry import module_names

PAGE = Path(__file__).parents[1] / "docs" / "findings.md"
NOT_A_PLAN = {
    "PP101", "PP102", "PP107", "PP108", "PP109", "PP113", "PP216", "PP331", "PP332", "PP333", "PP340", "PP417",
    "PP418", "PP419", "PP432", "PP433", "PP434", "PP459", "PP603", "PP604", "PP614", "PP801", "PP802", "PP803",
    "PP804", "PP805", "PP806", "PP807", "PP808",
}  # fmt: skip
"""Findings that no piece of one readable plan file can show."""

BASE = {
    "perfplan": "perfplan: 1",
    "id": "id: demo",
    "name": "name: 示例县",
    "year": "year: 2025",
    "calendar": "calendar: CN",
    "units": """units:
  - {id: county, name: 示例县}
  - {id: fgw, name: 县发展和改革局, kind: department, parent: county, head: wang-min}
  - {id: chengguan, name: 城关镇, kind: township, parent: county, head: zhao-lei, weights: {population: 46000}}
  - {id: dongshan, name: 东山镇, kind: township, parent: county, head: sun-li, weights: {population: 31000}}""",
    "people": """people:
  - {id: wang-min, name: 王敏, unit: fgw}
  - {id: zhao-lei, name: 赵磊, unit: chengguan}
  - {id: sun-li, name: 孙丽, unit: dongshan}""",
    "targets": "targets:\n  - {id: jobs, name: 城镇新增就业, kind: flow, uom: 人, value: 5200, lead_unit: fgw}",
}
SYMBOLS = {"⇥": "\t", "<U+202E>": "\u202e"}


def plan_with(example: str) -> str:
    """Put an example in the place of the base plan's sections of the same names."""
    for symbol, character in SYMBOLS.items():
        example = example.replace(symbol, character)
    given = set(re.findall(r"^(\w+)(?:：|:)", example, re.MULTILINE))
    if "start" in given and "year" not in example:
        given.add("year")
    rest = [text for key, text in BASE.items() if key not in given]
    return "\n".join([example.rstrip("\n"), *rest]) + "\n"


def found_in(example: str, folder: Path) -> list[str]:
    path = folder / "plan.yaml"
    path.write_text(plan_with(example), encoding="utf-8")
    return [finding.code for finding in inspect(path).findings]


@pytest.mark.parametrize("code", codes())
def test_complete(code: str) -> None:
    subject, manual_page = rule(code), page(code)
    assert subject.code == code
    assert f"{code.lower()}_{subject.name}" in module_names("perfplan.checks")
    assert manual_page.summary.endswith(".")
    assert len(manual_page.text) > 20
    assert manual_page.wrong.strip()
    assert manual_page.right.strip()
    assert manual_page.wrong != manual_page.right
    assert subject.message
    assert subject.hint
    for template in (subject.message, subject.hint):
        assert all(name is None or name.isidentifier() for _, name, _, _ in Formatter().parse(template))


def test_names_are_unique() -> None:
    assert len({rule(code).name for code in codes()}) == len(codes())
    assert len(codes()) == len(set(codes()))


@pytest.mark.parametrize("code", [code for code in codes() if code not in NOT_A_PLAN])
def test_the_wrong_example_is_wrong(code: str, tmp_path: Path) -> None:
    assert code in found_in(page(code).wrong, tmp_path)


@pytest.mark.parametrize("code", [code for code in codes() if code not in NOT_A_PLAN])
def test_the_right_example_is_right(code: str, tmp_path: Path) -> None:
    assert found_in(page(code).right, tmp_path) == []


def test_only_the_families_that_the_runner_reads_have_checks() -> None:
    checking = {code[:3] for code in codes() if rule(code).check or rule(code).check_on}
    assert checking == set(PLAN_FAMILIES)


def test_an_unknown_code_is_an_error() -> None:
    with pytest.raises(LookupError):
        rule("PP999")


def test_the_published_page_is_the_manual() -> None:
    assert PAGE.read_text(encoding="utf-8") == manual(), f"run {Path(__file__).name} as a script to write the page anew"


if __name__ == "__main__":
    PAGE.write_text(manual(), encoding="utf-8")
