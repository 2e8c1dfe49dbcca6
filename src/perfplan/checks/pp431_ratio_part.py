"""A ratio is made of a target that does not add up.

The ratio of two targets is the ratio of their sums over the year. Levels, rates and dates have no such sum.

Wrong::

    targets:
      - {id: tax, name: 税收收入, kind: flow, uom: 亿元, decimals: 2, value: 3.20, lead_unit: fgw}
      - {id: gdp, name: 地区生产总值增速, kind: growth, decimals: 1, value: 6.0, lead_unit: fgw,
         actions: [{id: meet, name: 调度会, rule: "FREQ=MONTHLY;BYDAY=2MO"}]}
      - {id: share, name: 税收占比, kind: ratio, uom: "%", value: 60, numerator: tax, denominator: gdp, lead_unit: fgw,
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
    code="PP431",
    name="ratio_part",
    severity=Severity.ERROR,
    message="{name} ({kind}) does not add up over the year, so no ratio can be made of it",
    hint="name a flow, or record the ratio itself",
)
