"""A line of a history cannot be used.

It is left out, and with it the year it belongs to. Columns are target, unit (empty for the target's own figure), period
and value; a value has no separators and no unit of measure, and every period stands there once.

Wrong::

    jobs,,2024年3月,"1,380"

Right::

    jobs,,2024-03,1380
"""

from __future__ import annotations

from perfplan.checks._rule import Rule
from perfplan.diagnostics import Severity

RULE = Rule(
    code="PP340",
    name="history_line",
    severity=Severity.WARNING,
    message="this line of the history is left out: {problem}",
    hint="mend {value}, or begin the line with # to keep it as a comment",
)
