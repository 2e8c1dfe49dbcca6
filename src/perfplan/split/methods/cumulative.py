"""cumulative: checkpoints as cumulative percentages by month; they rise and end at 100.

Between two checkpoints the months share the difference equally, so a list without January (statistics that begin in
February) puts half of February's figure on each of the two months.

Example::

    split: {method: cumulative, months: {3: 26, 6: 52, 9: 78, 12: 100}}
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from perfplan.model.target import SplitRule
from perfplan.split.methods._method import Method, MonthFacts


def from_checkpoints(table: Mapping[int, Fraction], months: Sequence[MonthFacts]) -> list[Fraction]:
    """Return each month's share of a cumulative table whose keys are month numbers."""
    shares: list[Fraction] = []
    reached, waiting = Fraction(0), 0
    for month in months:
        waiting += 1
        if month.number in table:
            shares += [(table[month.number] - reached) / waiting] * waiting
            reached, waiting = table[month.number], 0
    return shares + [Fraction(0)] * waiting


def _weights(rule: SplitRule, months: Sequence[MonthFacts]) -> list[Fraction]:
    return from_checkpoints(rule.months, months)


_KEYS = frozenset({"months"})
METHOD = Method("cumulative", _weights, accepts=_KEYS, needs=_KEYS)
