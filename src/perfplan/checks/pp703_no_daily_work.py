"""A target makes nobody do anything on any day.

A rate, a bound or a yearly figure has no daily share, and a number that is still pending neither. It moves only if
somebody acts on some day.

Wrong::

    targets:
      - {id: air, name: 空气优良天数比例, kind: ratio, uom: "%", value: 95, lead_unit: fgw}

Right::

    targets:
      - {id: air, name: 空气优良天数比例, kind: ratio, uom: "%", value: 95, lead_unit: fgw,
         actions: [{id: patrol, name: 扬尘巡查, rule: "FREQ=WEEKLY;BYDAY=TU"}]}
"""

from __future__ import annotations

from collections.abc import Iterator

from perfplan.checks._rule import Found, Rule
from perfplan.diagnostics import Severity
from perfplan.model.plan import Plan


def _check(plan: Plan) -> Iterator[Found]:
    for target in plan.targets:
        has_daily_share = target.spreads and target.annual is not None
        if not has_daily_share and not target.actions:
            yield target.location, {"target": target.name}


RULE = Rule(
    code="PP703",
    name="no_daily_work",
    severity=Severity.WARNING,
    message="{target} leads to no work on any day",
    hint="give it actions: recurring meetings, visits, inspections, or dated steps",
    check=_check,
)
