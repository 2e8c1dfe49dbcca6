"""A cumulative table ends before the year.

`11: 100` instead of `12: 100` would put the whole year's work into eleven months. Where that is meant, the table says
so up to its end.

Wrong::

    targets:
      - {id: jobs, name: 城镇新增就业, kind: flow, value: 5200, lead_unit: fgw,
         split: {method: cumulative, months: {3: 25, 6: 50, 9: 75, 11: 100}}}

Right::

    targets:
      - {id: jobs, name: 城镇新增就业, kind: flow, value: 5200, lead_unit: fgw,
         split: {method: cumulative, months: {3: 25, 6: 50, 9: 75, 12: 100}}}
"""

from __future__ import annotations

from perfplan.checks._rule import Rule
from perfplan.diagnostics import Severity

RULE = Rule(
    code="PP342",
    name="ends_early",
    severity=Severity.ERROR,
    message="all is reached by {number}, but the year ends with {last}",
    hint="write {last}: 100; where nothing is left to do at the end, add it beside {number}: 100",
)
