"""A way to split that does not exist.

The methods are even, calendar_days, workdays, weights, cumulative, profile, history, growth, denton, s_curve
and manual.

Wrong::

    targets:
      - {id: jobs, name: 城镇新增就业, kind: flow, value: 5200, lead_unit: fgw, split: evenly}

Right::

    targets:
      - {id: jobs, name: 城镇新增就业, kind: flow, value: 5200, lead_unit: fgw, split: even}
"""

from __future__ import annotations

from perfplan.checks._rule import Rule
from perfplan.diagnostics import Severity

RULE = Rule(
    code="PP307",
    name="unknown_method",
    severity=Severity.ERROR,
    message="no way to split is called {name}",
    hint="did you mean {nearest}?",
)
