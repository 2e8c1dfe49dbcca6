"""Growth on a baseline of zero.

Any growth of nothing is nothing. Write the `value` that the year must reach.

Wrong::

    targets:
      - {id: jobs, name: 城镇新增就业, kind: flow, uom: 人, baseline: 0, growth: 6.0%, lead_unit: fgw}

Right::

    targets:
      - {id: jobs, name: 城镇新增就业, kind: flow, uom: 人, baseline: 0, value: 5200, lead_unit: fgw}
"""

from __future__ import annotations

from perfplan.checks._rule import Rule
from perfplan.diagnostics import Severity

RULE = Rule(
    code="PP456",
    name="growth_on_nothing",
    severity=Severity.ERROR,
    message="{growth} on a baseline of zero is nothing",
    hint="write the value that the year must reach",
)
