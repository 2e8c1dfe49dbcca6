"""A target needs exactly one of value, growth and pending.

Two numbers for one year may contradict each other; none leaves nothing to split. A number that has not been issued yet
is `pending: 完成市下达目标`: it is reported as such, never as zero. A milestone needs none: its `due` says it all.

Wrong::

    targets:
      - {id: jobs, name: 城镇新增就业, kind: flow, value: 5200, pending: 完成市下达目标, lead_unit: fgw}

Right::

    targets:
      - {id: jobs, name: 城镇新增就业, kind: flow, value: 5200, lead_unit: fgw}
"""

from __future__ import annotations

from perfplan.checks._rule import Rule
from perfplan.diagnostics import Severity

RULE = Rule(
    code="PP214",
    name="not_one_value",
    severity=Severity.ERROR,
    message="exactly one of value, growth and pending is needed",
    hint="keep one of: {found}",
)
