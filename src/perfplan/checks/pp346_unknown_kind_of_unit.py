"""A kind of unit that no unit has.

`over` takes a kind as units declare it (`kind: township`), or units by name.

Wrong::

    targets:
      - {id: jobs, name: 城镇新增就业, kind: flow, value: 5200, lead_unit: fgw,
         allocate: {over: 乡镇, by: population}}

Right::

    targets:
      - {id: jobs, name: 城镇新增就业, kind: flow, value: 5200, lead_unit: fgw,
         allocate: {over: township, by: population}}
"""

from __future__ import annotations

from perfplan.checks._rule import Rule
from perfplan.diagnostics import Severity

RULE = Rule(
    code="PP346",
    name="unknown_kind_of_unit",
    severity=Severity.ERROR,
    message="no unit is of the kind {name}",
    hint="did you mean {nearest}?",
)
