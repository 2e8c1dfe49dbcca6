"""Hints: what they are filled with, whatever was written, and that none is built of what is not there."""

from __future__ import annotations

from pathlib import Path

import pytest

from perfplan.cli import frame
from perfplan.spec.duration_words import near_duration
from perfplan.spec.period_words import near_period

PLAN = """\
perfplan: 1
id: demo
name: 示例县
year: 2025
calendar: CN
units: [{{id: fgw, name: 县发展和改革局, head: wang-min}}]
people: [{{id: wang-min, name: 王敏, unit: fgw}}]
targets:
  - {{id: t, name: 指标, kind: flow, baseline: 3, lead_unit: fgw, decimals: 0,
     growth: 6%, report: {{due: 5wd}}, locks: [{{period: 2025-Q1, value: 1}}]}}
"""
VALUES = ("[1]", "[6%, 7%]", "{a: b}", "[]", "{}", "null", "true", '""', "x", "２个", "-", "1/2", "[[]]")


@pytest.mark.parametrize("right", ["6%", "5wd", "2025-Q1", "value: 1", "decimals: 0", "baseline: 3", "fgw, decimals"])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_wrong_value_has_words(right: str, lang: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan = tmp_path / "plan.yaml"
    token = right.split(", ", maxsplit=1)[0].rsplit(": ", maxsplit=1)[-1]
    for value in VALUES:
        plan.write_text(PLAN.format().replace(right, right.replace(token, value, 1), 1), encoding="utf-8")
        assert frame.run(["check", str(plan), "--lang", lang]) in {0, 1}, (value, capsys.readouterr().err)
        capsys.readouterr()


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2025Q1", "2025-Q1"),
        ("2025年第一季度", "2025-Q1"),
        ("2025年1季度", "2025-Q1"),
        ("2025年下半年", "2025-H2"),
        ("2025年3月", "2025-03"),
        ("2025.12", "2025-12"),
        ("２０２５／３", "2025-03"),
        ("2025年", "2025"),
        ("2025-13", ""),
        ("3月", ""),
        ("", ""),
    ],
)
def test_periods_that_are_meant(written: str, meant: str) -> None:
    assert near_period(written) == meant


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("7个工作日", "7wd"),
        ("7 working days", "7wd"),
        ("７wd", "7wd"),
        ("30日历天", "30cd"),
        ("30 自然日", "30cd"),
        ("15", "15wd / 15cd"),
        ("15天", "15wd / 15cd"),
        ("两周", "15wd / 15cd"),
        ("", "15wd / 15cd"),
    ],
)
def test_durations_that_are_meant(written: str, meant: str) -> None:
    assert near_duration(written) == meant
