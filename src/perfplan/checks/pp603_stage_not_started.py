"""A stage had to start and has not, though nothing before it is open.

The latest start is the day on which a stage must begin for the deadline to hold; where people are limited, the day in
the schedule that they can keep (`perfplan timeline`). The ledger knows what is started and
done; of several stages in a row only the first open one is named, until its project's deadline has passed and
`perfplan status` calls it overdue.

Wrong::

    today is 2025-09-01, and the ledger does not say that p01/approval is started or done:

    stages:
      - {id: approval, name: 项目备案, duration: 7wd}    # had to start by 2025-07-21

Right::

    {"kind": "started", "task": "p01/approval", "on": "2025-07-18"}
"""

from __future__ import annotations

from collections.abc import Iterator

from perfplan.checks._rule import Day, Found, Rule
from perfplan.diagnostics import Severity
from perfplan.model.plan import Plan
from perfplan.model.project import Project, Stage


def _check(plan: Plan, day: Day) -> Iterator[Found]:
    from perfplan.schedule.together import schedule_projects

    if not any(project.start <= day.today <= project.deadline for project in plan.projects):
        return
    for timeline in schedule_projects(plan.projects):
        project = timeline.project
        if not project.start <= day.today <= project.deadline:
            continue
        open_stages = _open_stages(project, day)
        for stage, start in zip(project.stages, timeline.start_days, strict=True):
            if start < day.today and stage.id in open_stages:
                days = (day.today - start).days
                yield stage.location, {"stage": stage.name, "date": start.isoformat(), "days": days}


def _open_stages(project: Project, day: Day) -> set[str]:
    """Return the stages of which nothing is reported, and all of whose predecessors are done."""
    done = {stage.id for stage in project.stages if f"{project.id}/{stage.id}" in day.done}
    begun = done | {stage.id for stage in project.stages if f"{project.id}/{stage.id}" in day.started}
    before = {link.stage for stage in project.stages if stage.id in begun for link in stage.links}
    return {stage.id for stage in project.stages if stage.id not in begun | before and _ready(stage, done)}


def _ready(stage: Stage, done: set[str]) -> bool:
    return all(link.stage in done for link in stage.links)


RULE = Rule(
    code="PP603",
    name="stage_not_started",
    severity=Severity.WARNING,
    message="{stage} had to start by {date}, {days} days ago, and is not reported started or done",
    hint="report it with perfplan start or perfplan done, or shorten what follows",
    check_on=_check,
)
