"""Months or quarters are out of order.

The table is read by its numbers, whatever their order; but a table out of order often holds a slip of the pen, such as
6 for 9.

Wrong::

    targets:
      - {id: jobs, name: 城镇新增就业, kind: flow, value: 5200, lead_unit: fgw,
         split: {method: cumulative, months: {6: 50, 3: 25, 9: 75, 12: 100}}}

Right::

    targets:
      - {id: jobs, name: 城镇新增就业, kind: flow, value: 5200, lead_unit: fgw,
         split: {method: cumulative, months: {3: 25, 6: 50, 9: 75, 12: 100}}}
"""

from __future__ import annotations

from perfplan.checks._rule import Rule
from perfplan.diagnostics import Severity

RULE = Rule(
    code="PP341",
    name="disordered_months",
    severity=Severity.WARNING,
    message="{number} stands behind {before}",
    hint="put the numbers in order, or say which one is wrong",
)
