"""denton: the movement of an indicator, bent as little as possible until past years and this year's target hold.

Dividing the target by last year's pattern alone puts all of its growth into January: with 30 % more to do, January
is 30 % above last January, while December was not. Here the ratio to the indicator moves as little as possible from
month to month (proportional first differences, with Cholette's start: see ``split/denton.py``), so a target above the
trend is reached by a steady climb.

The indicator is the target's own history, or the series named under ``indicator`` (electricity, invoices), in up to
``years`` past years. It goes on into this year with the pooled shape of those years, as method history has it,
growing as last year grew; or with the ``months`` or ``quarters`` declared here, in the indicator's own measure. What
past years came to are the yearly figures of the target's history (period ``2024``), else the sums of its months,
else its baseline. A level follows the indicator's ends of months, and years hold at their ends. Months that ``join``
names are taken together and divided by this year's working days.

Example::

    split: {method: denton, years: 3}           # history/*.csv: target,unit,period,value
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

from perfplan.model.target import SplitRule
from perfplan.split.denton import Benchmark, Conversion, denton
from perfplan.split.methods._method import Method, MonthFacts, by_month_or_quarter, joined
from perfplan.split.methods.history import pooled


def _weights(rule: SplitRule, months: Sequence[MonthFacts]) -> list[Fraction]:
    if not rule.totals:
        return [Fraction(1)] * len(months)
    size = len(months)
    indicator = [value for year in (*rule.past_years, _this_year(rule, months)) for value in year]
    years = [Benchmark(size * n, size * (n + 1) - 1, total) for n, total in enumerate(rule.totals)]
    series = denton(indicator, years, Conversion.LAST if rule.levels else Conversion.SUM)
    return _way(series[-size - 1 :]) if rule.levels else joined(series[-size:], rule, months)


def _way(ends: Sequence[Fraction]) -> list[Fraction]:
    """Return each month's share of the way from the first of these levels to the last."""
    whole = ends[-1] - ends[0]
    if not whole:
        return [Fraction(1)] * (len(ends) - 1)
    return [(end - begin) / whole for begin, end in pairwise(ends)]


def _this_year(rule: SplitRule, months: Sequence[MonthFacts]) -> Sequence[Fraction]:
    """Return the indicator in the plan's year: as declared, or as past years go on."""
    if rule.months or rule.quarters:
        return by_month_or_quarter(rule, months)
    reached = [year[-1] if rule.levels else sum(year) for year in rule.past_years]
    grown = Fraction(reached[-1]) / reached[-2] if len(reached) > 1 and reached[-2] else Fraction(1)
    if rule.levels:
        return [value * grown for value in rule.past_years[-1]]
    return [share * reached[-1] * grown for share in pooled(rule.past_years)]


METHOD = Method(
    "denton",
    _weights,
    accepts=frozenset({"months", "quarters", "indicator", "years", "join"}),
    learns=True,
    from_last_year=True,
    meets_totals=True,
)
