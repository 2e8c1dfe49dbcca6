"""A number is written with 万 or 亿.

All amounts of a target are counted in its `uom`. Write the number in that unit: 3.2 with `uom: 亿元`, or 32000 with
`uom: 万元`.

Wrong::

    targets:
      - {id: invest, name: 固定资产投资, kind: flow, decimals: 1, value: 3.2亿, lead_unit: fgw}

Right::

    targets:
      - {id: invest, name: 固定资产投资, kind: flow, decimals: 1, value: 3.2, uom: 亿元, lead_unit: fgw}
"""

from __future__ import annotations

from perfplan.checks._rule import Rule
from perfplan.diagnostics import Severity

RULE = Rule(
    code="PP219",
    name="number_with_magnitude",
    severity=Severity.ERROR,
    message="{value} is counted in {magnitude}, which a number cannot say",
    hint="write {number} and put {magnitude} into uom, or write the number out",
)
