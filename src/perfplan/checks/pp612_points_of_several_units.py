"""A three-point duration that mixes working days and calendar days.

All three points count the same days.

Wrong::

    projects:
      - id: p01
        name: 标准厂房
        lead_unit: fgw
        start: 2025-03-03
        deadline: 2025-11-28
        stages:
          - {id: build, name: 施工, duration: {optimistic: 80wd, likely: 90wd, pessimistic: 130cd}}

Right::

    projects:
      - id: p01
        name: 标准厂房
        lead_unit: fgw
        start: 2025-03-03
        deadline: 2025-11-28
        stages:
          - {id: build, name: 施工, duration: {optimistic: 80wd, likely: 90wd, pessimistic: 130wd}}
"""

from __future__ import annotations

from perfplan.checks._rule import Rule
from perfplan.diagnostics import Severity

RULE = Rule(
    code="PP612",
    name="points_of_several_units",
    severity=Severity.ERROR,
    message="{value} counts other days than the likely duration, {likely}",
    hint="write all three points in wd, or all in cd",
)
