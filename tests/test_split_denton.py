"""Benchmarking against published and independently computed series, and what must hold for any series."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perfplan.split.denton import Benchmark, Conversion, denton

CASES = Path(__file__).parent / "cases" / "split"
NEAR = Fraction(1, 10**6)


def column(name: str, key: str) -> list[Fraction]:
    with (CASES / name).open(encoding="utf-8") as file:
        return [Fraction(row[key]) for row in csv.DictReader(file) if row[key] != "NA"]


def yearly(values: Sequence[Fraction], periods: int, first: int = 0) -> list[Benchmark]:
    return [
        Benchmark(first + periods * year, first + periods * (year + 1) - 1, value) for year, value in enumerate(values)
    ]


def same(found: Sequence[Fraction], expected: Sequence[Fraction], near: Fraction = NEAR) -> bool:
    """Whether two series agree, in proportion to their size (the files have nine to twelve significant digits)."""
    pairs = zip(found, expected, strict=True)
    return all(abs(ours - theirs) <= near * max(abs(theirs), Fraction(1)) for ours, theirs in pairs)


def test_the_example_of_the_imf_manual() -> None:
    found = denton(column("imf_qna2001_denton.csv", "indicator"), yearly([Fraction(4000), Fraction("4161.4")], 4))
    assert same(found, column("imf_qna2001_denton.csv", "dencho_p1"))
    printed = column("imf_qna2001_denton.csv", "imf_printed")
    assert all(abs(ours - theirs) < Fraction(3, 50) for ours, theirs in zip(found, printed, strict=True))


def test_dentons_own_example() -> None:
    totals = [Fraction(total) for total in (500, 400, 300, 400, 500)]
    found = denton(column("denton1971.csv", "indicator"), yearly(totals, 4))
    assert same(found, column("denton1971.csv", "dencho_p1"))
    assert same(found, column("denton1971.csv", "stata_printed"))


def test_swiss_sales_that_follow_exports_before_and_after_what_is_known() -> None:
    """Exports begin three years before the annual sales and end after them."""
    exports = column("swisspharma_indicators_quarterly.csv", "exports")
    found = denton(exports, yearly(column("swisspharma_sales_annual.csv", "sales"), 4, first=12))
    assert same(found, column("swisspharma_y2q_expected_tempdisagg111.csv", "dencho_p1_ind"))


def test_swiss_sales_without_an_indicator() -> None:
    sales = column("swisspharma_sales_annual.csv", "sales")
    found = denton([Fraction(1)] * (4 * len(sales)), yearly(sales, 4))
    assert same(found, column("swisspharma_y2q_expected_tempdisagg111.csv", "dencho_p1_const"))


@pytest.mark.parametrize("conversion", Conversion)
def test_months_of_air_miles_by_sum_average_first_and_last(conversion: Conversion) -> None:
    miles = column("airmiles_annual.csv", "airmiles")
    found = denton([Fraction(1)] * (12 * len(miles)), yearly(miles, 12), conversion)
    assert same(found, column("airmiles_y2m_expected_tempdisagg111.csv", f"dencho_p1_{conversion}"))


INDICATORS = st.lists(st.fractions(0, 1000, max_denominator=10), min_size=4, max_size=20).filter(
    lambda values: all(any(values[i : i + 4]) for i in range(0, len(values) - len(values) % 4, 4))
)
TOTALS = st.lists(st.fractions(-1000, 1000, max_denominator=10), min_size=5, max_size=5)


def years_of(indicator: Sequence[Fraction], totals: Sequence[Fraction]) -> list[Benchmark]:
    return yearly(totals[: len(indicator) // 4], 4)


@given(INDICATORS, TOTALS)
def test_totals_hold_exactly(indicator: list[Fraction], totals: list[Fraction]) -> None:
    years = years_of(indicator, totals)
    found = denton(indicator, years)
    assert [sum(found[year.first : year.last + 1]) for year in years] == [year.value for year in years]
    averaged = denton(indicator, years, Conversion.AVERAGE)
    assert averaged == [4 * value for value in found]


@settings(max_examples=50)
@given(INDICATORS, st.fractions(1, 50, max_denominator=20))
def test_totals_in_proportion_to_the_indicator_change_nothing_else(indicator: list[Fraction], factor: Fraction) -> None:
    totals = [sum(indicator[i : i + 4], Fraction(0)) * factor for i in range(0, len(indicator), 4)]
    assert denton(indicator, years_of(indicator, totals)) == [value * factor for value in indicator]


@given(st.integers(1, 12), st.fractions(1, 1000), st.fractions(1, 1000))
def test_a_constant_indicator_and_a_constant_total_are_even(size: int, level: Fraction, total: Fraction) -> None:
    found = denton([level] * (3 * size), yearly([total] * 3, size))
    assert found == [total / size] * (3 * size)


@settings(max_examples=50)
@given(INDICATORS, TOTALS, st.lists(st.integers(-5, 5), min_size=20, max_size=20))
def test_no_other_series_with_the_same_totals_moves_less(
    indicator: list[Fraction], totals: list[Fraction], nudges: list[int]
) -> None:
    """The independent judge is the definition itself: any change that keeps the totals makes the steps larger."""
    indicator = [value + 1 for value in indicator]
    years = years_of(indicator, totals)
    found = denton(indicator, years)
    other = [value + nudge for value, nudge in zip(found, nudges, strict=False)]
    for year in years:
        other[year.last] += year.value - sum(other[year.first : year.last + 1])
    assert movement(found, indicator) <= movement(other, indicator)


def movement(series: Sequence[Fraction], indicator: Sequence[Fraction]) -> Fraction:
    ratios = [value / base for value, base in zip(series, indicator, strict=True)]
    return sum(((b - a) ** 2 for a, b in pairwise(ratios)), Fraction(0))


@pytest.mark.parametrize("totals", [[Fraction(5)], [Fraction(0)]])
def test_a_year_without_any_indicator_cannot_be_met(totals: list[Fraction]) -> None:
    with pytest.raises(ValueError, match="not zero"):
        denton([Fraction(0)] * 4, yearly(totals, 4))
    with pytest.raises(ValueError, match="not zero"):
        denton([Fraction(1)] * 4, [])
