"""The plan says something else than what people were given.

`perfplan issue` keeps what was issued. An amount, a date or an owner that has changed since, without a revision that
says when and why, is work that people do not know of. Each target, project or campaign is reported once, at the place
that caused it; the units' changed owners at the unit. Changes that add up to the same numbers are none, and so is
everything that a revision dated after the issue brings.

Wrong::

    issued: jobs = 5200, on 2025-02-10
    targets:
      - {id: jobs, name: 城镇新增就业, kind: flow, value: 5400, lead_unit: fgw}

Right::

    issued: jobs = 5200, on 2025-02-10
    targets:
      - {id: jobs, name: 城镇新增就业, kind: flow, value: 5200, lead_unit: fgw,
         revisions: [{on: 2025-07-01, value: 5400, reason: 市级调增}]}
"""

from __future__ import annotations

from perfplan.checks._rule import Rule
from perfplan.diagnostics import Severity

RULE = Rule(
    code="PP805",
    name="issued_otherwise",
    severity=Severity.WARNING,
    message="{cell}: {what} is {new}, but {old} was issued on {date}",
    hint="write a changed number as a revision with its date and reason, or issue the plan again: perfplan issue",
)
