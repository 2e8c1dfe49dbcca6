"""A target is in no evaluation scheme, though the plan has one.

That is right for what the organisation sets itself. For a target of the city it means that its points were forgotten.

Wrong::

    schemes:
      - {id: city, name: 市考核, items: [{target: jobs, weight: 100}]}
    targets:
      - {id: jobs, name: 城镇新增就业, kind: flow, uom: 人, value: 5200, lead_unit: fgw}
      - {id: invest, name: 固定资产投资, kind: flow, uom: 亿元, value: 60, lead_unit: fgw}

Right::

    schemes:
      - {id: city, name: 市考核, items: [{target: jobs, weight: 40}, {target: invest, weight: 60}]}
    targets:
      - {id: jobs, name: 城镇新增就业, kind: flow, uom: 人, value: 5200, lead_unit: fgw}
      - {id: invest, name: 固定资产投资, kind: flow, uom: 亿元, value: 60, lead_unit: fgw}
"""

from __future__ import annotations

from perfplan.checks._rule import Rule
from perfplan.diagnostics import Severity

RULE = Rule(
    code="PP320",
    name="in_no_scheme",
    severity=Severity.INFO,
    message="no scheme judges {target}",
    hint="add it to a scheme, if it counts",
)
