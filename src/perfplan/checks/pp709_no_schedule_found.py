"""No schedule was found in which people can keep a project's dates.

Its links would fit, and nothing proves that people could not do it; but the search found no way. A longer one may:
`perfplan timeline --effort 10`.

Wrong::

    people:
      - {id: wang-min, name: 王敏, unit: fgw, capacity: 1}
      - {id: zhao-lei, name: 赵磊, unit: chengguan}
      - {id: sun-li, name: 孙丽, unit: dongshan}
    projects:
      - id: p01
        name: 标准厂房
        lead_unit: fgw
        start: 2025-03-03
        deadline: 2025-03-31
        stages:
          - {id: land, name: 用地预审, duration: 15wd, owner: wang-min, finish_not_before: 2025-03-28}
          - {id: eia, name: 环评批复, duration: 5wd, owner: wang-min, start_not_before: 2025-03-18}

Right::

    people:
      - {id: wang-min, name: 王敏, unit: fgw, capacity: 1}
      - {id: zhao-lei, name: 赵磊, unit: chengguan}
      - {id: sun-li, name: 孙丽, unit: dongshan}
    projects:
      - id: p01
        name: 标准厂房
        lead_unit: fgw
        start: 2025-03-03
        deadline: 2025-05-30
        stages:
          - {id: land, name: 用地预审, duration: 15wd, owner: wang-min, finish_not_before: 2025-03-28}
          - {id: eia, name: 环评批复, duration: 5wd, owner: wang-min, start_not_before: 2025-03-18, after: [land]}
"""

from __future__ import annotations

from collections.abc import Iterator

from perfplan.checks._rule import Found, Rule
from perfplan.diagnostics import Severity
from perfplan.model.plan import Plan


def _check(plan: Plan) -> Iterator[Found]:
    if not any(stage.needs for project in plan.projects for stage in project.stages):
        return
    from perfplan.schedule.together import schedule_projects

    for timeline in schedule_projects(plan.projects):
        staffed = timeline.staffed
        if staffed is None or staffed.feasible or not timeline.feasible:
            continue
        project = staffed.project
        if staffed.bound >= project.start:
            yield project.location, {"project": project.name, "date": staffed.first_start.isoformat()}


RULE = Rule(
    code="PP709",
    name="no_schedule_found",
    severity=Severity.WARNING,
    message="no schedule was found that keeps all dates of {project} with its people; the best begins on {date}",
    hint="search longer with perfplan timeline --effort 10, name more people, or move dates",
    check=_check,
)
