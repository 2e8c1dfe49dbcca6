"""No schedule was found in which people can keep a project's dates.

Its links would fit, and nothing proves that people could not do it; but the search found no way. A longer one may:
`perfplan timeline --effort 10`.

Wrong::

    people:
      - {id: wang-min, name: 王敏, unit: fgw}
      - {id: zhao-lei, name: 赵磊, unit: chengguan}
      - {id: sun-li, name: 孙丽, unit: dongshan}
    resources:
      - {id: crew, name: 测量队, capacity: 2}
    projects:
      - id: p01
        name: 标准厂房
        lead_unit: fgw
        start: 2025-03-03
        deadline: 2025-03-07
        stages:
          - {id: land, name: 用地预审, duration: 3wd, needs: [crew]}
          - {id: eia, name: 环评批复, duration: 3wd, needs: [crew]}
          - {id: power, name: 供电方案, duration: 3wd, needs: [crew]}

Right::

    people:
      - {id: wang-min, name: 王敏, unit: fgw}
      - {id: zhao-lei, name: 赵磊, unit: chengguan}
      - {id: sun-li, name: 孙丽, unit: dongshan}
    resources:
      - {id: crew, name: 测量队, capacity: 2}
    projects:
      - id: p01
        name: 标准厂房
        lead_unit: fgw
        start: 2025-03-03
        deadline: 2025-03-14
        stages:
          - {id: land, name: 用地预审, duration: 3wd, needs: [crew]}
          - {id: eia, name: 环评批复, duration: 3wd, needs: [crew]}
          - {id: power, name: 供电方案, duration: 3wd, needs: [crew], after: [land, eia]}
"""

from __future__ import annotations

from collections.abc import Iterator

from perfplan.checks._rule import Found, Rule
from perfplan.checks._shortages import shortages
from perfplan.diagnostics import Severity
from perfplan.model.plan import Plan


def _check(plan: Plan) -> Iterator[Found]:
    for short in shortages(plan):
        if not short.refuted:
            yield short.project.location, {"project": short.project.name, "days": short.days, "chain": short.chain}


RULE = Rule(
    code="PP709",
    name="no_schedule_found",
    severity=Severity.WARNING,
    message=(
        "no schedule was found that keeps all dates of {project} with its people; "
        "the best misses them by {days}wd: {chain}"
    ),
    hint="search longer with perfplan timeline --effort 10, name more people, or move dates",
    check=_check,
)
