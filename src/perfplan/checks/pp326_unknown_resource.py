"""A stage needs somebody or something that the plan does not have.

People are listed under `people`, crews and machines under `resources`; both are found by id, name or alias.

Wrong::

    resources:
      - {id: crew-a, name: 测量队, capacity: 2}
    projects:
      - id: p01
        name: 标准厂房
        lead_unit: fgw
        start: 2025-03-03
        deadline: 2025-11-28
        stages:
          - {id: survey, name: 测量, duration: 10wd, needs: [crew-b]}

Right::

    resources:
      - {id: crew-a, name: 测量队, capacity: 2}
    projects:
      - id: p01
        name: 标准厂房
        lead_unit: fgw
        start: 2025-03-03
        deadline: 2025-11-28
        stages:
          - {id: survey, name: 测量, duration: 10wd, needs: [crew-a]}
"""

from __future__ import annotations

from perfplan.checks._rule import Rule
from perfplan.diagnostics import Severity

RULE = Rule(
    code="PP326",
    name="unknown_resource",
    severity=Severity.ERROR,
    message="no person, crew or machine is called {name}",
    hint="did you mean {nearest}?",
)
