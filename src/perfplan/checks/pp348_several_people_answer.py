"""Several people stand where exactly one answers.

Whoever stands first is asked; when several answer, nobody does. Those who do the work are `handlers`.

Wrong::

    targets:
      - {id: jobs, name: 城镇新增就业, kind: flow, uom: 人, value: 5200, lead_unit: fgw, owner: 王敏、孙丽}

Right::

    targets:
      - {id: jobs, name: 城镇新增就业, kind: flow, uom: 人, value: 5200, lead_unit: fgw, owner: 王敏, handlers: [孙丽]}
"""

from __future__ import annotations

from perfplan.checks._rule import Rule
from perfplan.diagnostics import Severity

RULE = Rule(
    code="PP348",
    name="several_people_answer",
    severity=Severity.ERROR,
    message="{value} are several people, but one answers",
    hint="let {first} answer; whoever does the work is a handler",
)
