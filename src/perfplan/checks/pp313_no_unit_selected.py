"""A target is shared by no unit.

`over` selects the units of a kind, or lists units. Sharing among nobody would lose the target.

Wrong::

    targets:
      - {id: jobs, name: 城镇新增就业, kind: flow, value: 5200, lead_unit: fgw, allocate: {over: village, by: equal}}

Right::

    targets:
      - {id: jobs, name: 城镇新增就业, kind: flow, value: 5200, lead_unit: fgw, allocate: {over: township, by: equal}}
"""

from __future__ import annotations

from perfplan.checks._rule import Rule
from perfplan.diagnostics import Severity

RULE = Rule(
    code="PP313",
    name="no_unit_selected",
    severity=Severity.ERROR,
    message="no unit is a {name}",
    hint="write a kind that units have (kind: township), or a list of units",
)
