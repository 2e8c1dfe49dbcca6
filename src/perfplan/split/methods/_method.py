"""What a split method declares, and what it is told about a month."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from perfplan.model.target import SplitRule


@dataclass(frozen=True, slots=True)
class MonthFacts:
    """A month of the plan: its number (1-12), quarter (1-4), calendar days and working days."""

    number: int
    quarter: int
    days: int
    workdays: int


@dataclass(frozen=True, slots=True)
class Method:
    """A way to spread a year.

    ``weights`` maps the rule and the plan's months to one weight a month. ``accepts`` are the keys of the split
    section that it reads, ``needs`` those of which one must be there. ``amounts`` says that the table holds amounts
    that must add up to the annual value.
    """

    name: str
    weights: Callable[[SplitRule, Sequence[MonthFacts]], list[Fraction]]
    accepts: frozenset[str] = frozenset()
    needs: frozenset[str] = frozenset()
    amounts: bool = False


def by_month_or_quarter(rule: SplitRule, months: Sequence[MonthFacts]) -> list[Fraction]:
    """Return the declared table as one weight a month; a quarter's number is shared equally by its months."""
    if rule.months:
        return [rule.months.get(month.number, Fraction(0)) for month in months]
    size = {quarter: sum(month.quarter == quarter for month in months) for quarter in range(1, 5)}
    return [rule.quarters.get(month.quarter, Fraction(0)) / size[month.quarter] for month in months]
