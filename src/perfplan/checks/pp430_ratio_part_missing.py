"""A ratio of two targets names only one of them.

A ratio that follows two other targets needs both: the `numerator` and the `denominator`. Days and numbers of cases are
a denominator without a numerator: what counted of them is recorded (`perfplan record air 100/120`).

Wrong::

    targets:
      - {id: tax, name: 税收收入, kind: flow, uom: 亿元, decimals: 2, value: 3.20, lead_unit: fgw}
      - {id: share, name: 税收占比, kind: ratio, uom: "%", value: 60, numerator: tax, lead_unit: fgw,
         actions: [{id: meet, name: 调度会, rule: "FREQ=MONTHLY;BYDAY=1MO"}]}

Right::

    targets:
      - {id: tax, name: 税收收入, kind: flow, uom: 亿元, decimals: 2, value: 3.20, lead_unit: fgw}
      - {id: revenue, name: 一般公共预算收入, kind: flow, uom: 亿元, decimals: 2, value: 5.34, lead_unit: fgw}
      - {id: share, name: 税收占比, kind: ratio, uom: "%", value: 60, numerator: tax, denominator: revenue,
         lead_unit: fgw, actions: [{id: meet, name: 调度会, rule: "FREQ=MONTHLY;BYDAY=1MO"}]}
"""

from __future__ import annotations

from perfplan.checks._rule import Rule
from perfplan.diagnostics import Severity

RULE = Rule(
    code="PP430",
    name="ratio_part_missing",
    severity=Severity.ERROR,
    message="{there} names a target, but no target is named as {missing}",
    hint="name both targets, or neither: a denominator may also be days or a number",
)
