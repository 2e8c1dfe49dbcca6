"""A date that does not exist or is not written as a date.

Dates are YYYY-MM-DD. Nothing is guessed from 2025/3/1 or 3月1日, and a day that the month does not have is never moved.

Wrong::

    issued: 2025-02-30

Right::

    issued: 2025-02-28
"""

from __future__ import annotations

from perfplan.checks._rule import Rule
from perfplan.diagnostics import Severity

RULE = Rule(
    code="PP205",
    name="not_a_date",
    severity=Severity.ERROR,
    message="{value} is not a date",
    hint="write year-month-day with all digits, such as 2025-02-28, and check that the month has that day",
)
