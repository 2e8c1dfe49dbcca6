"""Schedule a project backwards from its deadline, and forwards from its start, and say what the two mean."""

from __future__ import annotations

from datetime import date

from perfplan.model.project import Project
from perfplan.schedule.analysis import (
    Run,
    breaches,
    chain_to,
    critical_places,
    decisive,
    driving_stage,
    run_network,
    spare,
    tightest,
)
from perfplan.schedule.axis import day_at
from perfplan.schedule.cpm import Dates, free_floats, total_floats
from perfplan.schedule.network import build_network
from perfplan.schedule.summaries import summaries
from perfplan.schedule.timeline import ScheduledStage, Timeline
from perfplan.schedule.why import reasons


def schedule_project(project: Project) -> Timeline:
    """Return the timeline of a project whose links are sound (known stages, no circle).

    Pure: no clock, no files. A project that does not fit is a timeline with negative floats and the reason, never an
    error.
    """
    network = build_network(project)
    run = run_network(network, project.start.toordinal(), project.deadline.toordinal() + 1)
    if not project.stages:
        return Timeline(project, (), (), feasible=True, days_late=0, late_unit="wd", chain=(), why=())
    broken = breaches(run, project.calendar)
    worst = decisive(broken)
    deciding = tightest(run, project.calendar) if worst is None else worst.place
    stages = _stages(project, run, critical_places(run, broken))
    return Timeline(
        project=project,
        stages=stages,
        groups=summaries(project, run, stages),
        feasible=worst is None,
        days_late=worst.days if worst else 0,
        late_unit=worst.unit if worst else "wd",
        chain=tuple(project.stages[place].id for place in chain_to(run, deciding)),
        why=reasons(project, run, broken, deciding),
        reserve=spare(run, worst, deciding, project.calendar),
    )


def _stages(project: Project, run: Run, critical: set[int]) -> tuple[ScheduledStage, ...]:
    total = total_floats(run.network, run.early, run.late)
    free = free_floats(run.network, run.network.days, run.origin, run.early, total)
    return tuple(
        ScheduledStage(
            stage,
            *_inclusive(run.late, place, run.origin),
            *_inclusive(run.early, place, run.origin),
            total_float=total[place],
            free_float=free[place],
            critical=place in critical,
            driver=project.stages[driver].id if (driver := driving_stage(run, place)) >= 0 else "",
        )
        for place, stage in enumerate(project.stages)
    )


def _inclusive(dates: Dates, place: int, origin: int) -> tuple[date, date]:
    """Return the first and last day of a stage; a milestone's only day is the one that its boundary ends."""
    start, finish = dates.start[place], dates.finish[place]
    if start < finish:
        return day_at(start), day_at(finish - 1)
    day = day_at(finish if finish == origin else finish - 1)
    return day, day
