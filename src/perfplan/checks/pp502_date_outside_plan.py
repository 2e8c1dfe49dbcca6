"""A date outside the plan.

Most often the year of a date was not changed when last year's file was copied.

Wrong::

    targets:
      - {id: grain, name: 粮食总产量, kind: annual, uom: 万吨, value: 23, due: 2024-11-29, lead_unit: fgw,
         actions: [{id: sowing, name: 早稻育秧, on: 2025-03-31}]}

Right::

    targets:
      - {id: grain, name: 粮食总产量, kind: annual, uom: 万吨, value: 23, due: 2025-11-28, lead_unit: fgw,
         actions: [{id: sowing, name: 早稻育秧, on: 2025-03-31}]}
"""

from __future__ import annotations

from perfplan.checks._rule import Rule
from perfplan.diagnostics import Severity

RULE = Rule(
    code="PP502",
    name="date_outside_plan",
    severity=Severity.ERROR,
    message="{date} lies outside the plan, which runs from {start} to {end}",
    hint="correct the date, or the year of the plan",
)
