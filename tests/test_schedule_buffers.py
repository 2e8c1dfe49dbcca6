"""Buffers: long enough, no longer, and never at the cost of the chain they protect."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from schedule_builders import HERE, duration, project
from test_schedule_properties import Draft, drafts
from test_schedule_risk import spreads, uncertain

from perfplan.calendars import weekly_calendar
from perfplan.model.project import LinkKind, Project
from perfplan.model.risk import BufferRule, Distribution, Spread
from perfplan.model.unit import Need, Resource
from perfplan.schedule.analysis import run_network
from perfplan.schedule.cpm import forward
from perfplan.schedule.network import build_network
from perfplan.schedule.reverse import schedule_project
from perfplan.schedule.risk.assess import runs_of, with_risk
from perfplan.schedule.risk.buffers import protect
from perfplan.schedule.risk.draws import drawn, key_of
from perfplan.schedule.risk.order import in_order
from perfplan.schedule.risk.result import Buffers
from perfplan.schedule.together import schedule_projects

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


def needing(built: Project, *who: str) -> Project:
    """A project whose stages all need the one crew that there is."""
    crew = Resource("crew", "CREW", "", 1, HERE)
    stages = (replace(stage, needs=(Need(crew, 1, HERE),) if stage.id in who else ()) for stage in built.stages)
    return replace(built, stages=tuple(stages))


def test_runs_keep_the_order_of_people() -> None:
    """Two stages of ten days that one crew does: side by side in the network, one after the other in every run."""
    free = project("2025-03-03", "2025-06-27", "a 10wd", "b 10wd", calendar=WEEK)
    spread = Spread(8, 10, 12, Distribution.TRIANGULAR)
    built = replace(free, stages=tuple(replace(stage, spread=spread) for stage in free.stages))
    (alone,) = schedule_projects([built])
    (shared,) = schedule_projects([needing(built, "a", "b")])
    side, row = with_risk(alone, runs=RUNS).risk, with_risk(shared, runs=RUNS).risk
    assert side is not None
    assert row is not None
    assert str(side.p50) in ("2025-03-14", "2025-03-17")
    assert str(row.p50) == "2025-03-28"
    assert row.critical == (RUNS, RUNS)


def test_runs_keep_apart_what_fills_pauses() -> None:
    """A day of a crew in the weekend between two others of its own: where that takes two days, they do not overlap."""
    free = project("2025-09-21", "2025-09-22", "a 2wd", "b 1cd", calendar=WEEK)
    spread = Spread(1, 1, 3, Distribution.TRIANGULAR)
    built = needing(replace(free, stages=(free.stages[0], replace(free.stages[1], spread=spread))), "a", "b")
    (timeline,) = schedule_projects([built])
    assert timeline.staffed is not None
    assert [str(each.start) for each in timeline.staffed.stages] == ["2025-09-19", "2025-09-21"]
    network = in_order(built, build_network(built), timeline.staffed)
    early = forward(network, [2, 3], built.start.toordinal())
    assert early.finish[0] <= early.start[1]


@given(drafts(), st.lists(spreads(), min_size=6, max_size=6), st.integers(1, 2))
@settings(max_examples=30, deadline=None)
def test_no_run_needs_anybody_more_than_they_can_be(draft: Draft, some: list[Spread], capacity: int) -> None:
    crew = Resource("crew", "CREW", "", capacity, HERE)
    built = uncertain(draft.build(), iter(some))
    stages = tuple(replace(each, needs=(Need(crew, 1, HERE),) if each.duration.days else ()) for each in built.stages)
    (timeline,) = schedule_projects([replace(built, stages=stages)])
    if timeline.staffed is None or has_odd_links(built):
        return
    network = in_order(timeline.project, build_network(timeline.project), timeline.staffed)
    for run in range(5):
        days = [
            drawn(each.spread, key_of(run, each.id), 1)[0] if each.spread else each.duration.days for each in stages
        ]
        early = forward(network, [*days, *network.days[len(days) :]], built.start.toordinal())
        for day in set(early.start):
            busy = [p for p, n in enumerate(days) if n and early.start[p] <= day < early.finish[p]]
            assert len(busy) <= capacity


def has_odd_links(built: Project) -> bool:
    """Return whether a stage can wait for one that follows it: then the order of people gives way to the link."""
    return any(link.kind is not LinkKind.FS or link.lag.days < 0 for stage in built.stages for link in stage.links)
