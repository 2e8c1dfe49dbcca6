"""A day that is both off and working.

The organisation's own days win over the country's, but they must not contradict each other.

Wrong::

    calendar: {base: CN, off: [2025-04-03], work: [2025-04-03]}

Right::

    calendar: {base: CN, off: [2025-04-03], work: [2025-08-16]}
"""

from __future__ import annotations

from perfplan.checks._rule import Rule
from perfplan.diagnostics import Severity

RULE = Rule(
    code="PP505",
    name="day_off_and_working",
    severity=Severity.ERROR,
    message="{date} is declared both a day off and a working day",
    hint="remove it from one of the two lists",
)
