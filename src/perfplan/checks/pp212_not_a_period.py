"""A period that cannot be read.

Periods have one spelling each, the same as in task ids.

Wrong::

    targets:
      - {id: jobs, name: 城镇新增就业, kind: flow, value: 5200, lead_unit: fgw,
         locks: [{period: 2025年1季度, value: 900}]}

Right::

    targets:
      - {id: jobs, name: 城镇新增就业, kind: flow, value: 5200, lead_unit: fgw,
         locks: [{period: 2025-Q1, value: 900}]}
"""

from __future__ import annotations

from perfplan.checks._rule import Rule
from perfplan.diagnostics import Severity

RULE = Rule(
    code="PP212",
    name="not_a_period",
    severity=Severity.ERROR,
    message="{value} is not a period",
    hint="write a year, a half-year, a quarter or a month: 2025, 2025-H1, 2025-Q1 or 2025-03",
)
