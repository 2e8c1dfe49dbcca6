"""Growth of a number that is a percentage itself.

`growth` multiplies: 2% on 45% make 45.9%, not 47%. Official lists mean percentage points (百分点) as often as per cent.

Wrong::

    targets:
      - {id: green, name: 绿化覆盖率, kind: level, uom: "%", decimals: 1, baseline: 45, growth: 2%, lead_unit: fgw}

Right::

    targets:
      - {id: green, name: 绿化覆盖率, kind: level, uom: "%", decimals: 1, baseline: 45, value: 47, lead_unit: fgw}
"""

from __future__ import annotations

from perfplan.checks._rule import Rule
from perfplan.diagnostics import Severity

RULE = Rule(
    code="PP457",
    name="growth_of_percentages",
    severity=Severity.WARNING,
    message="{growth} on {baseline} make {value}: growth multiplies",
    hint="if percentage points are meant, write value: {points}",
)
