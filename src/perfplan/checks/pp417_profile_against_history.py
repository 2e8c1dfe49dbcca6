"""The year is planned quite differently from how past years ran.

What the plan wants reached by a month's end is compared with what up to three past years had reached by then, in
percentage points of the year. More than 15 points apart, one of the two is probably wrong: a profile of another
indicator, cumulative numbers taken for monthly ones, a year that began late.

Wrong::

    targets:
      - {id: jobs, name: 城镇新增就业, kind: flow, uom: 人, value: 5200, lead_unit: fgw,
         split: {method: cumulative, months: {3: 70, 12: 100}}}

Right::

    targets:
      - {id: jobs, name: 城镇新增就业, kind: flow, uom: 人, value: 5200, lead_unit: fgw,
         split: {method: cumulative, months: {3: 25, 6: 50, 9: 75, 12: 100}}}
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import accumulate

from perfplan.checks._rule import Found, Rule
from perfplan.diagnostics import Severity
from perfplan.model.plan import Plan
from perfplan.model.quantity import format_percent
from perfplan.model.target import Target

MOST_POINTS = Fraction(15, 100)
LEARNT = frozenset(("history",))


def _check(plan: Plan) -> Iterator[Found]:
    for target in plan.targets:
        rule = target.split
        declared = rule.months or rule.quarters
        if not declared or not rule.past_years or rule.method in LEARNT or not target.spreads:
            continue
        planned, past = _planned(plan, target), _past(rule.past_years)
        ends = _declared_ends(plan, target)
        worst = max(ends, key=lambda end: (abs(planned[end] - past[end]), -end), default=None)
        if worst is not None and abs(planned[worst] - past[worst]) > MOST_POINTS:
            yield (
                rule.location,
                {
                    "target": target.name,
                    "month": plan.months[worst].label,
                    "planned": format_percent(planned[worst]),
                    "past": format_percent(Fraction(round(past[worst] * 1000), 1000)),
                },
            )


def _planned(plan: Plan, target: Target) -> list[Fraction]:
    """Return the share of the year that is planned by the end of each month."""
    from perfplan.split.engine import methods
    from perfplan.split.table import period_table

    return _running(methods()[target.split.method].weights(target.split, period_table(plan).facts))


def _past(years: Sequence[Sequence[Fraction]]) -> list[Fraction]:
    return _running([sum(month, Fraction(0)) for month in zip(*years, strict=True)])


def _running(weights: Sequence[Fraction]) -> list[Fraction]:
    total = sum(weights, Fraction(0))
    return [reached / total for reached in accumulate(weights)]


def _declared_ends(plan: Plan, target: Target) -> list[int]:
    """Return the indexes of the months at whose end the plan says something of its own."""
    if target.split.months:
        return [index for index, month in enumerate(plan.months) if month.start.month in target.split.months]
    return [index for index, month in enumerate(plan.months) if month.start.month % 3 == 0]


RULE = Rule(
    code="PP417",
    name="profile_against_history",
    severity=Severity.WARNING,
    message="{target} is to have reached {planned} by the end of {month}; past years had {past}",
    hint="compare the numbers with history/*.csv, or leave split out: it then follows history",
    check=_check,
)
