"""An id mixes alphabets.

A Cyrillic а and a Latin a look the same and are two characters: references typed on another keyboard find nothing.

Wrong::

    targets:
      - {id: jоbs, name: 城镇新增就业, kind: flow, uom: 人, value: 5200, lead_unit: fgw}

Right::

    targets:
      - {id: jobs, name: 城镇新增就业, kind: flow, uom: 人, value: 5200, lead_unit: fgw}
"""

from __future__ import annotations

from perfplan.checks._rule import Rule
from perfplan.diagnostics import Severity

RULE = Rule(
    code="PP345",
    name="foreign_letters",
    severity=Severity.WARNING,
    message="{id} holds {character}, which only looks like a Latin letter",
    hint="write {latin}",
)
