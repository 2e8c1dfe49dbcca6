"""A comma divides a number.

Within braces a comma ends a value, so `value: 5,200` is the value 5 and a key 200.

Wrong::

    targets:
      - {id: jobs, name: 城镇新增就业, kind: flow, uom: 人, value: 5,200, lead_unit: fgw}

Right::

    targets:
      - {id: jobs, name: 城镇新增就业, kind: flow, uom: 人, value: 5200, lead_unit: fgw}
"""

from __future__ import annotations

from perfplan.checks._rule import Rule
from perfplan.diagnostics import Severity

RULE = Rule(
    code="PP222",
    name="divided_number",
    severity=Severity.ERROR,
    message="the comma before {rest} ends the value: this is read as a key of its own",
    hint="write the number without thousands separators",
)
