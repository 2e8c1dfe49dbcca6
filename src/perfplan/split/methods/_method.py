"""What a split method declares, and what it is told about a month."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

from msgspec import Struct

from perfplan.model.target import SplitRule


class MonthFacts(Struct, frozen=True):
    """A month of the plan: its number (1-12), quarter (1-4), calendar days and working days."""

    number: int
    quarter: int
    days: int
    workdays: int


class Method(Struct, frozen=True):
    """A way to spread a year.

    ``weights`` maps the rule and the plan's months to one weight a month. ``accepts`` are the keys of the split
    section that it reads, ``needs`` those of which one must be there. ``amounts`` says that the table holds amounts
    that must add up to the annual value. A method that ``learns`` takes its shape from past years unless the plan
    declares a table; ``from_last_year`` says that the last of them must be the year before the plan's,
    and ``meets_totals`` that it has to be told what each year comes to.
    """

    name: str
    weights: Callable[[SplitRule, Sequence[MonthFacts]], list[Fraction]]
    accepts: frozenset[str] = frozenset()
    needs: frozenset[str] = frozenset()
    amounts: bool = False
    learns: bool = False
    from_last_year: bool = False
    meets_totals: bool = False


def by_month_or_quarter(rule: SplitRule, months: Sequence[MonthFacts]) -> list[Fraction]:
    """Return the declared table as one weight a month; a quarter's number is shared equally by its months."""
    if rule.months:
        return [rule.months.get(month.number, Fraction(0)) for month in months]
    size = {quarter: sum(month.quarter == quarter for month in months) for quarter in range(1, 5)}
    return [rule.quarters.get(month.quarter, Fraction(0)) / size[month.quarter] for month in months]


def joined(weights: Sequence[Fraction], rule: SplitRule, months: Sequence[MonthFacts]) -> list[Fraction]:
    """Return the weights with those of each group of joined months divided by this year's working days.

    Spring Festival lies in January or in February, so past years say what both bring together, and this year's
    calendar says how much of it can be done in each.
    """
    result = list(weights)
    for group in rule.joined:
        places = [place for place, month in enumerate(months) if month.number in group]
        workdays = sum(months[place].workdays for place in places)
        together = sum((weights[place] for place in places), Fraction(0))
        for place in places if workdays else ():
            result[place] = together * months[place].workdays / workdays
    return result
