"""Nobody answers for a piece of work.

Every task has a named person. Without an owner, the head of the unit answers; here there is neither.

Wrong::

    units:
      - {id: county, name: 示例县}
      - {id: fgw, name: 县发展和改革局, kind: department, parent: county}
      - {id: chengguan, name: 城关镇, kind: township, parent: county, head: zhao-lei, weights: {population: 46000}}
      - {id: dongshan, name: 东山镇, kind: township, parent: county, head: sun-li, weights: {population: 31000}}
    targets:
      - {id: jobs, name: 城镇新增就业, kind: flow, value: 5200, lead_unit: fgw}

Right::

    units:
      - {id: county, name: 示例县}
      - {id: fgw, name: 县发展和改革局, kind: department, parent: county, head: wang-min}
      - {id: chengguan, name: 城关镇, kind: township, parent: county, head: zhao-lei, weights: {population: 46000}}
      - {id: dongshan, name: 东山镇, kind: township, parent: county, head: sun-li, weights: {population: 31000}}
    targets:
      - {id: jobs, name: 城镇新增就业, kind: flow, value: 5200, lead_unit: fgw}
"""

from __future__ import annotations

from perfplan.checks._rule import Rule
from perfplan.diagnostics import Severity

RULE = Rule(
    code="PP701",
    name="nobody_answers",
    severity=Severity.ERROR,
    message="nobody answers for {what}",
    hint="name an owner, or give the leading unit a head",
)
