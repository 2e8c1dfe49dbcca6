"""A three-point duration whose points are out of order.

The optimistic duration is the shortest, the pessimistic one the longest; they may be equal.

Wrong::

    projects:
      - id: p01
        name: 标准厂房
        lead_unit: fgw
        start: 2025-03-03
        deadline: 2025-11-28
        stages:
          - {id: build, name: 施工, duration: {optimistic: 100wd, likely: 90wd, pessimistic: 130wd}}

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
    code="PP611",
    name="points_out_of_order",
    severity=Severity.ERROR,
    message="{first} is longer than {second}, which should be at least as long",
    hint="optimistic <= likely <= pessimistic",
)
