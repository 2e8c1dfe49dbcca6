"""The year's value is worse than last year's.

With `direction: up` a value below the baseline asks for less than was reached already, with `down` one above it. That
can be meant; more often a number is wrong or the direction is missing.

Wrong::

    targets:
      - {id: jobs, name: 城镇新增就业, kind: flow, uom: 人, baseline: 5688, value: 5200, lead_unit: fgw}

Right::

    targets:
      - {id: jobs, name: 城镇新增就业, kind: flow, uom: 人, baseline: 5100, value: 5200, lead_unit: fgw}
"""

from __future__ import annotations

from perfplan.checks._rule import Rule
from perfplan.diagnostics import Severity

RULE = Rule(
    code="PP416",
    name="worse_than_baseline",
    severity=Severity.INFO,
    message="{value} is worse than the baseline, {baseline}",
    hint="check both numbers and the direction; if it is meant, nothing need be done",
)
