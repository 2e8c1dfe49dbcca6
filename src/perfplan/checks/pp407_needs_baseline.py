"""A baseline is needed.

A growth rate needs the amount it applies to, and a level the stock from which the year sets out.

Wrong::

    targets:
      - {id: firms, name: 规上工业企业数, kind: level, uom: 户, value: 108, lead_unit: fgw}

Right::

    targets:
      - {id: firms, name: 规上工业企业数, kind: level, uom: 户, baseline: 96, value: 108, lead_unit: fgw}
"""

from __future__ import annotations

from perfplan.checks._rule import Rule
from perfplan.diagnostics import Severity

RULE = Rule(
    code="PP407",
    name="needs_baseline",
    severity=Severity.ERROR,
    message="a target of the kind {kind} needs a baseline here",
    hint="add baseline: and last year's actual value",
)
