"""Buffers: long enough, no longer, and never at the cost of the chain they protect."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from schedule_builders import HERE, duration, project
from test_schedule_properties import Draft, drafts
from test_schedule_risk import spreads, uncertain

from perfplan.calendars import weekly_calendar
from perfplan.model.project import Project
from perfplan.model.risk import BufferRule, Distribution, Spread
from perfplan.schedule.analysis import run_network
from perfplan.schedule.network import build_network
from perfplan.schedule.reverse import schedule_project
from perfplan.schedule.risk.assess import runs_of, with_risk
from perfplan.schedule.risk.buffers import protect
from perfplan.schedule.risk.result import Buffers

RUNS = 300
EIGHTY = BufferRule(HERE, confidence=Fraction(4, 5))
WEEK = weekly_calendar("week", [1, 2, 3, 4, 5], [], [], {})


def buffers_of(built: Project) -> Buffers:
    risk = with_risk(schedule_project(built), runs=RUNS).risk
    assert risk is not None
    assert risk.buffers is not None
    return risk.buffers


def of_days(text: str) -> BufferRule:
    return BufferRule(HERE, days=duration(text))


def two_chains(**rules: Any) -> Project:
    """A fortnight's main chain, a side chain that joins its last stage, and another that leaves no room."""
    stages = ("a 10wd", "b 10wd a", "side 4wd a", "close 9wd a", "end 5wd b side close")
    return replace(project("2025-03-03", "2025-04-25", *stages, calendar=WEEK), **rules)


@given(drafts(), st.lists(spreads(), min_size=6, max_size=6), st.booleans())
@settings(max_examples=60, deadline=None)
def test_with_its_buffers_a_project_is_as_sure_as_declared(draft: Draft, some: list[Spread], fed: bool) -> None:
    """And no shorter buffer would do. Without dates of its own, which may leave no room for a buffer."""
    built = replace(uncertain(draft.build(), iter(some)), buffer=EIGHTY, feeding=EIGHTY if fed else None)
    free = replace(
        built,
        stages=tuple(replace(stage, constraints=type(stage.constraints)()) for stage in built.stages),
    )
    if not any(stage.spread for stage in free.stages):
        return
    found = buffers_of(free)
    assert found.met >= 0.8 * RUNS
    if found.days:
        shorter = buffers_of(replace(free, buffer=of_days(f"{found.days - 1}wd")))
        assert shorter.met < 0.8 * RUNS


@given(drafts(), st.lists(spreads(), min_size=6, max_size=6))
@settings(max_examples=60, deadline=None)
def test_feeding_buffers_never_move_the_chain(draft: Draft, some: list[Spread]) -> None:
    built = replace(uncertain(draft.build(), iter(some)), buffer=of_days("3wd"))
    timeline = schedule_project(built)
    network = build_network(built)
    run = run_network(network, built.start.toordinal(), built.deadline.toordinal() + 1)
    chain = frozenset(place for place, stage in enumerate(built.stages) if stage.id in timeline.chain)
    runs = runs_of(built, network, frozenset(), 50, 1)
    plain = protect(built, run, chain, runs)
    fed = protect(replace(built, feeding=of_days("6wd")), run, chain, runs)
    assert [fed.dates.start[place] for place in chain] == [plain.dates.start[place] for place in chain]
    assert all(mine <= other for mine, other in zip(fed.dates.start, plain.dates.start, strict=True))


def test_a_buffer_of_days_moves_every_recommended_date() -> None:
    found = buffers_of(two_chains(buffer=of_days("5wd")))
    assert (found.days, str(found.ready), str(found.first)) == (5, "2025-04-18", "2025-03-17")
    assert [str(each.start) for each in found.stages] == [
        *("2025-03-17", "2025-03-31", "2025-04-08", "2025-04-01", "2025-04-14"),
    ]


def test_a_share_is_of_the_chain() -> None:
    assert buffers_of(two_chains(buffer=BufferRule(HERE, share=Fraction(1, 5)))).days == 5
    assert buffers_of(two_chains(buffer=BufferRule(HERE, share=Fraction(21, 100)))).days == 6


def test_a_feeding_buffer_takes_the_room_there_is() -> None:
    found = buffers_of(two_chains(feeding=of_days("5wd")))
    given_days = {each.stage: (each.wanted, each.days) for each in found.feeding}
    assert given_days == {"side": (5, 5), "close": (5, 1)}
    assert [(str(each.first), str(each.last)) for each in found.feeding] == [
        ("2025-04-14", "2025-04-18"),
        ("2025-04-18", "2025-04-18"),
    ]
    assert str(found.stages[2].finish) == "2025-04-11"
    assert str(found.stages[3].start) == "2025-04-07"


@pytest.mark.parametrize(("days", "short"), [("15wd", 0), ("16wd", 1), ("20wd", 5)])
def test_a_start_that_is_past_says_by_how_much(days: str, short: int) -> None:
    assert buffers_of(two_chains(buffer=of_days(days))).short == short


def test_a_buffer_says_that_dates_hold_it_back() -> None:
    """A stage that must not begin before April cannot be begun earlier for a buffer's sake."""
    built = two_chains(buffer=EIGHTY)
    last = built.stages[-1]
    held = replace(
        last,
        spread=Spread(5, 5, 60, Distribution.TRIANGULAR),
        constraints=replace(last.constraints, start_not_before=built.deadline.replace(day=21)),
    )
    found = buffers_of(replace(built, stages=(*built.stages[:-1], held)))
    assert found.met < 0.8 * RUNS
    assert found.days == 55
