"""The same is listed twice.

A handler who is listed twice gets every second day instead of every third; a unit or a link that is listed twice says
nothing more. Often another name was meant.

Wrong::

    targets:
      - {id: jobs, name: 城镇新增就业, kind: flow, uom: 人, value: 5200, lead_unit: fgw, handlers: [wang-min, 王敏]}

Right::

    targets:
      - {id: jobs, name: 城镇新增就业, kind: flow, uom: 人, value: 5200, lead_unit: fgw, handlers: [wang-min, sun-li]}
"""

from __future__ import annotations

from perfplan.checks._rule import Rule
from perfplan.diagnostics import Severity

RULE = Rule(
    code="PP349",
    name="listed_twice",
    severity=Severity.WARNING,
    message="{name} is listed twice",
    hint="remove it, or write whom or what was meant",
)
