"""A text is empty or no text.

A name or reference is needed here. An unquoted `true`, `false`, `null` or `~` is not a text in YAML.

Wrong::

    targets:
      - {id: jobs, name: "", kind: flow, value: 5200, lead_unit: fgw}

Right::

    targets:
      - {id: jobs, name: 城镇新增就业, kind: flow, value: 5200, lead_unit: fgw}
"""

from __future__ import annotations

from perfplan.checks._rule import Rule
from perfplan.diagnostics import Severity

RULE = Rule(
    code="PP211",
    name="not_text",
    severity=Severity.ERROR,
    message="{value} is not a text",
    hint="write a text; put true, false, null and the like in quotation marks if the words are meant",
)
