"""An unknown rule set.

Lamps and escalation may name a rule set that comes with perfplan. `docs/status.md` lists them.

Wrong::

    lamps: sanya-project

Right::

    lamps: sanya-projects
"""

from __future__ import annotations

from perfplan.checks._rule import Rule
from perfplan.diagnostics import Severity

RULE = Rule(
    code="PP330",
    name="unknown_preset",
    severity=Severity.ERROR,
    message="no rule set is called {name}",
    hint="did you mean {nearest}?",
)
