"""A recurrence rule that cannot be read.

Recurring work follows RFC 5545. `FREQ=MONTHLY;BYDAY=2FR` is the second Friday of every month, `BYMONTHDAY=-1` its last
day.

Wrong::

    targets:
      - {id: jobs, name: 城镇新增就业, kind: flow, value: 5200, lead_unit: fgw,
         actions: [{id: fair, name: 招聘会, rule: "FREQ=MONTLY;BYDAY=2FR"}]}

Right::

    targets:
      - {id: jobs, name: 城镇新增就业, kind: flow, value: 5200, lead_unit: fgw,
         actions: [{id: fair, name: 招聘会, rule: "FREQ=MONTHLY;BYDAY=2FR"}]}
"""

from __future__ import annotations

from perfplan.checks._rule import Rule
from perfplan.diagnostics import Severity

RULE = Rule(
    code="PP503",
    name="recurrence_rule",
    severity=Severity.ERROR,
    message="{part} cannot be used in a recurrence rule: {problem}",
    hint="write a rule such as FREQ=MONTHLY;BYDAY=2FR or FREQ=MONTHLY;BYMONTHDAY=-1",
)
