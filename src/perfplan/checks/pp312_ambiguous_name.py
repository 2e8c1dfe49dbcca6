"""A name that means two things.

Two people or two units may have the same name; a reference by name must not guess.

Wrong::

    people:
      - {id: wang-min, name: 王敏, unit: fgw}
      - {id: wang-min-2, name: 王敏, unit: fgw}
      - {id: zhao-lei, name: 赵磊, unit: chengguan}
      - {id: sun-li, name: 孙丽, unit: dongshan}
    targets:
      - {id: jobs, name: 城镇新增就业, kind: flow, value: 5200, lead_unit: fgw, owner: 王敏}

Right::

    people:
      - {id: wang-min, name: 王敏, unit: fgw}
      - {id: wang-min-2, name: 王敏（综合股）, unit: fgw}
      - {id: zhao-lei, name: 赵磊, unit: chengguan}
      - {id: sun-li, name: 孙丽, unit: dongshan}
    targets:
      - {id: jobs, name: 城镇新增就业, kind: flow, value: 5200, lead_unit: fgw, owner: wang-min-2}
"""

from __future__ import annotations

from perfplan.checks._rule import Rule
from perfplan.diagnostics import Severity

RULE = Rule(
    code="PP312",
    name="ambiguous_name",
    severity=Severity.ERROR,
    message="{name} could be {first} or {second}",
    hint="refer to it by id",
)
