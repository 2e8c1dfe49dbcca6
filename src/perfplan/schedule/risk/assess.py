"""Assess a project's risk: simulate it, and size its buffers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from msgspec.structs import replace

from perfplan.model.project import Project
from perfplan.schedule.analysis import breaches, chain_to, decisive, run_network, tightest
from perfplan.schedule.axis import day_at
from perfplan.schedule.network import Network, build_network
from perfplan.schedule.progress import Rest
from perfplan.schedule.risk.buffers import Protected, protect
from perfplan.schedule.risk.draws import key_of
from perfplan.schedule.risk.order import in_order
from perfplan.schedule.risk.outcome import Runs, quantile
from perfplan.schedule.risk.result import Buffers, Feeding, Recommended, Risk
from perfplan.schedule.timeline import Forecast, Timeline

RUNS, SEED = 10_000, 1
HALF, MOST = Fraction(1, 2), Fraction(4, 5)


def is_uncertain(project: Project) -> bool:
    """Return whether a project declares three points or buffers."""
    return bool(project.buffer or project.feeding) or any(stage.spread for stage in project.stages)


def with_risk(timeline: Timeline, rest: Rest | None = None, runs: int = RUNS, seed: int = SEED) -> Timeline:
    """Return a timeline with its risk, where the project declares any.

    Buffers belong to the plan and do not change from day to day; ``rest`` is what is left on a day, from which the runs
    go on. A stage that has begun takes what is left of it, without spread.
    """
    project = timeline.project
    if not is_uncertain(project):
        return timeline
    network, begin = in_order(project, build_network(project), timeline.staffed), project.start.toordinal()
    left, origin = (rest.network, rest.origin) if rest else (network, begin)
    begun = frozenset(rest.pins) if rest else frozenset[int]()
    play = runs_of(project, left, begun, runs, seed)
    outcome = play.play(left, origin)
    uncertain = any(stage.spread for stage in project.stages)
    return replace(
        timeline,
        risk=Risk(
            runs=runs if uncertain else 0,
            seed=seed,
            met=outcome.met(project.deadline.toordinal() + 1),
            p50=day_at(quantile(outcome.ends, HALF) - 1),
            p80=day_at(quantile(outcome.ends, MOST) - 1),
            critical=tuple(play.critical(left, origin)) if uncertain else (0,) * network.size,
            buffers=_buffers(timeline, network, runs, seed),
        ),
    )


def runs_of(project: Project, network: Network, begun: frozenset[int], runs: int, seed: int) -> Runs:
    """Return the runs of a project, all at once where numpy is installed, else one after the other: the same."""
    spreads = {
        place: (stage.spread, key_of(seed, stage.id))
        for place, stage in enumerate(project.stages)
        if stage.spread and place not in begun
    }
    many = runs if spreads else 1
    try:
        from perfplan.schedule.risk.vector import VectorRuns
    except ImportError:
        from perfplan.schedule.risk.scalar import ScalarRuns

        return ScalarRuns(network.days, spreads, many)
    return VectorRuns(network.days, spreads, many)


def _buffers(timeline: Timeline, network: Network, runs: int, seed: int) -> Buffers | None:
    project = timeline.project
    if project.buffer is None and project.feeding is None:
        return None
    run = run_network(network, project.start.toordinal(), project.deadline.toordinal() + 1)
    worst = decisive(breaches(run, project.calendar))
    chain = chain_to(run, tightest(run, project.calendar) if worst is None else worst.place)
    found = protect(project, run, frozenset(chain), runs_of(project, network, frozenset(), runs, seed))
    size = network.size
    first = min(found.dates.start[:size])
    rank = project.calendar.rank
    return Buffers(
        confidence=project.buffer.confidence if project.buffer else None,
        days=found.days,
        met=found.outcome.met(run.end),
        chain=tuple(project.stages[place].id for place in chain),
        span=rank(max(run.early.finish[:size])) - rank(min(run.early.start[place] for place in chain)),
        first=day_at(first),
        ready=day_at(max(found.dates.finish[:size]) - 1),
        short=max(rank(_possible(timeline, run.origin)) - rank(first), 0),
        eaten=_eaten(timeline.forecast, found.days, project),
        stages=tuple(_days(found, place) for place in range(size)),
        feeding=tuple(_feeding(project, found)),
    )


def _possible(timeline: Timeline, origin: int) -> int:
    """Return the first boundary at which the project can start: today's, where nothing has begun by then."""
    forecast = timeline.forecast
    if forecast is None or any(stage.actual_start or stage.actual_finish for stage in forecast.stages):
        return origin
    return max(origin, forecast.today.toordinal())


def _eaten(forecast: Forecast | None, days: int, project: Project) -> int | None:
    """Return how many working days of the project's buffer a forecast uses, more than all of them if it is late."""
    if forecast is None:
        return None
    rank = project.calendar.rank
    left = rank(project.deadline.toordinal() + 1) - rank(forecast.finish.toordinal() + 1)
    return max(days - left, 0)


def _days(found: Protected, place: int) -> Recommended:
    start, finish = found.dates.start[place], found.dates.finish[place]
    last = day_at(finish - 1)
    return Recommended(day_at(start) if start < finish else last, last)


def _feeding(project: Project, found: Protected) -> Iterator[Feeding]:
    rank = project.calendar.rank
    for place, wanted in found.wanted.items():
        first, end = found.dates.finish[place], found.unfed.finish[place]
        days = max(min(rank(end) - rank(first), wanted), 0)
        span: tuple[date | None, date | None] = (None, None)
        if days:
            begins = project.calendar.workday_at(rank(end) - days)
            span = day_at(begins), day_at(end - 1)
        yield Feeding(project.stages[place].id, wanted, days, *span)
