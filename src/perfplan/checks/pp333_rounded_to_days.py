"""An imported length is no whole number of days.

Plans count whole days. A duration is rounded up, a lag away from none, so that nothing gets shorter.

Wrong::

    <Duration>PT12H0M0S</Duration>

Right::

    <Duration>PT16H0M0S</Duration>
"""

from __future__ import annotations

from perfplan.checks._rule import Rule
from perfplan.diagnostics import Severity

RULE = Rule(
    code="PP333",
    name="rounded_to_days",
    severity=Severity.WARNING,
    message="{minutes} minutes of {name} are no whole days and become {days}",
    hint="write another length where this is too much",
)
