"""The plan does not say which year it covers.

A plan covers a calendar year, or up to twelve whole months from any month on (a fiscal year).

Wrong::

    year: 2025
    start: 2025-04-01
    end: 2026-03-31

Right::

    start: 2025-01-01
    end: 2025-12-31
"""

from __future__ import annotations

from perfplan.checks._rule import Rule
from perfplan.diagnostics import Severity

RULE = Rule(
    code="PP215",
    name="plan_year",
    severity=Severity.ERROR,
    message="the year of the plan is not clear: {problem}",
    hint="give year: 2025, or start and end: first day of a month to last day of a month, at most twelve months",
)
