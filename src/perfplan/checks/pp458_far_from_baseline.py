"""The year's value is ten times the baseline or more, or a tenth of it or less.

Most often one of the two is counted in another unit of measure: 万元 beside 亿元.

Wrong::

    targets:
      - {id: tax, name: 税收收入, kind: flow, uom: 亿元, decimals: 2, baseline: 27700, value: 2.95, lead_unit: fgw}

Right::

    targets:
      - {id: tax, name: 税收收入, kind: flow, uom: 亿元, decimals: 2, baseline: 2.77, value: 2.95, lead_unit: fgw}
"""

from __future__ import annotations

from perfplan.checks._rule import Rule
from perfplan.diagnostics import Severity

RULE = Rule(
    code="PP458",
    name="far_from_baseline",
    severity=Severity.WARNING,
    message="{value} is far from the baseline, {baseline}",
    hint="check the unit of measure of both",
)
