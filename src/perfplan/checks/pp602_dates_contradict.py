"""Dated constraints of a stage contradict each other.

A stage that may not start before a day cannot have to be finished before it. Conflicts with other stages are not this:
they show as lateness.

Wrong::

    projects:
      - {id: p01, name: 标准厂房, lead_unit: fgw, start: 2025-03-03, deadline: 2025-11-28,
         stages: [{id: build, name: 施工, duration: 30wd, start_not_before: 2025-09-01, finish_not_after: 2025-08-15}]}

Right::

    projects:
      - {id: p01, name: 标准厂房, lead_unit: fgw, start: 2025-03-03, deadline: 2025-11-28,
         stages: [{id: build, name: 施工, duration: 30wd, start_not_before: 2025-09-01, finish_not_after: 2025-11-14}]}
"""

from __future__ import annotations

from perfplan.checks._rule import Rule
from perfplan.diagnostics import Severity

RULE = Rule(
    code="PP602",
    name="dates_contradict",
    severity=Severity.ERROR,
    message="{first} contradicts {second}",
    hint="change or remove one of the two",
)
