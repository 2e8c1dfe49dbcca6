"""An amount has more decimal places than declared.

Every amount of a target is counted in units of its last declared place, and nothing is rounded silently.

Wrong::

    targets:
      - {id: invest, name: 固定资产投资, kind: flow, uom: 亿元, value: 93.65, lead_unit: fgw}

Right::

    targets:
      - {id: invest, name: 固定资产投资, kind: flow, uom: 亿元, decimals: 2, value: 93.65, lead_unit: fgw}
"""

from __future__ import annotations

from perfplan.checks._rule import Rule
from perfplan.diagnostics import Severity

RULE = Rule(
    code="PP401",
    name="too_many_decimals",
    severity=Severity.ERROR,
    message="{value} has more decimal places than the declared {decimals}",
    hint="raise decimals, or round the amount",
)
