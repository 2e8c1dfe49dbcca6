"""Amounts do not add up to the total.

Amounts given one by one (`manual`) must make exactly the annual value; perfplan never moves a declared number.

Wrong::

    targets:
      - {id: jobs, name: 城镇新增就业, kind: flow, value: 5200, lead_unit: fgw,
         split: {method: manual, quarters: {1: 1000, 2: 1200, 3: 1500, 4: 1400}}}

Right::

    targets:
      - {id: jobs, name: 城镇新增就业, kind: flow, value: 5200, lead_unit: fgw,
         split: {method: manual, quarters: {1: 1000, 2: 1200, 3: 1500, 4: 1500}}}
"""

from __future__ import annotations

from perfplan.checks._rule import Rule
from perfplan.diagnostics import Severity

RULE = Rule(
    code="PP403",
    name="amounts_do_not_add_up",
    severity=Severity.ERROR,
    message="the amounts add up to {sum}, not to {total}: the difference is {difference}",
    hint="correct one of the amounts, or the total",
)
