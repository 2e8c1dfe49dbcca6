"""Locks contradict each other or the total.

A lock settles a cell (a unit in a period), and the rest absorbs the difference. Locked cells cannot exceed what
contains them, and where every part is locked they must make the whole.

Wrong::

    targets:
      - {id: jobs, name: 城镇新增就业, kind: flow, value: 5200, lead_unit: fgw,
         locks: [{period: 2025-Q1, value: 3000}, {period: 2025-Q2, value: 3000}]}

Right::

    targets:
      - {id: jobs, name: 城镇新增就业, kind: flow, value: 5200, lead_unit: fgw,
         locks: [{period: 2025-Q1, value: 1500}, {period: 2025-Q2, value: 1500}]}
"""

from __future__ import annotations

from perfplan.checks._rule import Rule
from perfplan.diagnostics import Severity

RULE = Rule(
    code="PP405",
    name="locks_cannot_hold",
    severity=Severity.ERROR,
    message="these locks cannot hold: {cells} make {sum} of {limit}",
    hint="lower or remove one of the locks",
)
