"""A split follows a series that no history has.

`indicator` names a series in the first column of `history/*.csv`; it need not be a target of the plan. Without
it the year is spread evenly.

Wrong::

    targets:
      - {id: jobs, name: 城镇新增就业, kind: flow, uom: 人, value: 5200, lead_unit: fgw,
         split: {method: denton, indicator: insured}}

Right::

    targets:
      - {id: jobs, name: 城镇新增就业, kind: flow, uom: 人, value: 5200, lead_unit: fgw,
         split: {method: denton, quarters: [20, 25, 25, 30]}}
"""

from __future__ import annotations

from perfplan.checks._rule import Rule
from perfplan.diagnostics import Severity

RULE = Rule(
    code="PP439",
    name="unknown_indicator",
    severity=Severity.WARNING,
    message="no history has a series {name}, so even is used instead",
    hint="did you mean {nearest}?",
)
