"""A key that the method needs, or does not use.

A table that a method does not read would be silently ignored; a method without its table has nothing to go by.

Wrong::

    targets:
      - {id: jobs, name: 城镇新增就业, kind: flow, value: 5200, lead_unit: fgw,
         split: {method: even, months: {3: 25, 12: 100}}}

Right::

    targets:
      - {id: jobs, name: 城镇新增就业, kind: flow, value: 5200, lead_unit: fgw,
         split: even}
"""

from __future__ import annotations

from perfplan.checks._rule import Rule
from perfplan.diagnostics import Severity

RULE = Rule(
    code="PP409",
    name="method_key",
    severity=Severity.ERROR,
    message="{key} is missing for the method {method}, or means nothing to it",
    hint="write what the method needs, and nothing that it does not use",
)
