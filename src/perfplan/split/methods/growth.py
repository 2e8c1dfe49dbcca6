"""growth: last year's amounts, so that the cumulative growth is the annual rate at every checkpoint.

Every checkpoint is last year's cumulative amount times the annual ratio. Last year's months or quarters are declared
here, or come from ``history/*.csv``. With 100, 120, 130, 150 last year and 540 this year (8 %), the quarters are 108,
129.6, 140.4 and 162. Months that ``join`` names are taken together and divided by this year's working days.

Example::

    split: {method: growth, quarters: {1: 100, 2: 120, 3: 130, 4: 150}}
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from perfplan.model.target import SplitRule
from perfplan.split.methods._method import Method, MonthFacts, by_month_or_quarter, joined


def _weights(rule: SplitRule, months: Sequence[MonthFacts]) -> list[Fraction]:
    if rule.months or rule.quarters:
        amounts = by_month_or_quarter(rule, months)
    else:
        amounts = list(rule.past_years[-1]) if rule.past_years else [Fraction(1)] * len(months)
    return joined(amounts, rule, months)


METHOD = Method("growth", _weights, accepts=frozenset({"months", "quarters", "join"}), learns=True, from_last_year=True)
