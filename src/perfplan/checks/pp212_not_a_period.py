"""A period that cannot be read.

Periods have one spelling each, the same as in task ids.

Wrong::

    targets:
      - {id: jobs, name: 城镇新增就业, kind: flow, value: 5200, lead_unit: fgw,
         locks: [{period: 2025年1季度, value: 900}]}

Right::

    targets:
      - {id: jobs, name: 城镇新增就业, kind: flow, value: 5200, lead_unit: fgw,
         locks: [{period: 2025-Q1, value: 900}]}
"""

from __future__ import annotations

from collections.abc import Sequence

from perfplan.checks._fix import Edit, Flaw, replace_span
from perfplan.checks._rule import Rule
from perfplan.diagnostics import Severity


def _fix(flaw: Flaw) -> Sequence[Edit]:
    """Write 2025Q1, 2025年一季度 and 2025年3月 as 2025-Q1 and 2025-03: with the year first only one period is meant."""
    period = str(flaw.args["period"])
    return () if ", " in period or flaw.written[:1] in ("'", '"') else replace_span(flaw, period)


RULE = Rule(
    code="PP212",
    name="not_a_period",
    severity=Severity.ERROR,
    message="{value} is not a period",
    hint="write it like this: {period}",
    fix=_fix,
)
