"""A list is empty that must not be.

Whoever writes the key wants to say something.

Wrong::

    projects:
      - {id: p01, name: 标准厂房, lead_unit: fgw, deadline: 2025-12-26, stages: []}

Right::

    projects:
      - {id: p01, name: 标准厂房, lead_unit: fgw, deadline: 2025-12-26,
         stages: [{id: build, name: 施工, duration: 90wd}]}
"""

from __future__ import annotations

from perfplan.checks._rule import Rule
from perfplan.diagnostics import Severity

RULE = Rule(
    code="PP223",
    name="empty_list",
    severity=Severity.ERROR,
    message="nothing is listed here; at least {least} is needed",
    hint="list at least {least}, or leave the key out",
)
