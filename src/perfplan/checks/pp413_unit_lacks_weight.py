"""A unit lacks the attribute by which a target is shared.

A unit that takes part in sharing needs the attribute; nothing is assumed for it.

Wrong::

    targets:
      - {id: jobs, name: 城镇新增就业, kind: flow, value: 5200, lead_unit: fgw,
         allocate: {over: [chengguan, fgw], by: population}}

Right::

    targets:
      - {id: jobs, name: 城镇新增就业, kind: flow, value: 5200, lead_unit: fgw,
         allocate: {over: [chengguan, dongshan], by: population}}
"""

from __future__ import annotations

from perfplan.checks._rule import Rule
from perfplan.diagnostics import Severity

RULE = Rule(
    code="PP413",
    name="unit_lacks_weight",
    severity=Severity.ERROR,
    message="{unit} has no {weight} among its weights",
    hint="add it under the unit's weights; 0 if the unit takes no share",
)
