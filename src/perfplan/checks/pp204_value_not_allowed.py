"""A value that is none of the choices.

This key takes one of a few fixed words.

Wrong::

    targets:
      - {id: jobs, name: 城镇新增就业, kind: flaw, value: 5200, lead_unit: fgw}

Right::

    targets:
      - {id: jobs, name: 城镇新增就业, kind: flow, value: 5200, lead_unit: fgw}
"""

from __future__ import annotations

from perfplan.checks._rule import Rule
from perfplan.diagnostics import Severity

RULE = Rule(
    code="PP204",
    name="value_not_allowed",
    severity=Severity.ERROR,
    message="{value} is not one of: {allowed}",
    hint="did you mean {nearest}?",
)
