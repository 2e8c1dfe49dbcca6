"""A group of stages with a duration of its own.

A group begins with the first of its stages and ends with the last, so how long it takes follows from them.

Wrong::

    projects:
      - id: p01
        name: 标准厂房
        lead_unit: fgw
        start: 2025-03-03
        deadline: 2025-11-28
        stages:
          - id: civil
            name: 土建
            duration: 120wd
            stages:
              - {id: base, name: 基础, duration: 40wd}
              - {id: frame, name: 主体, duration: 80wd, after: [base]}

Right::

    projects:
      - id: p01
        name: 标准厂房
        lead_unit: fgw
        start: 2025-03-03
        deadline: 2025-11-28
        stages:
          - id: civil
            name: 土建
            stages:
              - {id: base, name: 基础, duration: 40wd}
              - {id: frame, name: 主体, duration: 80wd, after: [base]}
"""

from __future__ import annotations

from perfplan.checks._rule import Rule
from perfplan.diagnostics import Severity

RULE = Rule(
    code="PP321",
    name="group_with_duration",
    severity=Severity.ERROR,
    message="{name} is a group of stages and has no duration of its own",
    hint="remove the duration, or make it a stage of the group",
)
