"""Weights that nothing can be shared by.

Weights say in which proportion a year or a total is shared. A zero weight gives zero.

Wrong::

    targets:
      - {id: jobs, name: 城镇新增就业, kind: flow, value: 5200, lead_unit: fgw,
         split: {method: weights, quarters: {1: 0, 2: 0, 3: 0, 4: 0}}}

Right::

    targets:
      - {id: jobs, name: 城镇新增就业, kind: flow, value: 5200, lead_unit: fgw,
         split: {method: weights, quarters: {1: 1, 2: 2, 3: 2, 4: 1}}}
"""

from __future__ import annotations

from perfplan.checks._rule import Rule
from perfplan.diagnostics import Severity

RULE = Rule(
    code="PP408",
    name="unusable_weights",
    severity=Severity.ERROR,
    message="weights are zero or more, and not all of them zero: {problem}",
    hint="correct the weights; a weight of zero gives no share",
)
