"""A target that the plan does not have.

Schemes judge targets of the plan, found by id or name.

Wrong::

    schemes:
      - {id: city, name: 市考核, items: [{target: job, weight: 100}]}

Right::

    schemes:
      - {id: city, name: 市考核, items: [{target: jobs, weight: 100}]}
"""

from __future__ import annotations

from perfplan.checks._rule import Rule
from perfplan.diagnostics import Severity

RULE = Rule(
    code="PP305",
    name="unknown_target",
    severity=Severity.ERROR,
    message="no target is called {name}",
    hint="did you mean {nearest}?",
)
