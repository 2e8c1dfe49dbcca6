"""An id with characters that ids do not have.

Ids become part of task ids (`jobs@chengguan/2025-03`) and of file names, so @ / ! and spaces are taken.

Wrong::

    targets:
      - {id: jobs/2025, name: 城镇新增就业, kind: flow, value: 5200, lead_unit: fgw}

Right::

    targets:
      - {id: jobs, name: 城镇新增就业, kind: flow, value: 5200, lead_unit: fgw}
"""

from __future__ import annotations

from perfplan.checks._rule import Rule
from perfplan.diagnostics import Severity

RULE = Rule(
    code="PP210",
    name="bad_id",
    severity=Severity.ERROR,
    message="{value} cannot be an id",
    hint="use letters, digits, _ - and . after a first letter or digit; the full name goes into name",
)
