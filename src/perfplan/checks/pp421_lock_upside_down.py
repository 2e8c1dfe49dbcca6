"""A lock whose minimum is above its maximum.

No amount keeps to both; the lock is left out of everything that is checked after this.

Wrong::

    targets:
      - {id: jobs, name: 城镇新增就业, kind: flow, value: 5200, lead_unit: fgw,
         locks: [{period: 2025-H1, minimum: 3000, maximum: 2000}]}

Right::

    targets:
      - {id: jobs, name: 城镇新增就业, kind: flow, value: 5200, lead_unit: fgw,
         locks: [{period: 2025-H1, minimum: 2000, maximum: 3000}]}
"""

from __future__ import annotations

from perfplan.checks._rule import Rule
from perfplan.diagnostics import Severity

RULE = Rule(
    code="PP421",
    name="lock_upside_down",
    severity=Severity.ERROR,
    message="the minimum {minimum} is above the maximum {maximum}",
    hint="exchange them, or correct one",
)
