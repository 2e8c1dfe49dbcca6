"""A past year comes to nothing.

A year without any amount has no shape. It is left out; the message says which years remain, or that the split is even.

Wrong::

    jobs,,2024-Q1,0
    jobs,,2024-Q2,0
    jobs,,2024-Q3,0
    jobs,,2024-Q4,0

Right::

    jobs,,2024-Q1,90
    jobs,,2024-Q2,110
    jobs,,2024-Q3,120
    jobs,,2024-Q4,80
"""

from __future__ import annotations

from perfplan.checks._rule import Rule
from perfplan.diagnostics import Severity

RULE = Rule(
    code="PP433",
    name="history_nothing",
    severity=Severity.WARNING,
    message="the history of {target} comes to nothing in {year}, so the year is left out; used instead: {fallback}",
    hint="enter the figures, or remove the year",
)
