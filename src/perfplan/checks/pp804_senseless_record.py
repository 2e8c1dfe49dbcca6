"""A record of the ledger makes no sense.

It says something that cannot be after everything else that the ledger says: a task is closed that was never done, a
record is retracted that does not exist. Such a record is left aside, and everything else counts.

Wrong::

    {"kind": "closed", "id": "b2", "task": "jobs/2025-01", "on": "2025-02-05", "at": "2025-02-05"}

Right::

    {"kind": "done", "id": "a1", "task": "jobs/2025-01", "on": "2025-01-27", "at": "2025-01-28"}
    {"kind": "closed", "id": "b2", "task": "jobs/2025-01", "on": "2025-02-05", "at": "2025-02-05"}
"""

from __future__ import annotations

from perfplan.checks._rule import Rule
from perfplan.diagnostics import Severity

RULE = Rule(
    code="PP804",
    name="senseless_record",
    severity=Severity.WARNING,
    message="this record of the ledger makes no sense: {problem}",
    hint="record what is missing, or take this back: perfplan close, reopen and extend know --undo",
)
