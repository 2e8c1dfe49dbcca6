"""A percent sign disagrees with the unit of measure.

95.5% of what is counted in people would be another number than the one meant.

Wrong::

    targets:
      - {id: jobs, name: 城镇新增就业, kind: flow, uom: 人, decimals: 1, value: 95.5%, lead_unit: fgw}

Right::

    targets:
      - {id: air, name: 空气优良天数比例, kind: ratio, uom: "%", decimals: 1, value: 95.5%, lead_unit: fgw,
         actions: [{id: patrol, name: 扬尘巡查, rule: "FREQ=WEEKLY;BYDAY=TU"}]}
"""

from __future__ import annotations

from perfplan.checks._rule import Rule
from perfplan.diagnostics import Severity

RULE = Rule(
    code="PP410",
    name="percent_sign",
    severity=Severity.ERROR,
    message="{value} does not go with the unit of measure {uom}",
    hint='with uom: "%" write the number, with or without its sign; with another unit of measure, without',
)
