"""A way to share that is neither a method nor an attribute of units.

Units share a target by equal, shares, history, manual or baseline, or by any attribute that stands in the units'
`weights`, such as population.

Wrong::

    targets:
      - {id: jobs, name: 城镇新增就业, kind: flow, value: 5200, lead_unit: fgw,
         allocate: {over: township, by: popluation}}

Right::

    targets:
      - {id: jobs, name: 城镇新增就业, kind: flow, value: 5200, lead_unit: fgw,
         allocate: {over: township, by: population}}
"""

from __future__ import annotations

from perfplan.checks._rule import Rule
from perfplan.diagnostics import Severity

RULE = Rule(
    code="PP308",
    name="unknown_allocation",
    severity=Severity.ERROR,
    message="{name} is neither a way to share nor an attribute of the units",
    hint="did you mean {nearest}?",
)
