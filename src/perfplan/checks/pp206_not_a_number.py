"""A number that cannot be read.

Amounts are exact, so they are read as they stand.

Wrong::

    targets:
      - {id: jobs, name: 城镇新增就业, kind: flow, value: 5.2e3, lead_unit: fgw}

Right::

    targets:
      - {id: jobs, name: 城镇新增就业, kind: flow, value: 5200, uom: 人, lead_unit: fgw}
"""

from __future__ import annotations

from perfplan.checks._rule import Rule
from perfplan.diagnostics import Severity

RULE = Rule(
    code="PP206",
    name="not_a_number",
    severity=Severity.ERROR,
    message="{value} is not a plain number",
    hint="write digits and at most one decimal point: no thousands separators, units, exponents or full-width digits",
)
