"""calendar_days: in proportion to the days of each month.

Example::

    split: calendar_days
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from perfplan.model.target import SplitRule
from perfplan.split.methods._method import Method, MonthFacts


def _weights(_rule: SplitRule, months: Sequence[MonthFacts]) -> list[Fraction]:
    return [Fraction(month.days) for month in months]


METHOD = Method("calendar_days", _weights)
