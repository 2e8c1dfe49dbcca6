"""The baseline is not what the plan's own history says of last year.

Growth would be counted from one number and the months be learnt from another. Amounts may differ by one in a hundred.

Wrong::

    baseline: 5688 beside a history of 2024 whose months make 5200

Right::

    baseline: 5200
"""

from __future__ import annotations

from perfplan.checks._rule import Rule
from perfplan.diagnostics import Severity

RULE = Rule(
    code="PP459",
    name="baseline_against_history",
    severity=Severity.WARNING,
    message="the baseline is {baseline}, but the history of {year} makes {history}",
    hint="correct one of them, or say in a comment why they differ",
)
