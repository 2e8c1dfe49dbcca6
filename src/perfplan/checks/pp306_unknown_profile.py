"""A profile that the plan does not have.

A profile is a named shape of the year, declared once under `profiles` and used by any number of targets.

Wrong::

    profiles:
      - {id: quarters, cumulative: {3: 22, 6: 46, 9: 70, 12: 100}}
    targets:
      - {id: jobs, name: 城镇新增就业, kind: flow, value: 5200, lead_unit: fgw,
         split: {method: profile, profile: quarter}}

Right::

    profiles:
      - {id: quarters, cumulative: {3: 22, 6: 46, 9: 70, 12: 100}}
    targets:
      - {id: jobs, name: 城镇新增就业, kind: flow, value: 5200, lead_unit: fgw,
         split: {method: profile, profile: quarters}}
"""

from __future__ import annotations

from perfplan.checks._rule import Rule
from perfplan.diagnostics import Severity

RULE = Rule(
    code="PP306",
    name="unknown_profile",
    severity=Severity.ERROR,
    message="no profile is called {name}",
    hint="did you mean {nearest}?",
)
