"""Two targets have the same name.

Tasks, tables and reports show names. Whoever reads 城镇新增就业 twice cannot know which of the two is meant.

Wrong::

    targets:
      - {id: jobs, name: 城镇新增就业, kind: flow, uom: 人, value: 5200, lead_unit: fgw}
      - {id: jobs-youth, name: 城镇新增就业, kind: flow, uom: 人, value: 800, lead_unit: fgw}

Right::

    targets:
      - {id: jobs, name: 城镇新增就业, kind: flow, uom: 人, value: 5200, lead_unit: fgw}
      - {id: jobs-youth, name: 青年新增就业, kind: flow, uom: 人, value: 800, lead_unit: fgw}
"""

from __future__ import annotations

from perfplan.checks._rule import Rule
from perfplan.diagnostics import Severity

RULE = Rule(
    code="PP318",
    name="same_name",
    severity=Severity.WARNING,
    message="{name} is the name of two targets",
    hint="tell them apart by name; the other stands in {first}",
)
