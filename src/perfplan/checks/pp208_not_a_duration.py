"""A duration that does not say which days it means.

Fifteen working days are three weeks and more, fifteen calendar days are two: a bare number would be a guess.

Wrong::

    projects:
      - {id: p01, name: 标准厂房, lead_unit: fgw, owner: wang-min, start: 2025-03-03, deadline: 2025-11-28,
         stages: [{id: build, name: 施工, duration: 60}]}

Right::

    projects:
      - {id: p01, name: 标准厂房, lead_unit: fgw, owner: wang-min, start: 2025-03-03, deadline: 2025-11-28,
         stages: [{id: build, name: 施工, duration: 60wd}]}
"""

from __future__ import annotations

from perfplan.checks._rule import Rule
from perfplan.diagnostics import Severity

RULE = Rule(
    code="PP208",
    name="not_a_duration",
    severity=Severity.ERROR,
    message="{value} is not a duration",
    hint="say which days: 15wd for working days, 15cd for calendar days",
)
