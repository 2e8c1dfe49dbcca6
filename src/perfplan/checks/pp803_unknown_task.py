"""A record of a task or target that the plan does not have.

The target, unit or period was renamed or removed after the record was made. The record is kept and counts for nothing.

Wrong::

    {"kind": "done", "task": "job/2025-01", "on": "2025-01-27"}

Right::

    {"kind": "done", "task": "jobs/2025-01", "on": "2025-01-27"}
"""

from __future__ import annotations

from perfplan.checks._rule import Rule
from perfplan.diagnostics import Severity

RULE = Rule(
    code="PP803",
    name="unknown_task",
    severity=Severity.WARNING,
    message="the ledger speaks of {id}, which the plan does not have",
    hint="did you mean {nearest}?",
)
