"""A lock that does not say how much it settles.

A lock either fixes an amount (`value`) or keeps it within bounds (`minimum`, `maximum`, or both).

Wrong::

    targets:
      - {id: jobs, name: 城镇新增就业, kind: flow, value: 5200, lead_unit: fgw,
         locks: [{period: 2025-Q1, value: 900, minimum: 800}]}

Right::

    targets:
      - {id: jobs, name: 城镇新增就业, kind: flow, value: 5200, lead_unit: fgw,
         locks: [{period: 2025-Q1, minimum: 800, maximum: 1000}]}
"""

from __future__ import annotations

from perfplan.checks._rule import Rule
from perfplan.diagnostics import Severity

RULE = Rule(
    code="PP420",
    name="lock_says_nothing",
    severity=Severity.ERROR,
    message="a lock needs either value, or minimum and maximum or one of them",
    hint="keep some of: {found}",
)
