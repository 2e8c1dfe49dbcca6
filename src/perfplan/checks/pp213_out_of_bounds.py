"""A number outside its bounds.

Decimal places run from 0 to 6, months from 1 to 12, quarters from 1 to 4, and a list that needs an entry has one.

Wrong::

    targets:
      - {id: jobs, name: 城镇新增就业, kind: flow, value: 5200, decimals: 9, lead_unit: fgw}

Right::

    targets:
      - {id: jobs, name: 城镇新增就业, kind: flow, value: 5200, decimals: 0, lead_unit: fgw}
"""

from __future__ import annotations

from perfplan.checks._rule import Rule
from perfplan.diagnostics import Severity

RULE = Rule(
    code="PP213",
    name="out_of_bounds",
    severity=Severity.ERROR,
    message="{value} is out of bounds; allowed: {bound}",
    hint="write a number within the bounds",
)
