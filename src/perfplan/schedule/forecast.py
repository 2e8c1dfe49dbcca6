"""Where a project stands on a day, and when it ends if nothing more is lost: what happened, then the earliest dates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from msgspec.structs import replace

from perfplan.model.project import Project
from perfplan.model.sentence import Sentence
from perfplan.schedule.analysis import (
    Breach,
    Run,
    breaches,
    chain_to,
    critical_places,
    decisive,
    reserve,
    run_network,
    spare,
    tightest,
)
from perfplan.schedule.axis import day_at
from perfplan.schedule.cpm import Dates, reached, total_floats
from perfplan.schedule.network import FAR_FUTURE, Network, build_network
from perfplan.schedule.progress import Actual, Rest, rest_of
from perfplan.schedule.timeline import Baseline, Forecast, ForecastStage, Timeline
from perfplan.schedule.why import EARLIER, ONLY_EARLIER, count_of, failures, repair

FINISHED = "finished on {date}"
FINISHED_LATE = "finished on {date}, {delay} late"
ON_TIME = "finishes on {date}; {reserve} in reserve"
JUST_ON_TIME = "finishes on {date}; no working day in reserve"
START_TODAY = "{stage} can start today"
OUT_OF_ORDER = "{stage} did not wait for {other}"

TEMPLATES = (FINISHED, FINISHED_LATE, ON_TIME, JUST_ON_TIME, START_TODAY, OUT_OF_ORDER)
"""Every template a forecast can use besides those of a timeline, for the catalogue."""


def with_forecast(
    timeline: Timeline, actuals: Mapping[str, Actual], today: date, baseline: Baseline | None = None
) -> Timeline:
    """Return a timeline with what is known and foreseen on a day.

    Args:
        timeline: the plan's dates.
        actuals: what was reported up to that day, by stage.
        today: the day; the rest goes on from it.
        baseline: the finish that each stage was issued with; the plan's own latest finish where it names none.
    """
    project = timeline.project
    if not project.stages:
        return timeline
    if not actuals and today < project.start:
        return replace(timeline, forecast=as_planned(timeline, today, baseline or {}))
    return replace(timeline, forecast=from_today(timeline, actuals, today, baseline or {}))


def as_planned(timeline: Timeline, today: date, baseline: Baseline) -> Forecast:
    """Return the forecast of a project on which nothing has happened yet: the earliest dates of the plan itself."""
    rank, finish = timeline.project.calendar.rank, max(found.earliest_finish for found in timeline.stages)
    stages = [
        ForecastStage(
            actual_start=None,
            actual_finish=None,
            remaining=found.stage.duration,
            start=found.earliest_start,
            finish=found.earliest_finish,
            total_float=found.total_float,
            critical=found.critical,
            variance=rank(found.earliest_finish.toordinal() + 1)
            - rank(baseline.get(found.stage.id, found.latest_finish).toordinal() + 1),
        )
        for found in timeline.stages
    ]
    return Forecast(
        today=today,
        stages=tuple(stages),
        finish=finish,
        finished=False,
        under_way=False,
        fits=timeline.feasible,
        days_late=timeline.days_late,
        late_unit=timeline.late_unit,
        reserve=timeline.reserve,
        chain=timeline.chain,
        why=(_on_time(finish, timeline.reserve),) if timeline.feasible else tuple(_from_now_on(timeline)),
    )


def _from_now_on(timeline: Timeline) -> Iterator[Sentence]:
    """Yield the plan's reasons but for an earlier start, which the rest from a day on cannot have."""
    yield from (each for each in timeline.why if each.template not in (EARLIER, ONLY_EARLIER))


def _on_time(finish: date, reserve: int) -> Sentence:
    if reserve:
        return Sentence(ON_TIME, {"date": finish.isoformat(), "reserve": count_of(reserve, "wd")})
    return Sentence(JUST_ON_TIME, {"date": finish.isoformat()})


def _run(rest: Rest, project: Project) -> Run:
    """Return both passes over the rest; what is finished stands where it stood, and nothing presses it."""
    run = run_network(rest.network, rest.origin, project.deadline.toordinal() + 1)
    for place, pin in rest.pins.items():
        if pin.finish is not None:
            run.early.start[place], run.early.finish[place] = pin.start, pin.finish
            run.late.start[place] = run.late.finish[place] = FAR_FUTURE
    return run


def from_today(timeline: Timeline, actuals: Mapping[str, Actual], today: date, baseline: Baseline) -> Forecast:
    """Return the forecast of a project of at least one stage: what happened stays, the rest is scheduled from today."""
    project = timeline.project
    network = build_network(project)
    rest = rest_of(project, network, actuals, today)
    run = _run(rest, project)
    finished = all(pin.finish is not None for pin in rest.pins.values()) and len(rest.pins) == network.size
    broken = breaches(run, project.calendar)
    worst = decisive(broken)
    deciding = tightest(run, project.calendar) if worst is None else worst.place
    left, rank = _left(project, rest), project.calendar.rank
    stages = _stages(timeline, actuals, rest, run, critical_places(run, broken), baseline)
    finish = max(each.finish for each in stages)
    return Forecast(
        today=today,
        stages=stages,
        finish=finish,
        finished=finished,
        under_way=bool(rest.pins) or (today > project.start and worst is not None),
        fits=worst is None,
        days_late=worst.days if worst else 0,
        late_unit=worst.unit if worst else "wd",
        reserve=rank(run.end) - rank(finish.toordinal() + 1)
        if finished
        else spare(run, worst, deciding, project.calendar),
        chain=() if finished else tuple(project.stages[place].id for place in chain_to(run, deciding)),
        why=(
            *(_finished(finish, worst) if finished else _reasons(left, rest, run, broken, deciding, finish)),
            *_out_of_order(project, actuals, network, _happened(network, rest, run), rest),
        ),
    )


def _left(project: Project, rest: Rest) -> Project:
    """Return the project with what is left of its stages, to speak of."""
    stages = zip(project.stages, rest.durations, strict=True)
    return replace(project, stages=tuple(replace(stage, duration=duration) for stage, duration in stages))


def _stages(
    timeline: Timeline,
    actuals: Mapping[str, Actual],
    rest: Rest,
    run: Run,
    critical: set[int],
    baseline: Baseline,
) -> tuple[ForecastStage, ...]:
    rank = timeline.project.calendar.rank
    floats = total_floats(run.network, run.early, run.late)
    found = []
    for place, scheduled in enumerate(timeline.stages):
        actual, pin = actuals.get(scheduled.stage.id), rest.pins.get(place)
        done = pin is not None and pin.finish is not None
        start, finish = _days(
            pin.start if pin else run.early.start[place], run.early.finish[place], rest, open_=not done
        )
        issued = baseline.get(scheduled.stage.id, scheduled.latest_finish)
        found.append(
            ForecastStage(
                actual_start=(actual.started or (start if done else None)) if actual else None,
                actual_finish=actual.finished if actual else None,
                remaining=None if done else rest.durations[place],
                start=start,
                finish=finish,
                total_float=0 if done else floats[place],
                critical=place in critical and not done,
                variance=rank(finish.toordinal() + 1) - rank(issued.toordinal() + 1),
            )
        )
    return tuple(found)


def _days(start: int, finish: int, rest: Rest, *, open_: bool) -> tuple[date, date]:
    """Return the first and last day; a milestone is on the day that its boundary ends, or on today if it can be now."""
    if start < finish:
        return day_at(start), day_at(finish - 1)
    day = day_at(finish if open_ and finish == rest.origin else finish - 1)
    return day, day


def _finished(finish: date, worst: Breach | None) -> Iterator[Sentence]:
    day = finish.isoformat()
    if worst is None:
        yield Sentence(FINISHED, {"date": day})
    else:
        yield Sentence(FINISHED_LATE, {"date": day, "delay": count_of(worst.days, worst.unit)})


def _reasons(
    left: Project, rest: Rest, run: Run, broken: list[Breach], deciding: int, finish: date
) -> Iterator[Sentence]:
    """Yield when the rest ends, why that is late, what would help, and what can begin today."""
    if broken:
        yield from failures(left, run, broken)
        yield from repair(left, run, broken)
        first = chain_to(run, deciding)[0]
        if first not in rest.pins and run.early.start[first] == rest.today:
            yield Sentence(START_TODAY, {"stage": left.stages[first].name})
        return
    yield _on_time(finish, reserve(run, deciding, left.calendar))


def _out_of_order(
    project: Project, actuals: Mapping[str, Actual], network: Network, happened: Dates, rest: Rest
) -> Iterator[Sentence]:
    """Yield the links that what happened did not keep; a start that nobody reported may have been as late as can be."""
    names = [*(stage.name for stage in project.stages), *(_group_name(project, group) for group in network.gates)]
    for place, pin in sorted(rest.pins.items()):
        start = pin.start if actuals[project.stages[place].id].started else pin.finish
        for arc in network.incoming[place]:
            reported = pin.finish if arc.to_finish else start
            if reported is not None and reached(arc, happened) > reported:
                yield Sentence(OUT_OF_ORDER, {"stage": names[place], "other": names[arc.source]})


def _happened(network: Network, rest: Rest, run: Run) -> Dates:
    """Return what happened or is foreseen at every place, gates included."""
    happened = Dates(list(run.early.start), list(run.early.finish))
    for place, pin in rest.pins.items():
        happened.start[place] = pin.start
    for place in network.order:
        if place >= network.size:
            event = max(reached(arc, happened) for arc in network.incoming[place]) if network.incoming[place] else 0
            happened.start[place] = happened.finish[place] = event
    return happened


def _group_name(project: Project, group_id: str) -> str:
    return next(group.name for group in project.groups if group.id == group_id)
