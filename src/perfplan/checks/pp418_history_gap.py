"""Months are missing inside the history of a target.

Shares of a year are learnt from whole years only. Where January and February are published as one, write
`2024-01..2024-02`, or let the split say `join: [1, 2]` where the figure of February stands for both.

Wrong::

    jobs,,2024-01,380
    jobs,,2024-03,510

Right::

    jobs,,2024-01,380
    jobs,,2024-02,290
    jobs,,2024-03,510
"""

from __future__ import annotations

from perfplan.checks._rule import Rule
from perfplan.diagnostics import Severity

RULE = Rule(
    code="PP418",
    name="history_gap",
    severity=Severity.WARNING,
    message="the history of {target} has no values for {missing}",
    hint="add them, or the whole year is left out",
)
