"""A file or a value is too large.

Reading has a limit, so that a damaged or hostile file cannot take all memory.

Wrong::

    note: (a text of more than a million characters)

Right::

    note: See the annex.
"""

from __future__ import annotations

from perfplan.checks._rule import Rule
from perfplan.diagnostics import Severity

RULE = Rule(
    code="PP109",
    name="too_large",
    severity=Severity.ERROR,
    message="this is larger than {limit}",
    hint="split the plan into several files, and keep figures of the past in history/*.csv",
)
