"""A target that sounds as if less were better counts up.

Without `direction`, more is better. Of concentrations, unemployment, energy use or complaints less is better, and every
comparison, lamp and score would be the wrong way round.

Wrong::

    targets:
      - {id: air, name: PM2.5平均浓度, kind: mean, uom: 微克/立方米, value: 32, time: mean, lead_unit: fgw,
         actions: [{id: patrol, name: 扬尘巡查, rule: "FREQ=WEEKLY;BYDAY=TU"}]}

Right::

    targets:
      - {id: air, name: PM2.5平均浓度, kind: mean, uom: 微克/立方米, value: 32, time: mean, lead_unit: fgw,
         direction: down, actions: [{id: patrol, name: 扬尘巡查, rule: "FREQ=WEEKLY;BYDAY=TU"}]}
"""

from __future__ import annotations

from perfplan.checks._rule import Rule
from perfplan.diagnostics import Severity

RULE = Rule(
    code="PP415",
    name="direction_doubtful",
    severity=Severity.WARNING,
    message="more of {name} counts as better",
    hint="write direction: down if less of it is better",
)
