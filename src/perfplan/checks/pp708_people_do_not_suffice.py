"""A project does not fit, because there are too few people.

Its links would fit, but the people, crews and machines that it needs cannot do all of it, and of the projects that
share them, between its start and its deadline. That is proved.

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
          - {id: eia, name: 环评批复, duration: 15wd, owner: wang-min}

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
          - {id: land, name: 用地预审, duration: 15wd, owner: wang-min}
          - {id: eia, name: 环评批复, duration: 15wd, owner: wang-min, after: [land]}
"""

from __future__ import annotations

from collections.abc import Iterator

from perfplan.checks._rule import Found, Rule
from perfplan.checks._shortages import shortages
from perfplan.diagnostics import Severity
from perfplan.model.plan import Plan


def _check(plan: Plan) -> Iterator[Found]:
    for short in shortages(plan):
        if short.refuted == (short.project.id,):
            yield short.project.location, {"project": short.project.name, "days": short.days, "chain": short.chain}


RULE = Rule(
    code="PP708",
    name="people_do_not_suffice",
    severity=Severity.ERROR,
    message="{project} does not fit its people; the best schedule found misses its dates by {days}wd: {chain}",
    hint="name more people, shorten stages, start earlier, or move the deadline",
    check=_check,
)
