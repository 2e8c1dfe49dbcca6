"""Repairs: exact spans, nothing else touched, nothing made worse."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from cli_process import environment, perfplan
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from perfplan.checks._fix import Edit, Flaw
from perfplan.checks._rule import rule
from perfplan.diagnostics import Severity
from perfplan.lint.fixing import Fixed, fix
from perfplan.lint.inspection import Inspection, inspect
from perfplan.load.yaml import parse_yaml

CASES = Path(__file__).parent / "cases" / "wrong"
PLAN = """\
# 计划  with   odd  spacing
perfplan: 1
id: demo
name: 示例县：试行   # a colon in a value is right
year: 2025
issued: 2025-02-10
calendar:   CN
units:
  - {id: county, name: 示例县}
  - {id: fgw,  name: 县发改局, kind: department, parent: county, head: wang-min}   # 牵头
  - {id: gxj, name: 县工信局, kind: department, parent: county, head: wang-min}
people:
  - id: wang-min
    name: 王敏
    unit: fgw

targets:
  # the first of all
  - {id: jobs, name: 城镇新增就业, kind: flow, uom: 人, baseline: 5100, value: 5200, lead_unit: fgw}
  - id: retail
    name: "社会消费品零售总额"
    kind: flow
    decimals: 2
    baseline: 9000
    growth: 6.0%      # 同口径
    lead_unit: gxj
    tags: [民生, 经济]
    revisions:
      - {on: 2025-07-01, value: 9600, reason: "市级 调增"}
"""
FLAWS: Mapping[str, tuple[str, str]] = {
    "colon": ("id: demo", "id：demo"),
    "mistyped key": ("baseline: 9000", "basline: 9000"),
    "hyphen": ("lead_unit: gxj", "lead-unit: gxj"),
    "exchanged letters": ('    name: "社会', '    nmae: "社会'),
    "digits": ("value: 5200", "value: ５２００"),
    "percent": ("growth: 6.0%", "growth: 6.0％"),
    "slashes": ("2025-02-10", "2025/2/10"),
    "Chinese date": ("2025-07-01", "2025年7月1日"),
    "brackets": ("    tags: [民生, 经济]", "    tags: 【民生，经济】"),
    "tabs": ("  - id: wang-min\n    name: 王敏\n    unit: fgw", "\t- id: wang-min\n\t  name: 王敏\n\t  unit: fgw"),
    "unused": ("   # 牵头", "   # perfplan: ignore[PP507] gone # 牵头"),
    "unused line": ("  # the first of all\n", "  # the first of all\n  # perfplan: ignore[PP504] gone\n"),
    "wide blanks": ("    decimals: 2", "\u3000\u3000decimals: 2"),
}


def fixed(path: Path) -> Fixed:
    return fix(lambda texts: inspect(path, instead=texts))


def errors(found: Inspection) -> list[str]:
    return [f.code for f in found.findings if rule(f.code).severity is Severity.ERROR]


def leaves(data: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    if isinstance(data, dict):
        for key, value in data.items():
            yield from leaves(value, (*path, key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from leaves(value, (*path, index))
    else:
        yield path, data


def test_the_plan_is_right(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text(PLAN, encoding="utf-8")
    assert inspect(path).findings == ()
    assert fixed(path).texts == {}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=100, deadline=None)
@given(names=st.sets(st.sampled_from(sorted(FLAWS)), min_size=1), line_break=st.sampled_from(["\n", "\r\n"]))
def test_repairing_restores_the_plan_byte_for_byte(names: set[str], line_break: str, tmp_path: Path) -> None:
    text = PLAN
    for name in sorted(names):
        right, wrong = FLAWS[name]
        text = text.replace(right, wrong)
    path = tmp_path / "plan.yaml"
    path.write_bytes(text.replace("\n", line_break).encode())
    result = fixed(path)
    assert result.texts == {path.as_posix(): PLAN.replace("\n", line_break)}
    assert result.after.findings == ()
    assert result.refused == ()


def cases() -> list[Path]:
    return sorted(path for path in CASES.iterdir() if path.is_dir() or path.suffix == ".yaml")


@pytest.mark.parametrize("case", cases(), ids=lambda path: path.stem)
def test_repairing_changes_no_other_value_and_makes_no_error(case: Path) -> None:
    result = fixed(case)
    again = fix(lambda texts: inspect(case, instead={**result.texts, **texts}))
    assert again.texts == {}, "repairing twice is repairing once"
    assert not set(errors(result.after)) & {"PP103", "PP104", "PP106"} - set(errors(result.before))
    for name, text in result.texts.items():
        before, mistakes = parse_yaml(result.before.texts[name], name)
        after, left = parse_yaml(text, name)
        assert len(left) <= len(mistakes)
        if before is None or after is None or mistakes:
            continue
        lines = {finding.location.line for finding in result.repaired}
        lists = {"support_units", "handlers"}  # repairs part names in them
        kept = [value for path, value in leaves(after.data) if not lists.intersection(path)]
        old = [(path, value) for path, value in leaves(before.data) if not lists.intersection(path)]
        for (path, value), now in zip(old, kept, strict=True):
            assert value == now or before.at(path).line in lines, path


def flaw(text: str, written: str, **args: str) -> Flaw:
    start = text.index(written)
    return Flaw(text, start, start + len(written), args)


def mended(code: str, text: str, written: str, **args: str) -> str:
    mend = rule(code).fix
    assert mend is not None
    edits = mend(flaw(text, written, **args))
    for edit in sorted(edits, reverse=True):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text


@pytest.mark.parametrize(
    ("key", "nearest", "sure"),
    [
        ("lead_uint", "lead_unit", True),
        ("leadunit", "lead_unit", True),
        ("Lead-Unit", "lead_unit", True),
        ("valuee", "value", True),
        ("nmae", "name", True),
        ("unit", "uom", False),
        ("id_", "id", False),
        ("colour", "", False),
        ("onwres", "owner", False),
    ],
)
def test_a_key_is_mended_where_it_is_sure(key: str, nearest: str, sure: bool) -> None:
    result = mended("PP203", f"{{{key}: 1}}", key, key=key, nearest=nearest)
    assert result == (f"{{{nearest}: 1}}" if sure else f"{{{key}: 1}}")


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("2025/3/1", "2025-03-01"),
        ("2025.12.31", "2025-12-31"),
        ("2025-3-1", "2025-03-01"),
        ("2025年3月1日", "2025-03-01"),
        ("'2025/3/1'", "'2025-03-01'"),
        ("２０２５－０３－０１", "2025-03-01"),
        ("2025/2/30", "2025/2/30"),
        ("3/1/2025", "3/1/2025"),
        ("25/3/1", "25/3/1"),
        ("2025-03", "2025-03"),
        ("9月30日", "9月30日"),
    ],
)
def test_a_date_is_mended_where_only_one_day_is_meant(written: str, right: str) -> None:
    assert mended("PP205", f"due: {written}  # c", written) == f"due: {right}  # c"


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("a:\n\t- x", "a:\n  - x"),
        ("a:\n\tb:\n\t\tc: 1\n\t# d\n\t  e: 1", "a:\n  b:\n    c: 1\n\t# d\n    e: 1"),
        ("a:\n\t- x\n  - y", "a:\n\t- x\n  - y"),
        ("a:\n  b: 1\nc:\n\td: 1", "a:\n  b: 1\nc:\n  d: 1"),
        ("a:\n\n# remark\n\tb: 1", "a:\n\n# remark\n  b: 1"),
    ],
)
def test_tabs_are_mended_where_nothing_else_indents(text: str, right: str) -> None:
    assert mended("PP104", text, "\t") == right


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("  - {id: a, lead_unit: x、y, uom: 人}", "  - {id: a, lead_unit: x, support_units: [y], uom: 人}"),
        ("    lead_unit: x、y  # c\n    uom: 人", "    lead_unit: x  # c\n    support_units: [y]\n    uom: 人"),
        ("  - lead_unit: x、y\r\n    uom: 人", "  - lead_unit: x\r\n    support_units: [y]\r\n    uom: 人"),
        ("    lead_unit: x、y", "    lead_unit: x\n    support_units: [y]"),
    ],
)
def test_the_first_of_several_units_leads(text: str, right: str) -> None:
    assert mended("PP704", text, "x、y", first="x", others="y") == right


def test_names_that_are_no_plain_text_are_left_to_people() -> None:
    assert mended("PP704", "lead_unit: x、y: z", "x、y: z", first="x", others="y: z") == "lead_unit: x、y: z"


@pytest.mark.parametrize(
    ("text", "comment", "codes", "right"),
    [
        ("a: 1  # perfplan: ignore[PP507] x\nb: 2", "# perfplan: ignore[PP507] x", "PP507", "a: 1\nb: 2"),
        ("a: 1\n  # perfplan: ignore[PP507] x\nb: 2", "# perfplan: ignore[PP507] x", "PP507", "a: 1\nb: 2"),
        ("a: 1\r\n# perfplan: ignore[PP507] x\r\nb: 2", "# perfplan: ignore[PP507] x", "PP507", "a: 1\r\nb: 2"),
        ("a: 1 # perfplan: ignore[PP507] x # y", "# perfplan: ignore[PP507] x", "PP507", "a: 1 # y"),
        (
            "a: 1 # perfplan: ignore[PP507, PP702] x",
            "# perfplan: ignore[PP507, PP702] x",
            "PP702",
            "a: 1 # perfplan: ignore[PP507] x",
        ),
        ("# perfplan: ignore[PP507] x", "# perfplan: ignore[PP507] x", "PP507", ""),
    ],
)
def test_an_unused_comment_goes(text: str, comment: str, codes: str, right: str) -> None:
    assert mended("PP115", text, comment, codes=codes) == right


def test_a_repair_that_makes_an_error_is_taken_back_and_the_others_stay(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    text = PLAN.replace("baseline: 5100, value: 5200", "value: ５２００, basline: 1, baseline: 5100")
    path.write_text(text, encoding="utf-8")
    result = fixed(path)
    assert [finding.code for finding in result.refused] == ["PP203"], "baseline would stand there twice"
    assert [finding.code for finding in result.repaired] == ["PP217"]
    assert "basline: 1, baseline: 5100" in result.texts[path.as_posix()]


def test_edits_are_told_apart_by_place() -> None:
    assert sorted([Edit(5, 6, "b"), Edit(1, 2, "a")]) == [Edit(1, 2, "a"), Edit(5, 6, "b")]


@pytest.fixture
def wrong_plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + PLAN.replace(*FLAWS["digits"]).replace("\n", "\r\n").encode())
    path.chmod(0o640)
    return path


def test_the_command_writes_what_it_repaired(wrong_plan: Path) -> None:
    done = perfplan("check", "--fix", str(wrong_plan))
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == "repaired: 1; files changed: 1\nfiles checked: 1; nothing to report\n"
    assert wrong_plan.read_bytes() == b"\xef\xbb\xbf" + PLAN.replace("\n", "\r\n").encode()
    assert wrong_plan.stat().st_mode & 0o777 == 0o640
    assert [entry.name for entry in wrong_plan.parent.iterdir()] == ["plan.yaml"]


def test_the_diff_changes_nothing(wrong_plan: Path) -> None:
    before = wrong_plan.read_bytes()
    done = perfplan("check", "--diff", "plan.yaml", cwd=wrong_plan.parent)
    assert done.returncode == 1
    assert wrong_plan.read_bytes() == before
    changed = [line for line in done.stdout.splitlines() if line.startswith(("+", "-"))]
    assert changed[:2] == ["--- a/plan.yaml", "+++ b/plan.yaml"]
    assert [line[0] for line in changed[2:]] == ["-", "+"]
    assert "can be repaired: 1; files to change: 1\n" in done.stderr


def test_a_link_stays_a_link(wrong_plan: Path, tmp_path: Path) -> None:
    link = tmp_path / "link" / "plan.yaml"
    link.parent.mkdir()
    link.symlink_to(wrong_plan)
    assert perfplan("check", "--fix", str(link)).returncode == 0
    assert link.is_symlink()
    assert "５" not in wrong_plan.read_text(encoding="utf-8")


def test_only_what_is_selected_is_repaired(wrong_plan: Path) -> None:
    done = perfplan("check", "--fix", "--select", "PP5", str(wrong_plan), env=environment(PERFPLAN_LANG="zh"))
    assert done.returncode == 0
    assert "５２００" in wrong_plan.read_text(encoding="utf-8-sig")


def test_processes_repair_the_same_as_one(tmp_path: Path) -> None:
    said = []
    for jobs in ("1", "2"):
        places = [tmp_path / jobs / f"{number}.yaml" for number in range(4)]
        for place in places:
            place.parent.mkdir(exist_ok=True)
            place.write_text(PLAN.replace("5200", "５２００"), encoding="utf-8")
        done = perfplan("check", "--fix", "--jobs", jobs, *(place.name for place in places), cwd=tmp_path / jobs)
        assert done.returncode == 0, done.stderr
        assert {place.read_text(encoding="utf-8") for place in places} == {PLAN}
        said.append((done.stdout, done.stderr))
    assert said[0] == said[1]


PIECES = st.sampled_from(
    ["\t", "：", "，", "【", "“", "\u3000", "- ", "#", "# perfplan: ignore[PP507]", "{", "]", '"', "\n", "５", "&a"]
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(cuts=st.lists(st.tuples(st.integers(0, len(PLAN)), st.integers(0, 3), PIECES), min_size=1, max_size=4))
def test_no_damage_is_too_strange_to_be_looked_at(cuts: list[tuple[int, int, str]], tmp_path: Path) -> None:
    text = PLAN
    for at, gone, piece in cuts:
        text = text[:at] + piece + text[at + gone :]
    path = tmp_path / "plan.yaml"
    path.write_text(text, encoding="utf-8")
    result = fixed(path)
    assert len(result.repaired) + len(result.refused) < 100
    if not result.repaired:
        assert result.texts == {}
    else:
        assert result.texts != {path.as_posix(): text}
