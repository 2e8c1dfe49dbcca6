"""A whole number that cannot be read.

Years, months, decimal places and counts are whole numbers. Months of a table are 1 to 12, its quarters 1 to 4.

Wrong::

    targets:
      - {id: jobs, name: 城镇新增就业, kind: flow, value: 5200, lead_unit: fgw,
         split: {method: cumulative, months: {Q1: 25, 12: 100}}}

Right::

    targets:
      - {id: jobs, name: 城镇新增就业, kind: flow, value: 5200, lead_unit: fgw,
         split: {method: cumulative, months: {3: 25, 12: 100}}}
"""

from __future__ import annotations

from perfplan.checks._rule import Rule
from perfplan.diagnostics import Severity

RULE = Rule(
    code="PP209",
    name="not_a_whole_number",
    severity=Severity.ERROR,
    message="{value} is not a whole number",
    hint="write digits only",
)
