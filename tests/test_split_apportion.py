"""Whole shares: published numbers, and the properties that make every split add up."""

from __future__ import annotations

import csv
import json
from fractions import Fraction
from itertools import pairwise
from math import gcd
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from split_oracle import bad_blocks, between

from perfplan.split.apportion import integer_weights, largest_remainder, spread

CASES = Path(__file__).parent / "cases" / "split"
ROUNDING = json.loads((CASES / "cumulative_rounding_1d.json").read_text("utf-8"))["cases"]
with (CASES / "apportionment.csv").open(encoding="utf-8", newline="") as file:
    APPORTIONMENT = [row for row in csv.DictReader(file) if row["method"] == "hare-niemeyer"]

AMOUNTS = st.integers(-(10**25), 10**25) | st.integers(-50, 50)
WEIGHTS = st.lists(st.sampled_from([0, 0, 1, 1, 2, 3, 7, 10**6]), min_size=1, max_size=14).filter(any)


@pytest.mark.parametrize("case", ROUNDING, ids=lambda case: str(case["name"]))
def test_cumulative_rounding_gives_the_published_months(case: dict[str, Any]) -> None:
    assert spread(case["total"], case["weights"]) == case["expected_cumulative"]


@pytest.mark.parametrize("case", ROUNDING, ids=lambda case: str(case["name"]))
def test_largest_remainder_of_the_same_cases_differs_only_by_ties_and_sign(case: dict[str, Any]) -> None:
    """Hamilton's shares for units; a negative total is mirrored here, so that better stays better for everyone."""
    total, weights = case["total"], case["weights"]
    expected = case["hamilton"] if total >= 0 else [-share for share in largest_remainder(-total, weights)]
    assert largest_remainder(total, weights) == expected


@pytest.mark.parametrize("row", APPORTIONMENT, ids=lambda row: str(row["case"]))
def test_largest_remainder_gives_the_published_seats(row: dict[str, str]) -> None:
    weights, expected = ([int(number) for number in row[key].split()] for key in ("weights", "expected"))
    assert largest_remainder(int(row["total"]), weights) == expected


@given(AMOUNTS, WEIGHTS)
def test_spread_adds_up_and_every_block_is_floor_or_ceiling(total: int, weights: list[int]) -> None:
    shares = spread(total, weights)
    assert sum(shares) == total
    assert bad_blocks(shares, weights) == []
    assert all(weight or not share for share, weight in zip(shares, weights, strict=True))


@given(AMOUNTS, WEIGHTS)
def test_largest_remainder_adds_up_and_every_share_is_floor_or_ceiling(total: int, weights: list[int]) -> None:
    shares = largest_remainder(total, weights)
    assert sum(shares) == total
    ideals = [Fraction(total * weight, sum(weights)) for weight in weights]
    assert all(between(share, ideal) for share, ideal in zip(shares, ideals, strict=True))
    ordered = sorted(zip(weights, map(abs, shares), strict=True))
    assert all(a[1] <= b[1] for a, b in pairwise(ordered))  # more weight, never less


def test_ties_go_to_the_unit_listed_first() -> None:
    assert largest_remainder(5, [1, 1, 1]) == [2, 2, 1]
    assert largest_remainder(-5, [1, 1, 1]) == [-2, -2, -1]
    assert largest_remainder(0, [3, 1]) == [0, 0]


@given(st.lists(st.fractions(0, 10**6), max_size=12))
def test_integer_weights_keep_the_proportions_and_are_smallest(weights: list[Fraction]) -> None:
    whole = integer_weights(weights)
    assert all(a * sum(weights) == w * sum(whole) for a, w in zip(whole, weights, strict=True))
    assert gcd(*whole) in {0, 1}


@given(AMOUNTS, WEIGHTS, st.integers(2, 1000))
def test_scaling_the_weights_changes_nothing(total: int, weights: list[int], factor: int) -> None:
    scaled = [weight * factor for weight in weights]
    assert spread(total, scaled) == spread(total, weights)
    assert largest_remainder(total, scaled) == largest_remainder(total, weights)
