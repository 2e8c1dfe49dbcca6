"""A key that makes no sense for this kind of target.

Kinds differ in what they can say: only a mean has `time` and `weight`, only a ratio has `denominator`, only what is
dated has `due`.

Wrong::

    targets:
      - {id: jobs, name: 城镇新增就业, kind: flow, value: 5200, lead_unit: fgw,
         denominator: days}

Right::

    targets:
      - {id: air, name: 空气优良天数比例, kind: ratio, uom: "%", value: 95, denominator: days, lead_unit: fgw,
         actions: [{id: patrol, name: 扬尘巡查, rule: "FREQ=WEEKLY;BYDAY=TU"}]}
"""

from __future__ import annotations

from perfplan.checks._rule import Rule
from perfplan.diagnostics import Severity

RULE = Rule(
    code="PP414",
    name="key_of_another_kind",
    severity=Severity.ERROR,
    message="{key} means nothing with {kind}",
    hint="remove it, or choose the kind of target that has it",
)
