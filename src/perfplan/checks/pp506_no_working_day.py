"""A period with work and no working day.

A month's amount is spread over its working days. A month that is wholly off can still have no share, by weights of its
own.

Wrong::

    calendar: {base: CN, off: [{on: 2025-08-01, to: 2025-08-31, name: 停产检修}]}

Right::

    calendar: {base: CN, off: [{on: 2025-08-01, to: 2025-08-29, name: 停产检修}], work: [2025-08-30]}
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from perfplan.checks._rule import Found, Rule
from perfplan.diagnostics import Severity
from perfplan.model.plan import Plan
from perfplan.model.target import Target

if TYPE_CHECKING:
    from perfplan.split.methods._method import MonthFacts


def _check(plan: Plan) -> Iterator[Found]:
    """One finding a month, at the first target that gives it work; months before the plan is issued have none."""
    from perfplan.split.table import period_table

    table = period_table(plan)
    for place, month in enumerate(plan.months):
        if table.facts[place].workdays or month.last < plan.issued:
            continue
        target = next((each for each in plan.targets if _has_work(each, place, table.facts)), None)
        if target:
            yield target.location, {"period": month.label}


def _has_work(target: Target, place: int, facts: Sequence[MonthFacts]) -> bool:
    from perfplan.split.engine import methods

    if not target.spreads or not target.annual:
        return False
    return methods()[target.split.method].weights(target.split, facts)[place] > 0


RULE = Rule(
    code="PP506",
    name="no_working_day",
    severity=Severity.ERROR,
    message="{period} has work to do and no working day to do it on",
    hint="leave a working day in that period, or give it no share of the year",
    check=_check,
)
