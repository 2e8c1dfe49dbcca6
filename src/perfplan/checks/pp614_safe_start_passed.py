"""A project had to begin by now to keep its buffers, and has not.

The latest safe start is the first of the recommended dates: whoever begins later begins with less than the buffer that
the plan declares. Nothing of the project is reported started or done. It is said until a stage's latest start has
passed as well: then PP603 names that stage.

Wrong::

    today is 2025-05-06, and the ledger does not say that any stage of p01 is started or done:

    projects:
      - id: p01
        deadline: 2025-11-28
        buffer: {days: 20wd}                  # with it the project begins by 2025-04-16, without it by 2025-05-19
        stages:
          - {id: tender, name: 招标, duration: 30cd}
          - {id: build, name: 施工, duration: 110wd, after: [tender]}

Right::

    {"kind": "started", "task": "p01/tender", "on": "2025-04-16"}
"""

from __future__ import annotations

from collections.abc import Iterator

from perfplan.checks._rule import Day, Found, Rule
from perfplan.diagnostics import Severity
from perfplan.model.plan import Plan
from perfplan.model.project import Project


def _check(plan: Plan, day: Day) -> Iterator[Found]:
    from perfplan.schedule.reverse import schedule_project
    from perfplan.schedule.risk.assess import with_risk

    for project in plan.projects:
        rule = project.buffer or project.feeding
        if rule is None or day.today > project.deadline or _has_begun(project, day):
            continue
        timeline = schedule_project(project)
        latest = min(stage.latest_start for stage in timeline.stages)
        possible = max(day.today, project.start)
        if not timeline.feasible or latest < possible:
            continue  # PP601 or PP603 says more
        risk = with_risk(timeline).risk
        if risk is not None and risk.buffers is not None and risk.buffers.first < possible:
            rank = project.calendar.rank
            yield (
                rule.location,
                {
                    "project": project.name,
                    "date": risk.buffers.first.isoformat(),
                    "days": rank(possible.toordinal()) - rank(risk.buffers.first.toordinal()),
                    "latest": latest.isoformat(),
                },
            )


def _has_begun(project: Project, day: Day) -> bool:
    tasks = {f"{project.id}/{stage.id}" for stage in project.stages}
    return not tasks.isdisjoint(day.done) or not tasks.isdisjoint(day.started)


RULE = Rule(
    code="PP614",
    name="safe_start_passed",
    severity=Severity.WARNING,
    message="to keep its buffer {project} had to begin by {date}, {days} working days before it can now, and nothing "
    "of it is reported started; without a buffer it must begin by {latest}",
    hint="begin it, report it with perfplan start, or declare a smaller buffer",
    check_on=_check,
)
