"""A number carries its unit of measure, or a percent sign.

The unit stands once, in `uom`; shares, points and tables of months are plain numbers, too.

Wrong::

    targets:
      - {id: jobs, name: 城镇新增就业, kind: flow, value: 5200人, lead_unit: fgw}

Right::

    targets:
      - {id: jobs, name: 城镇新增就业, kind: flow, value: 5200, uom: 人, lead_unit: fgw}
"""

from __future__ import annotations

from perfplan.checks._rule import Rule
from perfplan.diagnostics import Severity

RULE = Rule(
    code="PP224",
    name="number_with_unit",
    severity=Severity.ERROR,
    message="{value} is a number with {unit} behind it",
    hint="write {number}",
)
