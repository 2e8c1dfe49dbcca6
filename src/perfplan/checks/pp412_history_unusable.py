"""There is no usable history, so the year is spread evenly.

The method learns the shape of the year from one to three complete past years.

Wrong::

    targets:
      - {id: jobs, name: 城镇新增就业, kind: flow, value: 5200, lead_unit: fgw,
         split: history}

Right::

    targets:
      - {id: jobs, name: 城镇新增就业, kind: flow, value: 5200, lead_unit: fgw,
         split: even}
"""

from __future__ import annotations

from perfplan.checks._rule import Rule
from perfplan.diagnostics import Severity

RULE = Rule(
    code="PP412",
    name="history_unusable",
    severity=Severity.WARNING,
    message="history cannot be used, so even is used instead: {problem}",
    hint="put past values into history/*.csv: target, unit, period, value; or choose another method",
)
