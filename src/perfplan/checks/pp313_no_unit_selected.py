"""A name that selects no unit that shares the target.

`over` selects the units of a kind, or lists units; what is said of a unit that is not among them has no meaning.

Wrong::

    targets:
      - {id: jobs, name: 城镇新增就业, kind: flow, value: 5200, lead_unit: fgw, allocate: {over: township, by: equal},
         locks: [{unit: fgw, period: 2025-03, value: 9}]}

Right::

    targets:
      - {id: jobs, name: 城镇新增就业, kind: flow, value: 5200, lead_unit: fgw, allocate: {over: township, by: equal},
         locks: [{unit: chengguan, period: 2025-03, value: 9}]}
"""

from __future__ import annotations

from perfplan.checks._rule import Rule
from perfplan.diagnostics import Severity

RULE = Rule(
    code="PP313",
    name="no_unit_selected",
    severity=Severity.ERROR,
    message="{name} selects no unit that shares this target",
    hint="write a kind that units have (kind: township), or list units by name",
)
