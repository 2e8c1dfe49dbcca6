"""The words in which offices say as of when a figure is."""

from __future__ import annotations

from datetime import date

import pytest

from perfplan.cli.as_of import read_as_of

_YEAR = (date(2025, 1, 1), date(2025, 12, 31))
_FISCAL = (date(2025, 4, 1), date(2026, 3, 31))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2025-03-31", "2025-03-31"),
        ("2025/3/31", "2025-03-31"),
        ("2025年3月31日", "2025-03-31"),
        (" 2025-02 ", "2025-02-28"),
        ("2025-Q3", "2025-09-30"),
        ("4月", "2025-04-30"),
        ("4月底", "2025-04-30"),
        ("1-4月", "2025-04-30"),
        ("1—11月", "2025-11-30"),
        ("2025年1至2月", "2025-02-28"),
        ("2025年12月", "2025-12-31"),
        ("一季度", "2025-03-31"),
        ("第三季度", "2025-09-30"),
        ("上半年", "2025-06-30"),
        ("前三季度", "2025-09-30"),
        ("2025年全年", "2025-12-31"),
    ],
)
def test_a_period_means_its_last_day(text: str, day: str) -> None:
    assert read_as_of(text, *_YEAR) == date.fromisoformat(day)


@pytest.mark.parametrize("text", ["2月", "2月底"])
def test_a_month_is_the_one_in_the_plans_year(text: str) -> None:
    assert read_as_of(text, *_FISCAL) == date(2026, 2, 28)


@pytest.mark.parametrize(
    "text", ["", "2025", "2025-02-30", "2025-13", "13月", "2-4月", "五季度", "yesterday", "2025-Q5", "0月", "３月x"]
)
def test_anything_else_is_no_day(text: str) -> None:
    assert read_as_of(text, *_YEAR) is None
