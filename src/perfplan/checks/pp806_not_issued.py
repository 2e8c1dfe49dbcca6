"""The plan has something that was not issued.

A target, project or campaign came into the plan after its last issue, or a target that was pending has got its
number. Nobody has been given it yet.

Wrong::

    issued: jobs, on 2025-02-10
    targets:
      - {id: jobs, name: 城镇新增就业, kind: flow, value: 5200, lead_unit: fgw}
      - {id: visits, name: 走访企业, kind: flow, value: 400, lead_unit: fgw}

Right::

    issued: jobs and visits, on 2025-04-01
    targets:
      - {id: jobs, name: 城镇新增就业, kind: flow, value: 5200, lead_unit: fgw}
      - {id: visits, name: 走访企业, kind: flow, value: 400, lead_unit: fgw}
"""

from __future__ import annotations

from perfplan.checks._rule import Rule
from perfplan.diagnostics import Severity

RULE = Rule(
    code="PP806",
    name="not_issued",
    severity=Severity.INFO,
    message="{name} was not yet among what was issued on {date}",
    hint="issue the plan again when it is settled: perfplan issue",
)
