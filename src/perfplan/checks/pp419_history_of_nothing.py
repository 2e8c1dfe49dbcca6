"""A history names a target or a unit that the plan does not have.

Histories name targets by id. What belongs to no target is never used, and the target that was meant has no history.

Wrong::

    job,,2024-01,380

Right::

    jobs,,2024-01,380
"""

from __future__ import annotations

from perfplan.checks._rule import Rule
from perfplan.diagnostics import Severity

RULE = Rule(
    code="PP419",
    name="history_of_nothing",
    severity=Severity.WARNING,
    message="the history speaks of {name}, which is not in the plan",
    hint="did you mean {nearest}?",
)
