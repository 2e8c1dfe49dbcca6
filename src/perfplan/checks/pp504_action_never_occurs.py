"""An action that never occurs.

It would make nobody do anything.

Wrong::

    targets:
      - {id: jobs, name: 城镇新增就业, kind: flow, value: 5200, lead_unit: fgw,
         actions: [{id: fair, name: 招聘会, rule: "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"}]}

Right::

    targets:
      - {id: jobs, name: 城镇新增就业, kind: flow, value: 5200, lead_unit: fgw,
         actions: [{id: fair, name: 招聘会, rule: "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=28"}]}
"""

from __future__ import annotations

from perfplan.checks._rule import Rule
from perfplan.diagnostics import Severity

RULE = Rule(
    code="PP504",
    name="action_never_occurs",
    severity=Severity.WARNING,
    message="the action {id} has no date within the plan",
    hint="give it a rule or dates that fall after the day the plan is issued",
)
