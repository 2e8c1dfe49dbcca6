"""Something falls due on a day off.

The date is kept as declared. Whoever must finish by then has to finish on the working day before.

Wrong::

    targets:
      - {id: office, name: 便民中心启用, kind: milestone, due: 2025-10-01, lead_unit: fgw,
         actions: [{id: review, name: 进度会商, rule: "FREQ=MONTHLY;BYDAY=1MO"}]}

Right::

    targets:
      - {id: office, name: 便民中心启用, kind: milestone, due: 2025-09-30, lead_unit: fgw,
         actions: [{id: review, name: 进度会商, rule: "FREQ=MONTHLY;BYDAY=1MO"}]}
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from perfplan.checks._rule import Found, Rule
from perfplan.diagnostics import Location, Severity
from perfplan.model.calendar import Calendar
from perfplan.model.plan import Plan


def _check(plan: Plan) -> Iterator[Found]:
    for name, day, calendar, place in _declared(plan):
        if not calendar.is_workday(day):
            before = calendar.previous_workday(day)
            yield place, {"name": name, "date": day.isoformat(), "before": before.isoformat()}


def _declared(plan: Plan) -> Iterator[tuple[str, date, Calendar, Location]]:
    """Yield what falls due on a declared date; clocks are worked out by law and run as they run."""
    for target in plan.targets:
        if target.date:
            yield target.name, target.date, plan.calendar, target.due_at or target.location
    for project in plan.projects:
        yield project.name, project.deadline, project.calendar, project.due_at or project.location
    for campaign in plan.campaigns:
        for task in campaign.tasks:
            if task.kind != "clock" and task.finished is None:
                yield task.title, task.deadline, plan.calendar, task.due_at or task.location


RULE = Rule(
    code="PP507",
    name="due_on_day_off",
    severity=Severity.WARNING,
    message="{name} falls due on {date}, a day off",
    hint="the working day before is {before}",
    check=_check,
)
