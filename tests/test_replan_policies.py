"""Policies of re-planning: every rule that holds for all of them, and what each is for."""

from __future__ import annotations

from fractions import Fraction
from importlib import import_module
from inspect import getdoc
from itertools import pairwise

import pytest
from cli_process import ROOT
from hypothesis import given, settings
from hypothesis import strategies as st

from perfplan.registry import module_names
from perfplan.split.policies._policy import Policy, Rest, policies
from perfplan.split.policies.movement import smoothest

NAMES = ("cap", "keep", "movement", "proportional", "recover_by")


def place(name: str, planned: list[int], missing: int, **changes: object) -> list[int]:
    usual: dict[str, object] = {"done": 10, "due": 10, "recover": 0, "limit": Fraction(1, 10)}
    return policies()[name].place(Rest(tuple(planned), missing, **{**usual, **changes}))  # type: ignore[arg-type]


def test_policies_are_found_by_their_files() -> None:
    assert tuple(sorted(policies())) == NAMES
    assert {name: policy.needs for name, policy in policies().items() if policy.needs} == {
        "recover_by": "by",
        "cap": "limit",
    }


@st.composite
def rests(draw: st.DrawFn) -> Rest:
    planned = draw(st.lists(st.integers(0, 60) | st.just(0), min_size=0, max_size=12))
    missing = draw(st.integers(0, 900) | st.just(sum(planned)))
    done, due = draw(st.integers(-20, 300)), draw(st.integers(0, 300))
    recover = draw(st.integers(0, len(planned)))
    return Rest(tuple(planned), missing, done, due, recover, draw(st.fractions(0, 2, max_denominator=100)))


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=150, deadline=None)
@given(rests())
def test_what_holds_for_every_policy(name: str, rest: Rest) -> None:
    placed = policies()[name].place(rest)
    assert len(placed) == len(rest.planned)
    assert min(placed, default=0) >= 0
    assert sum(placed) <= rest.missing
    assert all(new == 0 for new, was in zip(placed, rest.planned, strict=True) if was == 0)
    if not rest.missing:
        assert not any(placed)


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=100, deadline=None)
@given(rests())
def test_actual_as_planned_changes_nothing(name: str, rest: Rest) -> None:
    same = Rest(rest.planned, sum(rest.planned), rest.due, rest.due, rest.recover, rest.limit)
    assert policies()[name].place(same) == list(rest.planned)


@settings(max_examples=100, deadline=None)
@given(rests())
def test_everything_is_placed_where_something_was_planned(rest: Rest) -> None:
    for name in ("proportional", "movement"):
        placed = policies()[name].place(rest)
        assert sum(placed) == (rest.missing if any(rest.planned) else 0)


def test_keep_shows_the_gap_and_stops_when_the_year_is_reached() -> None:
    assert place("keep", [10, 20, 30], 100) == [10, 20, 30]
    assert place("keep", [10, 20, 30], 25) == [10, 15, 0]


def test_proportional_follows_the_plan() -> None:
    assert place("proportional", [10, 20, 0, 30], 120) == [20, 40, 0, 60]


@pytest.mark.parametrize(
    ("missing", "recover", "expected"),
    [
        (90, 2, [20, 40, 30]),  # 30 more on the first two, the third as planned
        (90, 0, [10, 20, 30]),  # too late to recover: shown as not placed
        (45, 2, [5, 10, 30]),  # ahead: the plan is met again by then
        (20, 2, [0, 0, 20]),  # so far ahead that later months give way too
        (90, 3, [15, 30, 45]),
    ],
)
def test_recover_by_catches_up_and_goes_on_as_planned(missing: int, recover: int, expected: list[int]) -> None:
    assert place("recover_by", [10, 20, 30], missing, recover=recover) == expected


def test_cap_fills_the_months_and_leaves_the_rest() -> None:
    assert place("cap", [10, 20, 5], 36) == [10, 21, 5]
    assert place("cap", [10, 20, 5], 100) == [11, 22, 5]
    assert place("cap", [10, 20, 5], 38, limit=Fraction(0)) == [10, 20, 5]
    assert place("cap", [0, 0], 5) == [0, 0]


def steps(amounts: list[Fraction], planned: list[int], start: Fraction) -> Fraction:
    ratios = [start, *(amount / was for amount, was in zip(amounts, planned, strict=True))]
    return sum(((after - before) ** 2 for before, after in pairwise(ratios)), Fraction(0))


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.integers(1, 30), min_size=2, max_size=8), st.fractions(0, 3, max_denominator=20), st.integers(1, 300),
    st.data(),
)  # fmt: skip
def test_movement_is_the_smoothest_way(planned: list[int], start: Fraction, total: int, data: st.DataObject) -> None:
    """Any other way to the same total has larger steps: tried with random exchanges between two months."""
    best = smoothest(planned, start, total)
    assert sum(best) == total
    i, j = data.draw(st.permutations(range(len(planned))))[:2]
    moved = data.draw(st.fractions(-2, 2, max_denominator=10))
    other = list(best)
    other[i] += moved
    other[j] -= moved
    assert steps(best, planned, start) <= steps(other, planned, start)


def test_movement_begins_where_the_year_stands() -> None:
    placed = place("movement", [100] * 6, 660, done=400, due=500)
    assert placed == sorted(placed)
    assert 80 < placed[0] < 100 < placed[-1]
    assert sum(placed) == 660


def test_movement_gives_the_last_months_nothing_when_the_year_is_nearly_made() -> None:
    assert place("movement", [100] * 4, 60, done=900, due=300)[2:] == [0, 0]


@pytest.mark.parametrize("name", module_names("perfplan.split.policies"))
def test_a_policy_is_named_after_its_file_explained_and_documented(name: str) -> None:
    policy = policies()[name]
    manual = getdoc(import_module(f"perfplan.split.policies.{name}")) or ""
    assert isinstance(policy, Policy)
    assert manual.startswith(f"{name}: ")
    assert "perfplan replan --as-of" in manual
    assert f"--policy {name}" in manual
    assert f"| `{name}`" in (ROOT / "docs" / "replanning.md").read_text(encoding="utf-8")
