"""An amount that adds up over the year is negative.

Nobody can be given less than nothing to do in a month. What is to fall is a level (from the baseline to a lower value),
or the amount by which it falls, as a number above zero.

Wrong::

    targets:
      - {id: coal, name: 煤炭消费量减少, kind: flow, uom: 吨, value: -120, lead_unit: fgw}

Right::

    targets:
      - {id: coal, name: 煤炭消费量减少, kind: flow, uom: 吨, value: 120, lead_unit: fgw}
"""

from __future__ import annotations

from perfplan.checks._rule import Rule
from perfplan.diagnostics import Severity

RULE = Rule(
    code="PP435",
    name="negative_amount",
    severity=Severity.ERROR,
    message="an amount to be shared out is negative: {value}",
    hint="write what is to be reduced as a number above zero, or use kind level",
)
