"""Projects that share people cannot all keep their dates.

Each might fit alone. But the people, crews and machines that they share cannot do all of their work between the starts
and the deadlines. That is proved; which of the projects gives way is the choice of the schedule found.

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
          - {id: land, name: 用地预审, duration: 15wd, owner: wang-min}
      - id: p02
        name: 园区道路
        lead_unit: fgw
        start: 2025-03-03
        deadline: 2025-03-31
        stages:
          - {id: design, name: 施工图设计, duration: 15wd, owner: wang-min}

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
        deadline: 2025-03-31
        stages:
          - {id: land, name: 用地预审, duration: 15wd, owner: wang-min}
      - id: p02
        name: 园区道路
        lead_unit: fgw
        start: 2025-03-03
        deadline: 2025-05-30
        stages:
          - {id: design, name: 施工图设计, duration: 15wd, owner: wang-min}
"""

from __future__ import annotations

from collections.abc import Iterator

from perfplan.checks._rule import Found, Rule
from perfplan.checks._shortages import shortages
from perfplan.diagnostics import Severity
from perfplan.model.plan import Plan


def _check(plan: Plan) -> Iterator[Found]:
    for short in shortages(plan):
        if len(short.refuted) > 1:
            project = short.project
            others = ", ".join(each for each in short.refuted if each != project.id)
            yield (
                project.location,
                {"project": project.name, "others": others, "days": short.days, "chain": short.chain},
            )


RULE = Rule(
    code="PP710",
    name="projects_exclude_each_other",
    severity=Severity.ERROR,
    message=(
        "{project} and {others} share people who cannot keep all their dates; "
        "the best schedule found misses those of {project} by {days}wd: {chain}"
    ),
    hint="name more people, shorten stages, start earlier, or move a deadline",
    check=_check,
)
