"""A month of a past year has less than nothing.

Shares of a year cannot be learnt from a year with a negative month (a correction that was booked there, or a slip of
the pen). The year is left out; the message says which years remain, or that the split is even.

Wrong::

    jobs,,2024-03,-40

Right::

    jobs,,2024-03,40
"""

from __future__ import annotations

from perfplan.checks._rule import Rule
from perfplan.diagnostics import Severity

RULE = Rule(
    code="PP432",
    name="history_negative",
    severity=Severity.WARNING,
    message=(
        "the history of {target} has {value} in {period}, which is less than nothing, so {year} is left "
        "out; used instead: {fallback}"
    ),
    hint="correct the figure, or spread a correction over the months that it belongs to",
)
