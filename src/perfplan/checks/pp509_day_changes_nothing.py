"""A day of the calendar that changes nothing.

It is off, or worked, in the base calendar already, or stands in the list before: a slip in the date, or a day that has
become superfluous. Days with a name are left alone.

Wrong::

    calendar: {base: CN, off: [2025-08-16]}

Right::

    calendar: {base: CN, work: [2025-08-16]}
"""

from __future__ import annotations

from perfplan.checks._rule import Rule
from perfplan.diagnostics import Severity

RULE = Rule(
    code="PP509",
    name="day_changes_nothing",
    severity=Severity.WARNING,
    message="{date} changes nothing here",
    hint="check the date; if it is right, remove it",
)
