"""Simulated durations and ends against closed forms, exact sums, and runs that are scheduled one by one."""

from __future__ import annotations

import builtins
import math
from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from schedule_builders import project
from test_schedule_properties import Draft, drafts

from perfplan.calendars import weekly_calendar
from perfplan.model.project import Project
from perfplan.model.risk import Distribution, Spread
from perfplan.schedule.network import build_network
from perfplan.schedule.reverse import schedule_project
from perfplan.schedule.risk.assess import runs_of, with_risk
from perfplan.schedule.risk.draws import LEVELS, cumulative, drawn, key_of, thresholds
from perfplan.schedule.risk.outcome import quantile
from perfplan.schedule.risk.scalar import ScalarRuns
from perfplan.schedule.risk.vector import VectorRuns

RUNS = 4_000
PERT, TRIANGULAR = Distribution.PERT, Distribution.TRIANGULAR
WEEK = weekly_calendar("week", [1, 2, 3, 4, 5], [], [], {})
DAILY = weekly_calendar("daily", [1, 2, 3, 4, 5, 6, 7], [], [], {})
SHAPES = st.sampled_from(Distribution)


@st.composite
def spreads(draw: st.DrawFn) -> Spread:
    """Return three points, from one day up."""
    low, likely, high = sorted(draw(st.integers(1, 60)) for _ in range(3))
    return Spread(low, likely, high, draw(SHAPES))


def probabilities(spread: Spread) -> dict[int, float]:
    """Return how likely each duration is."""
    steps = [0, *thresholds(spread)]
    return {spread.optimistic + n: (high - low) / LEVELS for n, (low, high) in enumerate(pairwise(steps))}


def uncertain(draft: Project, found: Iterator[Spread | None]) -> Project:
    """Return a project of which some stages have three points, the likely one its duration."""
    stages = []
    for stage, spread in zip(draft.stages, found, strict=False):
        low = stage.duration.days
        wide = spread and low and Spread(max(1, low - 2), low, low + spread.pessimistic, spread.distribution)
        stages.append(replace(stage, spread=wide or None))
    return replace(draft, stages=tuple(stages))


@pytest.mark.parametrize(("shape", "percent"), [(PERT, 87), (TRIANGULAR, 74)])
def test_the_distributions_differ_as_published(shape: Distribution, percent: int) -> None:
    """A project of 5, most likely 7, at most 12 days: within 9 with about 87 % and 74 %, read off simulations.

    In days of a hundred parts; the exact value for PERT is 86.3 %.

    Oracle Crystal Ball, Reference and Examples Guide, 11.1.2, "BetaPERT Example"
    (https://docs.oracle.com/cd/E36352_01/epm.1112/cb_user/apas04s02s03.html).
    """
    found = probabilities(Spread(500, 700, 1200, shape))
    assert 100 * sum(share for days, share in found.items() if days <= 900) == pytest.approx(percent, abs=0.7)


@pytest.mark.parametrize("x", [0.05, 0.2, 0.5, 0.77, 0.95])
def test_pert_is_the_beta_distribution(x: float) -> None:
    even, early, late = (Spread(0, mode, 100, PERT) for mode in (50, 0, 100))
    assert cumulative(even, 100 * x) == pytest.approx(10 * x**3 - 15 * x**4 + 6 * x**5, abs=1e-12)
    assert cumulative(early, 100 * x) == pytest.approx(1 - (1 - x) ** 5, abs=1e-12)
    assert cumulative(late, 100 * x) == pytest.approx(x**5, abs=1e-12)
    skewed = Spread(0, 25, 100, PERT)  # beta(2, 4)
    assert cumulative(skewed, 100 * x) == pytest.approx(1 - (1 - x) ** 5 - 5 * x * (1 - x) ** 4, abs=1e-12)


@given(spreads())
def test_means_and_variances_are_those_of_the_textbook(spread: Spread) -> None:
    low, mode, high = spread.optimistic, spread.likely, spread.pessimistic
    found = probabilities(spread)
    mean = sum(days * part for days, part in found.items())
    variance = sum((days - mean) ** 2 * part for days, part in found.items())
    if spread.distribution is TRIANGULAR:
        wanted = (low + mode + high) / 3
        spreading = (low**2 + mode**2 + high**2 - low * mode - low * high - mode * high) / 18
    else:
        wanted = (low + 4 * mode + high) / 6
        spreading = (wanted - low) * (high - wanted) / 7
    assert sum(found.values()) == 1
    assert mean == pytest.approx(wanted, abs=0.2)
    assert variance == pytest.approx(spreading, rel=0.05, abs=0.4)


def test_the_shape_decides() -> None:
    """Three stages of 4/5/12 days in a row, due after 20: a triangle puts far more weight on the long end."""
    found = {}
    for shape in Distribution:
        each = probabilities(Spread(4, 5, 12, shape))
        exact = sum(math.prod(each[n] for n in run) for run in product(each, repeat=3) if sum(run) <= 20)
        stages = project("2025-03-01", "2025-03-20", "a 5cd", "b 5cd a", "c 5cd b", calendar=DAILY)
        spread = tuple(replace(stage, spread=Spread(4, 5, 12, shape)) for stage in stages.stages)
        risk = with_risk(schedule_project(replace(stages, stages=spread))).risk
        assert risk is not None
        assert risk.met / risk.runs == pytest.approx(exact, abs=0.02)
        found[shape] = exact
    assert found[TRIANGULAR] < 0.5 < 0.8 < found[PERT]


@given(st.lists(spreads(), min_size=2, max_size=2), st.integers(0, 99))
@settings(max_examples=25)
def test_two_stages_side_by_side_end_as_the_product_says(pair: list[Spread], seed: int) -> None:
    stages = project("2025-03-01", "2026-03-01", "a 1cd", "b 1cd", calendar=DAILY)
    given_spreads = tuple(replace(stage, spread=each) for stage, each in zip(stages.stages, pair, strict=True))
    sides = replace(stages, stages=given_spreads)
    outcome = runs_of(sides, build_network(sides), frozenset(), RUNS, seed).play(
        build_network(sides), sides.start.toordinal()
    )
    odds = [probabilities(each) for each in pair]
    for days in range(1, 61, 7):
        exact = math.prod(sum(part for n, part in each.items() if n <= days) for each in odds)
        assert outcome.met(sides.start.toordinal() + days) / RUNS == pytest.approx(exact, abs=0.05)


@given(spreads(), st.integers(0, 2**32))
@settings(max_examples=25)
def test_durations_are_as_frequent_as_they_are_likely(spread: Spread, seed: int) -> None:
    counted = Counter(drawn(spread, key_of(seed, "a"), RUNS))
    for days, part in probabilities(spread).items():
        assert abs(counted[days] - RUNS * part) <= 5 * math.sqrt(RUNS * part * (1 - part)) + 3


def test_draws_are_the_same_everywhere() -> None:
    """Written down once: a change of these numbers changes everybody's results."""
    assert drawn(Spread(10, 15, 30, PERT), key_of(1, "land"), 12) == [11, 15, 21, 18, 14, 18, 23, 17, 13, 20, 16, 19]


@given(drafts(), st.lists(st.none() | spreads(), min_size=6, max_size=6), st.integers(0, 999))
@settings(max_examples=120)
def test_all_runs_at_once_are_the_runs_one_by_one(draft: Draft, some: list[Spread | None], seed: int) -> None:
    built = uncertain(draft.build(), iter(some))
    network, origin = build_network(built), built.start.toordinal()
    keyed = {p: (s.spread, key_of(seed, s.id)) for p, s in enumerate(built.stages) if s.spread}
    slow, fast = ScalarRuns(network.days, keyed, 23), VectorRuns(network.days, keyed, 23)
    watched = range(network.size)
    assert fast.play(network, origin, watched) == slow.play(network, origin, watched)
    assert fast.critical(network, origin) == slow.critical(network, origin)


def test_a_stage_tied_to_a_finish_starts_later_the_shorter_it_is() -> None:
    """Then what starts with it ends later than with the longest durations: no table may end there."""
    built = project("2025-03-03", "2025-06-27", "a 5wd", "b 5wd a:FF", "c 5wd b:SS", calendar=WEEK)
    network = build_network(built)
    keyed = {1: (Spread(1, 5, 5, TRIANGULAR), 7)}
    slow, fast = ScalarRuns(network.days, keyed, 50), VectorRuns(network.days, keyed, 50)
    origin = built.start.toordinal()
    assert fast.play(network, origin) == slow.play(network, origin)
    assert fast.critical(network, origin) == slow.critical(network, origin)


def test_without_numpy_the_numbers_are_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    stages = project("2025-03-03", "2025-06-30", "a 10wd", "b 20wd a", "c 25cd a:SS+3wd")
    spread = tuple(replace(stage, spread=Spread(8, stage.duration.days, 40, PERT)) for stage in stages.stages)
    timeline = schedule_project(replace(stages, stages=spread))
    fast = with_risk(timeline, runs=200).risk
    real = builtins.__import__

    def without(name: str, *args: object, **kwargs: object) -> object:
        if name.endswith("risk.vector"):
            raise ImportError(name)
        return real(name, *args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(builtins, "__import__", without)
    assert with_risk(timeline, runs=200).risk == fast


def test_a_quantile_is_the_first_value_that_enough_runs_keep() -> None:
    assert [quantile([1, 2, 3, 4, 5], Fraction(part, 5)) for part in range(6)] == [1, 1, 2, 3, 4, 5]
    assert quantile([1, 2], Fraction(501, 1000)) == 2
