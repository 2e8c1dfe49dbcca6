"""Comments that ignore findings: which they mean, what they leave, and what is said about the comments themselves."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfplan.diagnostics import Diagnostic, Location
from perfplan.lint.comments import ignores
from perfplan.lint.inspection import Inspection, inspect
from perfplan.lint.suppression import suppress

HEAD = """\
perfplan: 1
id: demo
name: 示例县
year: 2025
calendar: CN
units: [{id: fgw, name: 县发展和改革局, head: wang-min}]
people: [{id: wang-min, name: 王敏, unit: fgw}]
targets:
"""
DAY_OFF = (
    "  - {id: office, name: 中心启用, kind: milestone, due: 2025-10-01, lead_unit: fgw, "
    'actions: [{id: a, name: 巡查, rule: "FREQ=WEEKLY;BYDAY=TU"}]}'
)
JOBS = "  - {id: jobs, name: 城镇新增就业, kind: flow, uom: 人, value: 5200, lead_unit: fgw}"


def looked_at(folder: Path, text: str) -> Inspection:
    path = folder / "plan.yaml"
    path.write_text(text, encoding="utf-8")
    return inspect(path)


def codes(found: Inspection) -> list[str]:
    return [finding.code for finding in found.findings]


@pytest.mark.parametrize(
    "text",
    [
        f"{HEAD}{DAY_OFF}  # perfplan: ignore[PP507] open on the holiday",
        f"{HEAD}{DAY_OFF}  #perfplan:ignore[PP5] open on the holiday",
        f"{HEAD}{DAY_OFF}  # agreed # perfplan: ignore[ PP507 ] open on the holiday",
        f"{HEAD}  # perfplan: ignore[PP507] open on the holiday\n  # and a remark\n\n{DAY_OFF}",
        f"# perfplan: ignore-file[PP507] open on the holiday\n{HEAD}{DAY_OFF}",
        f"# a plan\n\n# perfplan: ignore-file[PP507] open on the holiday\n---\n{HEAD}{DAY_OFF}",
    ],
)
@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r"])
def test_what_a_comment_names_is_left_out_and_counted(text: str, line_break: str, tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_bytes(text.replace("\n", line_break).encode())
    found = inspect(path)
    assert codes(found) == []
    assert found.ignored == 1


@pytest.mark.parametrize(
    "text",
    [
        f"{HEAD}{DAY_OFF}\n{JOBS}  # perfplan: ignore[PP507] the wrong line",
        f"{HEAD}{DAY_OFF}\n# perfplan: ignore[PP507] below it",
        f"{HEAD}{DAY_OFF}  # perfplan: ignore[PP702] another code",
    ],
)
def test_a_comment_elsewhere_ignores_nothing_and_is_unused(text: str, tmp_path: Path) -> None:
    assert sorted(codes(looked_at(tmp_path, text))) == ["PP115", "PP507"]


@pytest.mark.parametrize(
    "value",
    [
        '"x # perfplan: ignore[PP507] y"',
        "'x # perfplan: ignore[PP507] y'",
        "|\n      x\n      # perfplan: ignore[PP507] y\n",
        ">-\n      # perfplan: ignore[PP507] y",
        '"two\n      # perfplan: ignore[PP507] y\n      lines"',
    ],
)
def test_text_is_no_comment(value: str, tmp_path: Path) -> None:
    text = f"{HEAD}  - id: jobs\n    name: 就业\n    kind: flow\n    value: 1\n    lead_unit: fgw\n    note: {value}\n"
    assert codes(looked_at(tmp_path, text)) == []


def test_a_comment_behind_a_quoted_text_is_one() -> None:
    (comment,) = ignores('a: "x # perfplan: ignore[PP1] no" # perfplan: ignore[PP2] yes\n', "f")
    assert [code for code, _ in comment.codes] == ["PP2"]
    assert (comment.line, comment.place.column, comment.reason) == (1, 35, "yes")


def test_other_words_are_no_such_comment() -> None:
    text = "a: 1 # perfplan: ignored[PP507] x\n# perfplan ignore[PP507]\n# not perfplan: ignore[PP507]\n"
    assert ignores(text, "f") == []


def test_an_unused_comment_of_a_plan_with_errors_is_not_reported(tmp_path: Path) -> None:
    text = f"{HEAD}{JOBS}  # perfplan: ignore[PP507] why\n  - {{id: x, nmae: y}}\n"
    assert "PP115" not in codes(looked_at(tmp_path, text))


def test_a_rule_about_the_present_is_never_unused(tmp_path: Path) -> None:
    assert codes(looked_at(tmp_path, f"{HEAD}{JOBS}  # perfplan: ignore[PP603] begins late")) == []


def test_what_is_not_looked_for_is_not_unused(tmp_path: Path) -> None:
    text = f"{HEAD}{JOBS}  # perfplan: ignore[PP507] why\ncheck: {{ignore: [PP507]}}\n"
    assert codes(looked_at(tmp_path, text)) == []


CODES = st.sampled_from(["PP507", "PP702", "PP203"])


@given(st.lists(st.tuples(CODES, st.integers(1, 6))), st.lists(st.tuples(CODES, st.integers(1, 6)), max_size=4))
def test_findings_are_kept_or_counted_and_none_is_lost(
    found: list[tuple[str, int]], comments: list[tuple[str, int]]
) -> None:
    lines = [f"k{number}: v" for number in range(1, 7)]
    for code, line in comments:
        lines[line - 1] += f" # perfplan: ignore[{code}] why"
    findings = [Diagnostic(code, Location("f", line, 1, line, 2)) for code, line in found]
    kept, ignored = suppress(findings, {"f": "\n".join(lines)}, lambda _: True, whole=True)
    left = [finding for finding in kept if finding.code != "PP115"]
    expected = [finding for finding in findings if (finding.code, finding.location.line) not in comments]
    assert left == expected
    assert ignored == len(findings) - len(expected)
    unused = sum(finding.code == "PP115" for finding in kept)
    assert unused <= len(comments)
    assert (unused == 0) or set(comments) - set(found) or len(set(comments)) < len(comments)
