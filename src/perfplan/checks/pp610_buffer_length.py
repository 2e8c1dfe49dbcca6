"""A buffer that does not say how long it is, or says it twice.

Exactly one of `confidence` (as long as simulation needs), `share` (of the chain) and `days`.

Wrong::

    projects:
      - id: p01
        name: 标准厂房
        lead_unit: fgw
        start: 2025-03-03
        deadline: 2025-11-28
        buffer: {confidence: 80%, days: 10wd}
        stages:
          - {id: build, name: 施工, duration: {optimistic: 80wd, likely: 90wd, pessimistic: 130wd}}

Right::

    projects:
      - id: p01
        name: 标准厂房
        lead_unit: fgw
        start: 2025-03-03
        deadline: 2025-11-28
        buffer: {confidence: 80%}
        stages:
          - {id: build, name: 施工, duration: {optimistic: 80wd, likely: 90wd, pessimistic: 130wd}}
"""

from __future__ import annotations

from perfplan.checks._rule import Rule
from perfplan.diagnostics import Severity

RULE = Rule(
    code="PP610",
    name="buffer_length",
    severity=Severity.ERROR,
    message="{key} needs exactly one of confidence, share and days",
    hint="for example confidence: 80%, share: 20% or days: 10wd",
)
