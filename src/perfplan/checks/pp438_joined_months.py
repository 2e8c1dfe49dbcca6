"""Joined months do not follow each other.

`join` takes months together because their border moves: Spring Festival lies in January or in February. It names two or
more months of the plan in their order.

Wrong::

    targets:
      - {id: jobs, name: 城镇新增就业, kind: flow, uom: 人, value: 5200, lead_unit: fgw,
         split: {method: growth, quarters: [20, 25, 25, 30], join: [1, 3]}}

Right::

    targets:
      - {id: jobs, name: 城镇新增就业, kind: flow, uom: 人, value: 5200, lead_unit: fgw,
         split: {method: growth, quarters: [20, 25, 25, 30], join: [1, 2]}}
"""

from __future__ import annotations

from perfplan.checks._rule import Rule
from perfplan.diagnostics import Severity

RULE = Rule(
    code="PP438",
    name="joined_months",
    severity=Severity.ERROR,
    message="joined months are two or more that follow each other: {value}",
    hint="name them in the plan's order: join: [1, 2]",
)
