"""A limit of a stage that says nothing, because it lies outside its project.

Every stage stays between the project's start and its deadline anyway. Most often a year or a month is wrong.

Wrong::

    projects:
      - {id: p01, name: 标准厂房, lead_unit: fgw, owner: wang-min, start: 2025-03-03, deadline: 2025-11-28,
         stages: [{id: build, name: 施工, duration: 60wd, finish_not_after: 2026-10-31}]}

Right::

    projects:
      - {id: p01, name: 标准厂房, lead_unit: fgw, owner: wang-min, start: 2025-03-03, deadline: 2025-11-28,
         stages: [{id: build, name: 施工, duration: 60wd, finish_not_after: 2025-10-31}]}
"""

from __future__ import annotations

from perfplan.checks._rule import Rule
from perfplan.diagnostics import Severity

RULE = Rule(
    code="PP511",
    name="limit_without_effect",
    severity=Severity.WARNING,
    message="{key} {date} has no effect beside {limit}, the date of the project",
    hint="check the year and the month, or remove it",
)
