"""A number carries words such as 约, 以上, 左右 or 不低于.

A plan is split and scored by exact numbers. That more is better says `direction: up`, so 以上 and 不低于 add nothing;
that a number is approximate belongs into `note`.

Wrong::

    targets:
      - {id: jobs, name: 城镇新增就业, kind: flow, uom: 人, value: 5200以上, lead_unit: fgw}

Right::

    targets:
      - {id: jobs, name: 城镇新增就业, kind: flow, uom: 人, value: 5200, note: 5200人以上, lead_unit: fgw}
"""

from __future__ import annotations

from perfplan.checks._rule import Rule
from perfplan.diagnostics import Severity

RULE = Rule(
    code="PP218",
    name="number_with_words",
    severity=Severity.ERROR,
    message="{value} is a number with words around it",
    hint="write {number}, and keep {words} in note",
)
