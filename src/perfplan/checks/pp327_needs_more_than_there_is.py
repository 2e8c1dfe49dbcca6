"""A stage needs more of somebody or something than there is.

It could never be scheduled: `capacity` says how many stages at a time a person can work on, or how many of a crew or
machine there are.

Wrong::

    resources:
      - {id: crew-a, name: 测量队, capacity: 2}
    projects:
      - id: p01
        name: 标准厂房
        lead_unit: fgw
        start: 2025-03-03
        deadline: 2025-11-28
        stages:
          - {id: survey, name: 测量, duration: 10wd, needs: [{who: crew-a, amount: 3}]}

Right::

    resources:
      - {id: crew-a, name: 测量队, capacity: 2}
    projects:
      - id: p01
        name: 标准厂房
        lead_unit: fgw
        start: 2025-03-03
        deadline: 2025-11-28
        stages:
          - {id: survey, name: 测量, duration: 10wd, needs: [{who: crew-a, amount: 2}]}
"""

from __future__ import annotations

from perfplan.checks._rule import Rule
from perfplan.diagnostics import Severity

RULE = Rule(
    code="PP327",
    name="needs_more_than_there_is",
    severity=Severity.ERROR,
    message="{amount} of {name} are needed at once; there are {capacity}",
    hint="lower the amount, or raise the capacity",
)
