"""A line of the ledger cannot be read.

A ledger holds one JSON object a line, and lines are only ever added. A line that makes no sense is left aside, and
everything else counts.

Wrong::

    {"kind": "done", "task": "jobs/2025-01", "on": "2025-13-45"}

Right::

    {"kind": "done", "task": "jobs/2025-01", "on": "2025-01-27"}
"""

from __future__ import annotations

from perfplan.checks._rule import Rule
from perfplan.diagnostics import Severity

RULE = Rule(
    code="PP801",
    name="ledger_line",
    severity=Severity.ERROR,
    message="this line of the ledger cannot be read: {problem}",
    hint="the ledger is written by perfplan; restore the line from version control, or remove it",
)
