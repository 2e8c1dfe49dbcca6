"""A number has too many digits.

Thirty characters hold every amount there is, in yuan and fen. A longer one is an identity number, a telephone number or
a key that got stuck.

Wrong::

    targets:
      - {id: jobs, name: 城镇新增就业, kind: flow, uom: 人, value: 123456789012345678901234567890123, lead_unit: fgw}

Right::

    targets:
      - {id: jobs, name: 城镇新增就业, kind: flow, uom: 人, value: 5200, lead_unit: fgw}
"""

from __future__ import annotations

from perfplan.checks._rule import Rule
from perfplan.diagnostics import Severity

RULE = Rule(
    code="PP221",
    name="too_many_digits",
    severity=Severity.ERROR,
    message="a number of {digits} digits is more than anything amounts to; at most {most} are read",
    hint="write the amount in a larger unit of measure",
)
