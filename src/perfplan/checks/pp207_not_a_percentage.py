"""A rate without its percent sign.

Growth is given in percent, and the sign says so: 6 could mean six per cent or six times.

Wrong::

    targets:
      - {id: retail, name: 社会消费品零售总额, kind: flow, baseline: 9310, growth: 6.0, lead_unit: fgw}

Right::

    targets:
      - {id: retail, name: 社会消费品零售总额, kind: flow, baseline: 9000, growth: 6.0%, lead_unit: fgw}
"""

from __future__ import annotations

from perfplan.checks._rule import Rule
from perfplan.diagnostics import Severity

RULE = Rule(
    code="PP207",
    name="not_a_percentage",
    severity=Severity.ERROR,
    message="{value} is not a percentage",
    hint="write the number with its sign: {example}",
)
