"""A monthly rule leaves months out, because they have no such day.

RFC 5545 skips what a month does not have: the 31st comes seven times a year. The last day of a month is -1.

Wrong::

    targets:
      - {id: jobs, name: 城镇新增就业, kind: flow, uom: 人, value: 5200, lead_unit: fgw,
         actions: [{id: meeting, name: 调度会, rule: "FREQ=MONTHLY;BYMONTHDAY=31"}]}

Right::

    targets:
      - {id: jobs, name: 城镇新增就业, kind: flow, uom: 人, value: 5200, lead_unit: fgw,
         actions: [{id: meeting, name: 调度会, rule: "FREQ=MONTHLY;BYMONTHDAY=-1"}]}
"""

from __future__ import annotations

from perfplan.checks._rule import Rule
from perfplan.diagnostics import Severity

RULE = Rule(
    code="PP510",
    name="rule_skips_months",
    severity=Severity.WARNING,
    message="{value} has no date in {months}",
    hint="for the last day of every month write BYMONTHDAY=-1",
)
