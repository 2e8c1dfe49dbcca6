"""Weights of a scheme do not add up.

A scheme's weights are its points; together they make `total` (100 unless declared).

Wrong::

    schemes:
      - {id: city, name: 市考核, items: [{target: jobs, weight: 90}]}

Right::

    schemes:
      - {id: city, name: 市考核, items: [{target: jobs, weight: 100}]}
"""

from __future__ import annotations

from perfplan.checks._rule import Rule
from perfplan.diagnostics import Severity

RULE = Rule(
    code="PP406",
    name="scheme_weights",
    severity=Severity.ERROR,
    message="the weights add up to {sum}, not to {total}",
    hint="correct a weight, or declare another total",
)
