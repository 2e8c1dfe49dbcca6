"""A buffer that is sized by simulation in a project without three-point durations.

Nothing varies, so every run is the same and no confidence means anything.

Wrong::

    projects:
      - id: p01
        name: 标准厂房
        lead_unit: fgw
        start: 2025-03-03
        deadline: 2025-11-28
        buffer: {confidence: 80%}
        stages:
          - {id: build, name: 施工, duration: 90wd}

Right::

    projects:
      - id: p01
        name: 标准厂房
        lead_unit: fgw
        start: 2025-03-03
        deadline: 2025-11-28
        buffer: {share: 20%}
        stages:
          - {id: build, name: 施工, duration: 90wd}
"""

from __future__ import annotations

from perfplan.checks._rule import Rule
from perfplan.diagnostics import Severity

RULE = Rule(
    code="PP613",
    name="nothing_uncertain",
    severity=Severity.ERROR,
    message="{project} has no three-point duration, so no buffer can be sized to a confidence",
    hint="give stages optimistic and pessimistic durations, or the buffer a share or days",
)
