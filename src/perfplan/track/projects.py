"""Where projects stand: what the ledger says of their stages, joined with the schedule."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from perfplan.ledger.progress import Progress
from perfplan.ledger.states import TaskState
from perfplan.model.plan import Plan
from perfplan.model.project import Project
from perfplan.schedule.forecast import with_forecast
from perfplan.schedule.network import build_network
from perfplan.schedule.progress import Actual, rest_of
from perfplan.schedule.reverse import schedule_project
from perfplan.schedule.risk.assess import is_uncertain, with_risk
from perfplan.schedule.risk.order import in_order
from perfplan.schedule.timeline import Baseline, Timeline


def project_on(project: Project, progress: Progress, today: date, baseline: Baseline | None = None) -> Timeline:
    """Return a project's timeline with its forecast of a day.

    ``progress`` is what the ledger says up to that day, ``baseline`` when its stages were issued to finish.
    """
    return with_forecast(schedule_project(project), actuals_of(project, progress), today, baseline)


def forecasts(plan: Plan, progress: Progress, today: date) -> Iterator[Timeline]:
    """Yield the projects of which the ledger tells something and that are not finished, each with its forecast."""
    for project in plan.projects:
        actuals = actuals_of(project, progress)
        if not actuals:
            continue
        timeline = with_forecast(schedule_project(project), actuals, today)
        if timeline.forecast is not None and not timeline.forecast.finished:
            yield timeline


def at_risk(timeline: Timeline, progress: Progress, runs: int, seed: int) -> Timeline:
    """Return a timeline that has a forecast with its risk from that day on, where the project declares any."""
    project, forecast = timeline.project, timeline.forecast
    if forecast is None or forecast.finished or not is_uncertain(project):
        return timeline
    network = in_order(project, build_network(project), timeline.staffed)
    rest = rest_of(project, network, actuals_of(project, progress), forecast.today)
    return with_risk(timeline, rest, runs, seed)


def actuals_of(project: Project, progress: Progress) -> dict[str, Actual]:
    """Return what the ledger says of a project's stages that have begun, by stage."""
    states = ((stage.id, progress.tasks.get(f"{project.id}/{stage.id}")) for stage in project.stages)
    return {stage: _actual(state) for stage, state in states if state is not None and (state.started or state.done)}


def _actual(state: TaskState) -> Actual:
    told = state.remaining
    return Actual(
        started=state.started.on if state.started else None,
        finished=state.done.on if state.done else None,
        remaining=told.left() if told else None,
        told=told.on if told else None,
    )
