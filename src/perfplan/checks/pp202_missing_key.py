"""A key is missing.

Some keys are always needed, because nothing sensible could stand in for them: who leads a target, when a project must
be finished. The place is the entry that lacks the key.

Wrong::

    targets:
      - {id: jobs, name: 城镇新增就业, kind: flow, value: 5200}

Right::

    targets:
      - {id: jobs, name: 城镇新增就业, kind: flow, value: 5200, lead_unit: fgw}
"""

from __future__ import annotations

from perfplan.checks._rule import Rule
from perfplan.diagnostics import Severity

RULE = Rule(
    code="PP202",
    name="missing_key",
    severity=Severity.ERROR,
    message="the key {key} is missing, or has no value",
    hint="add {key}: and its value",
)
