"""Method denton would give a month less than nothing.

The method bends the movement of the indicator until past years and this year's target hold. Where the target lies far
below what past years came to, the bend can lead below zero before the year is over. The split is then even.

Wrong::

    targets:
      - {id: jobs, name: 城镇新增就业, kind: flow, uom: 人, value: 5, baseline: 5688, lead_unit: fgw,
         split: denton}

Right::

    targets:
      - {id: jobs, name: 城镇新增就业, kind: flow, uom: 人, value: 5200, baseline: 5688, lead_unit: fgw,
         split: denton}
"""

from __future__ import annotations

from perfplan.checks._rule import Rule
from perfplan.diagnostics import Severity

RULE = Rule(
    code="PP434",
    name="benchmark_negative",
    severity=Severity.WARNING,
    message="{target} would have less than nothing in {month} by method {method}, so {fallback} is used instead",
    hint="look at the target and at what past years came to, or choose method history",
)
