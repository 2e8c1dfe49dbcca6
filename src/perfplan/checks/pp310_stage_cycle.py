"""Stages wait for each other in a circle.

No stage of the circle could ever start. The circle is shown from stage to predecessor, back to the first.

Wrong::

    projects:
      - id: p01
        name: 标准厂房
        lead_unit: fgw
        start: 2025-03-03
        deadline: 2025-11-28
        stages:
          - {id: tender, name: 招标, duration: 30cd, after: [build]}
          - {id: build, name: 施工, duration: 60wd, after: [tender]}

Right::

    projects:
      - id: p01
        name: 标准厂房
        lead_unit: fgw
        start: 2025-03-03
        deadline: 2025-11-28
        stages:
          - {id: tender, name: 招标, duration: 30cd}
          - {id: build, name: 施工, duration: 60wd, after: [tender]}
"""

from __future__ import annotations

from perfplan.checks._rule import Rule
from perfplan.diagnostics import Severity

RULE = Rule(
    code="PP310",
    name="stage_cycle",
    severity=Severity.ERROR,
    message="these stages wait for each other in a circle: {path}",
    hint="remove one of the links",
)
