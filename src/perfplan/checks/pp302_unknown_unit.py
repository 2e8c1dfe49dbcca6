"""A unit that the plan does not have.

Units are found by id, name or alias. Add the unit under `units`, or the spelling under its `aliases`.

Wrong::

    targets:
      - {id: jobs, name: 城镇新增就业, kind: flow, value: 5200, lead_unit: fgv, owner: wang-min}

Right::

    targets:
      - {id: jobs, name: 城镇新增就业, kind: flow, value: 5200, lead_unit: fgw, owner: wang-min}
"""

from __future__ import annotations

from perfplan.checks._rule import Rule
from perfplan.diagnostics import Severity

RULE = Rule(
    code="PP302",
    name="unknown_unit",
    severity=Severity.ERROR,
    message="no unit is called {name}",
    hint="did you mean {nearest}?",
)
