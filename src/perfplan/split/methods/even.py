"""even: the same for every month.

Example::

    split: even
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from perfplan.model.target import SplitRule
from perfplan.split.methods._method import Method, MonthFacts


def _weights(_rule: SplitRule, months: Sequence[MonthFacts]) -> list[Fraction]:
    return [Fraction(1)] * len(months)


METHOD = Method("even", _weights)
