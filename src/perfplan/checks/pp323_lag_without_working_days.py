"""A calendar for a lag that counts no working days.

`on` says whose working days a lag counts. A lag in calendar days, or none at all, passes alike on every calendar.

Wrong::

    projects:
      - id: p01
        name: 标准厂房
        lead_unit: fgw
        start: 2025-03-03
        deadline: 2025-11-28
        stages:
          - {id: tender, name: 招标, duration: 30cd}
          - {id: build, name: 施工, duration: 60wd, after: [{stage: tender, lag: 5cd, on: successor}]}

Right::

    projects:
      - id: p01
        name: 标准厂房
        lead_unit: fgw
        start: 2025-03-03
        deadline: 2025-11-28
        stages:
          - {id: tender, name: 招标, duration: 30cd}
          - {id: build, name: 施工, duration: 60wd, after: [{stage: tender, lag: 5wd, on: successor}]}
"""

from __future__ import annotations

from perfplan.checks._rule import Rule
from perfplan.diagnostics import Severity

RULE = Rule(
    code="PP323",
    name="lag_without_working_days",
    severity=Severity.ERROR,
    message="a lag of {lag} counts no working days, so no calendar counts it",
    hint="write the lag in wd, or leave out on",
)
