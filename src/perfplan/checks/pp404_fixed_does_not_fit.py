"""Fixed amounts leave nothing sensible for the others.

Amounts agreed beforehand come first and the other units share the rest. More than the total cannot be given away, and
if every unit is fixed, the amounts must make the total.

Wrong::

    targets:
      - {id: jobs, name: 城镇新增就业, kind: flow, value: 5200, lead_unit: fgw,
         allocate: {over: township, by: population, fixed: {chengguan: 6000}}}

Right::

    targets:
      - {id: jobs, name: 城镇新增就业, kind: flow, value: 5200, lead_unit: fgw,
         allocate: {over: township, by: population, fixed: {chengguan: 3000}}}
"""

from __future__ import annotations

from perfplan.checks._rule import Rule
from perfplan.diagnostics import Severity

RULE = Rule(
    code="PP404",
    name="fixed_does_not_fit",
    severity=Severity.ERROR,
    message="the fixed amounts make {sum} of {total}",
    hint="lower the fixed amounts, or leave some units free to take the rest",
)
