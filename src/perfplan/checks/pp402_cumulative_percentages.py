"""Cumulative percentages must rise and end at 100.

The table says how much of the year is reached by the end of each month. A fall would be a negative task; an end other
than 100 would lose part of the year.

Wrong::

    targets:
      - {id: jobs, name: 城镇新增就业, kind: flow, value: 5200, lead_unit: fgw,
         split: {method: cumulative, months: {3: 25, 6: 50, 9: 75, 12: 95}}}

Right::

    targets:
      - {id: jobs, name: 城镇新增就业, kind: flow, value: 5200, lead_unit: fgw,
         split: {method: cumulative, months: {3: 25, 6: 50, 9: 75, 12: 100}}}
"""

from __future__ import annotations

from perfplan.checks._rule import Rule
from perfplan.diagnostics import Severity

RULE = Rule(
    code="PP402",
    name="cumulative_percentages",
    severity=Severity.ERROR,
    message="cumulative percentages must rise and end at 100: {problem}",
    hint="write the share of the year that is reached by the end of each month, such as 3: 25, 6: 50, 9: 75, 12: 100",
)
