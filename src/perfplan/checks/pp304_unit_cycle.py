"""Units belong to each other in a circle.

Units form a tree. The circle is shown from unit to parent, back to the first.

Wrong::

    units:
      - {id: county, name: 示例县, parent: fgw}
      - {id: fgw, name: 县发展和改革局, kind: department, parent: county, head: wang-min}
      - {id: chengguan, name: 城关镇, kind: township, head: zhao-lei, weights: {population: 46000}}
      - {id: dongshan, name: 东山镇, kind: township, head: sun-li, weights: {population: 31000}}

Right::

    units:
      - {id: county, name: 示例县}
      - {id: fgw, name: 县发展和改革局, kind: department, parent: county, head: wang-min}
      - {id: chengguan, name: 城关镇, kind: township, parent: county, head: zhao-lei, weights: {population: 46000}}
      - {id: dongshan, name: 东山镇, kind: township, parent: county, head: sun-li, weights: {population: 31000}}
"""

from __future__ import annotations

from perfplan.checks._rule import Rule
from perfplan.diagnostics import Severity

RULE = Rule(
    code="PP304",
    name="unit_cycle",
    severity=Severity.ERROR,
    message="these units belong to each other in a circle: {path}",
    hint="give one of them another parent, or none",
)
