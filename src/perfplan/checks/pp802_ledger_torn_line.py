"""The last line of the ledger is torn.

The machine stopped while the line was being written. What it would have said was never confirmed as saved.

Wrong::

    {"kind": "done", "task": "jobs/20

Right::

    {"kind": "done", "task": "jobs/2025-01", "on": "2025-01-27"}
"""

from __future__ import annotations

from perfplan.checks._rule import Rule
from perfplan.diagnostics import Severity

RULE = Rule(
    code="PP802",
    name="ledger_torn_line",
    severity=Severity.WARNING,
    message="the last line of the ledger is incomplete: {problem}",
    hint="record it again, if it is missed; the next record starts on a new line",
)
