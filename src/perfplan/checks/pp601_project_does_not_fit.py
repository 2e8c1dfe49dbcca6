"""A project cannot meet its deadline.

Scheduled forward from its start, the chain of stages ends after the deadline, so many working days (wd) or calendar
days (cd) late; `perfplan timeline` says which single change would make it fit.

Wrong::

    projects:
      - id: p01
        name: 标准厂房
        lead_unit: fgw
        start: 2025-03-03
        deadline: 2025-06-30
        stages:
          - {id: tender, name: 招标, duration: 30cd}
          - {id: build, name: 施工, duration: 90wd, after: [tender]}

Right::

    projects:
      - id: p01
        name: 标准厂房
        lead_unit: fgw
        start: 2025-03-03
        deadline: 2025-11-28
        stages:
          - {id: tender, name: 招标, duration: 30cd}
          - {id: build, name: 施工, duration: 90wd, after: [tender]}
"""

from __future__ import annotations

from collections.abc import Iterator

from perfplan.checks._rule import Found, Rule
from perfplan.diagnostics import Severity
from perfplan.model.plan import Plan


def _check(plan: Plan) -> Iterator[Found]:
    from perfplan.schedule.reverse import schedule_project

    for project in plan.projects:
        timeline = schedule_project(project)
        if not timeline.feasible:
            names = {stage.id: stage.name for stage in project.stages}
            chain = " → ".join(names[stage] for stage in timeline.chain)
            late = f"{timeline.days_late}{timeline.late_unit}"
            yield project.location, {"project": project.name, "late": late, "chain": chain}


RULE = Rule(
    code="PP601",
    name="project_does_not_fit",
    severity=Severity.ERROR,
    message="{project} does not fit: it is {late} late along {chain}",
    hint="shorten or overlap these stages, start earlier, or move the deadline",
    check=_check,
)
