"""Circles are found whole, the order is topological, and depth does not matter."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from schedule_builders import link, project, stage

from perfplan.schedule.circle import find_cycle
from perfplan.schedule.network import build_network
from perfplan.schedule.reverse import schedule_project

IDS = st.sampled_from("abcdefg")


@pytest.mark.parametrize(
    ("edges", "cycle"),
    [
        ([], None),
        ([("a", "b"), ("b", "c"), ("a", "c")], None),
        ([("a", "a")], ["a", "a"]),
        ([("a", "b"), ("b", "a")], ["a", "b", "a"]),
        ([("x", "a"), ("a", "b"), ("b", "c"), ("c", "a"), ("c", "d")], ["a", "b", "c", "a"]),
        ([("a", "b"), ("c", "d"), ("d", "e"), ("e", "c")], ["c", "d", "e", "c"]),
    ],
)
def test_a_circle_is_named_from_where_it_is_entered(edges: list[tuple[str, str]], cycle: list[str] | None) -> None:
    assert find_cycle(edges) == cycle


@settings(deadline=None)
@given(st.lists(st.tuples(IDS, IDS), max_size=15))
def test_a_circle_found_is_a_circle_and_none_is_missed(edges: list[tuple[str, str]]) -> None:
    found = find_cycle(edges)
    if found is None:
        assert _sinks_peel_off(edges)
    else:
        assert found[0] == found[-1]
        assert len(set(found)) == len(found) - 1
        assert all(step in edges for step in pairwise(found))


def _sinks_peel_off(edges: list[tuple[str, str]]) -> bool:
    left = set(edges)
    while sinks := {b for _, b in left} - {a for a, _ in left}:
        left = {edge for edge in left if edge[1] not in sinks}
    return not left


def test_a_chain_of_any_length_is_searched() -> None:
    chain = [(f"s{n}", f"s{n + 1}") for n in range(20_000)]
    assert find_cycle(chain) is None
    whole = find_cycle([*chain, ("s20000", "s0")])
    assert whole is not None
    assert len(whole) == 20_002


def test_the_order_follows_links_and_then_the_plan() -> None:
    network = build_network(project("2025-01-02", "2025-12-31", "d 1wd", "c 1wd a b", "a 1wd", "b 1wd a d"))
    assert network.order == (0, 2, 3, 1)


def test_a_circle_of_stages_is_refused_here() -> None:
    stages = (replace(stage("a 1wd"), links=(link("b"),)), stage("b 1wd a"))
    with pytest.raises(ValueError, match="circle"):
        build_network(project("2025-01-02", "2025-12-31", *stages))


def test_five_thousand_stages_in_a_row_are_scheduled() -> None:
    stages = ["s0 1wd", *(f"s{n} 1wd s{n - 1}" for n in range(1, 5000))]
    timeline = schedule_project(project("2025-01-02", "2026-01-05", *stages))
    assert timeline.chain == tuple(f"s{n}" for n in range(5000))
    assert "S5 → … → S4995" in str(timeline.why[0].args["chain"])
