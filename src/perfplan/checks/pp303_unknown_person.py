"""A person that the plan does not have.

People are found by id, name or alias. Add the person under `people`.

Wrong::

    targets:
      - {id: jobs, name: 城镇新增就业, kind: flow, value: 5200, lead_unit: fgw, owner: wang-ming}

Right::

    targets:
      - {id: jobs, name: 城镇新增就业, kind: flow, value: 5200, lead_unit: fgw, owner: wang-min}
"""

from __future__ import annotations

from perfplan.checks._rule import Rule
from perfplan.diagnostics import Severity

RULE = Rule(
    code="PP303",
    name="unknown_person",
    severity=Severity.ERROR,
    message="nobody is called {name}",
    hint="did you mean {nearest}?",
)
