"""Whole shares: published numbers, and the properties that make every split add up."""

from __future__ import annotations

import csv
import json
from fractions import Fraction
from itertools import accumulate, pairwise, product
from math import ceil, floor, gcd
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from split_oracle import bad_blocks, between

from perfplan.split.apportion import differences, integer_weights, largest_remainder, spread, stagger

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


def is_staggered(totals: list[int], reached: list[int], columns: list[int], found: list[list[int]]) -> bool:
    """Whether running totals are floor or ceiling of their ideals, never fall, and add up to the columns."""
    whole = reached[-1]
    near = all(
        between(end, Fraction(total * share, whole))
        for total, ends in zip(totals, found, strict=True)
        for end, share in zip(ends, reached, strict=True)
    )
    rising = all(step >= 0 for ends in found for step in differences(ends))
    return near and rising and [sum(column) for column in zip(*found, strict=True)] == columns


@settings(max_examples=300)
@given(st.lists(st.integers(0, 10**25) | st.integers(0, 4), min_size=1, max_size=40), WEIGHTS)
def test_stagger_keeps_every_unit_within_one_quantum(totals: list[int], weights: list[int]) -> None:
    reached, columns = list(accumulate(weights)), list(accumulate(spread(sum(totals), weights)))
    assert is_staggered(totals, reached, columns, stagger(totals, reached, reached[-1], columns))


def exists(totals: list[int], reached: list[int], columns: list[int]) -> bool:
    """Try every staggering of a tiny case."""
    states = {(0,) * len(totals)}
    for share, column in zip(reached, columns, strict=True):
        ideals = [Fraction(total * share, reached[-1]) for total in totals]
        ends = product(*(range(floor(ideal), ceil(ideal) + 1) for ideal in ideals))
        rising = (end for end in ends if sum(end) == column)
        states = {e for e in rising if any(all(a >= b for a, b in zip(e, s, strict=True)) for s in states)}
    return bool(states)


@pytest.mark.parametrize(
    ("totals", "weights", "columns"),
    [
        ([1, 0, 3], [2, 1, 1], [2, 2, 4]),
        ([0, 1, 3], [3, 1, 2], [2, 2, 4]),
        ([1, 3], [2, 1, 1, 1, 1], [1, 2, 2, 3, 4]),
        ([3, 2, 1], [0, 1, 2, 3, 1], [0, 2, 3, 3, 6]),
    ],
)
def test_the_earliest_deadline_goes_first(totals: list[int], weights: list[int], columns: list[int]) -> None:
    """Who is furthest behind is not who must be served first: these go wrong that way."""
    reached = list(accumulate(weights))
    assert exists(totals, reached, columns)
    assert is_staggered(totals, reached, columns, stagger(totals, reached, reached[-1], columns))


@settings(max_examples=300)
@given(st.builds(Random, st.integers(0, 2**32)))
def test_stagger_finds_a_schedule_whenever_there_is_one(random: Random) -> None:
    totals = [random.randint(0, 3) for _ in range(random.randint(1, 3))]
    weights = [random.choice([0, 1, 1, 2, 3]) for _ in range(random.randint(1, 5))] + [1]
    reached, columns, before = list(accumulate(weights)), [], 0
    for share in reached:
        least = max(before, sum(total * share // reached[-1] for total in totals))
        most = max(least, sum(-(-total * share // reached[-1]) for total in totals))
        before = random.randint(least, most)
        columns.append(before)
    found = stagger(totals, reached, reached[-1], columns)
    assert is_staggered(totals, reached, columns, found) == exists(totals, reached, columns)
