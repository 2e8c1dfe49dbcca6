"""A link between a group and a stage that it holds.

A group starts with the first of its stages and ends with the last, so neither can wait for the other. The same goes
for a limit (`due_within`) of a stage after its own group.

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
            stages:
              - {id: base, name: 基础, duration: 40wd}
              - {id: frame, name: 主体, duration: 80wd, after: [civil]}

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
    code="PP322",
    name="group_and_member",
    severity=Severity.ERROR,
    message="{member} is part of {group}: neither can wait for the other",
    hint="name a stage beside it, or one outside the group",
)
