"""A project under way will end after its deadline.

What the ledger says is done or started stays, the rest goes on from today, and its chain ends too late. The plan alone
would fit; where it does not, PP601 says so, and where a stage that can begin has not begun in time, PP603 names it.

Wrong::

    today is 2025-08-20, and the ledger says that 30 working days of p01/build are left:

    projects:
      - id: p01
        deadline: 2025-09-19
        stages:
          - {id: tender, name: 招标, duration: 30cd}
          - {id: build, name: 施工, duration: 40wd, after: [tender]}

Right::

    projects:
      - id: p01
        deadline: 2025-10-10
        stages:
          - {id: tender, name: 招标, duration: 30cd}
          - {id: build, name: 施工, duration: 40wd, after: [tender]}
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from perfplan.checks._rule import Day, Found, Rule
from perfplan.diagnostics import Severity
from perfplan.model.plan import Plan
from perfplan.model.project import Project


def _check(plan: Plan, day: Day) -> Iterator[Found]:
    from perfplan.schedule.forecast import with_forecast
    from perfplan.schedule.reverse import schedule_project

    for project in plan.projects:
        actuals = day.actuals.get(project.id)
        if not actuals or not project.start <= day.today <= project.deadline:
            continue
        timeline = with_forecast(schedule_project(project), actuals, day.today)
        found = timeline.forecast
        if found is None or not timeline.feasible or found.finish <= project.deadline or found.fits:
            continue
        stages = {each.stage.id: each for each in timeline.stages}
        first = stages[found.chain[0]]
        if first.stage.id not in actuals and first.latest_start < day.today:
            continue  # PP603 names the stage
        yield (
            first.stage.location,
            {
                "project": project.name,
                "finish": found.finish.isoformat(),
                "late": _late(project, found.finish),
                "chain": " → ".join(stages[stage].stage.name for stage in found.chain),
            },
        )


def _late(project: Project, finish: date) -> str:
    """Return by how many working days a finish is late, or by how many calendar days where no working day is lost."""
    rank = project.calendar.rank
    days = rank(finish.toordinal() + 1) - rank(project.deadline.toordinal() + 1)
    return f"{days}wd" if days else f"{(finish - project.deadline).days}cd"


RULE = Rule(
    code="PP604",
    name="forecast_late",
    severity=Severity.WARNING,
    message="{project} will end on {finish}, {late} after its deadline, along {chain}",
    hint="perfplan timeline says which change would keep the deadline; report what is left with perfplan start",
    check_on=_check,
)
