"""workdays: in proportion to the working days of each month, make-up days included.

Example::

    split: workdays
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from perfplan.model.target import SplitRule
from perfplan.split.methods._method import Method, MonthFacts


def _weights(_rule: SplitRule, months: Sequence[MonthFacts]) -> list[Fraction]:
    return [Fraction(month.workdays) for month in months]


METHOD = Method("workdays", _weights)
