"""A ratio asks for more cases than there are.

Of days or cases, all is 100 %. Where the unit of measure is per mille, write `uom: ‰`; a plain share has none.

Wrong::

    targets:
      - {id: air, name: 空气优良天数比例, kind: ratio, uom: "%", value: 850, denominator: days, lead_unit: fgw,
         actions: [{id: meet, name: 调度会, rule: "FREQ=MONTHLY;BYDAY=1MO"}]}

Right::

    targets:
      - {id: air, name: 空气优良天数比例, kind: ratio, uom: "%", value: 85, denominator: days, lead_unit: fgw,
         actions: [{id: meet, name: 调度会, rule: "FREQ=MONTHLY;BYDAY=1MO"}]}
"""

from __future__ import annotations

from perfplan.checks._rule import Rule
from perfplan.diagnostics import Severity

RULE = Rule(
    code="PP436",
    name="ratio_out_of_reach",
    severity=Severity.ERROR,
    message="{value} of the cases is less than none or more than all of them",
    hint="check the value and its unit of measure (%, ‰ or none)",
)
