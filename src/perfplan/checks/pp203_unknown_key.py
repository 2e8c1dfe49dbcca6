"""A key that is not known here.

A mistyped key would otherwise be silently ignored, and its value with it. Free words go into `note`.

Wrong::

    targets:
      - {id: jobs, name: 城镇新增就业, kind: flow, value: 5200, lead_uint: fgw}

Right::

    targets:
      - {id: jobs, name: 城镇新增就业, kind: flow, value: 5200, lead_unit: fgw}
"""

from __future__ import annotations

from perfplan.checks._rule import Rule
from perfplan.diagnostics import Severity

RULE = Rule(
    code="PP203",
    name="unknown_key",
    severity=Severity.ERROR,
    message="unknown key {key}",
    hint="did you mean {nearest}?",
)
