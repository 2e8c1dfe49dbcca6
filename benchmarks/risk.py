"""Simulation: ten thousand runs of a project of 120 stages at once, against a loop over runs."""

from __future__ import annotations

import random
from datetime import date
from statistics import median
from time import process_time

from benchmarks.report import Goal, Section
from perfplan.calendars import country_calendar
from perfplan.diagnostics import Location
from perfplan.model.project import Constraints, Duration, Link, LinkKind, Project, Stage
from perfplan.model.risk import Distribution, Spread
from perfplan.model.unit import Unit
from perfplan.schedule.network import build_network
from perfplan.schedule.risk.draws import key_of
from perfplan.schedule.risk.outcome import Outcome
from perfplan.schedule.risk.scalar import ScalarRuns
from perfplan.schedule.risk.vector import VectorRuns

STAGES, RUNS, LOOPED = 120, 10_000, 200
HERE = Location("plan.yaml")


def network_of(size: int, seed: int = 1) -> Project:
    """Return a project of uncertain stages on China's calendar, each after up to three of the twelve before it."""
    chance, calendar = random.Random(seed), country_calendar("CN")
    unit = Unit("u", "U", "department", None, None, (), {}, HERE)
    stages = []
    for place in range(size):
        before = chance.sample(range(max(0, place - 12), place), k=min(place, chance.randint(1, 3)))
        links = tuple(
            Link(f"s{each}", LinkKind.FS, Duration(chance.choice((0, 0, 2)), working=True), HERE) for each in before
        )
        low, likely, high = sorted(chance.sample(range(2, 25), k=3))
        shape = chance.choice(list(Distribution))
        stages.append(
            Stage(
                id=f"s{place}",
                name=f"S{place}",
                duration=Duration(likely, working=chance.random() < 0.8),
                links=links,
                due_within=None,
                constraints=Constraints(),
                calendar=calendar,
                unit=unit,
                owner=None,
                location=HERE,
                spread=Spread(low, likely, high, shape),
            )
        )
    return Project(
        *("p", "P", unit, (), None, None, date(2025, 1, 6), date(2026, 12, 31), calendar, tuple(stages), HERE),
    )


def simulation(rounds: int) -> Section:
    """Measure drawing and scheduling every run, once at once and once one after the other."""
    project = network_of(STAGES)
    network, origin = build_network(project), project.start.toordinal()
    spreads = {n: (stage.spread, key_of(1, stage.id)) for n, stage in enumerate(project.stages) if stage.spread}

    def timed(kind: type[ScalarRuns] | type[VectorRuns], runs: int) -> tuple[float, Outcome]:
        begun = process_time()
        outcome = kind(network.days, spreads, runs).play(network, origin)
        return process_time() - begun, outcome

    at_once = median(timed(VectorRuns, RUNS)[0] for _ in range(rounds))
    looped, slow = timed(ScalarRuns, LOOPED)
    if timed(VectorRuns, LOOPED)[1] != slow:
        raise AssertionError("the two ways differ")
    each, other = at_once / RUNS, looped / LOOPED
    rows = (
        ("all at once, with numpy", f"{RUNS:,}", f"{at_once:.3f} s", f"{each * 1e6:.1f} µs", "1.0"),
        ("one after the other", f"{LOOPED:,}", f"{looped:.3f} s", f"{other * 1e6:.1f} µs", f"{other / each:.0f}"),
    )
    return Section(
        title="Simulation",
        how=f"A project of {STAGES} uncertain stages, drawn and scheduled in this process; both ways agree.",
        head=("way", "runs", "processor", "a run", "times"),
        rows=rows,
        goals=(
            Goal(f"{RUNS:,} runs of {STAGES} stages", at_once, 0.1, "{:.3f} s"),
            Goal("times faster than run by run", other / each, 20, "{:.0f}", at_least=True),
        ),
    )
