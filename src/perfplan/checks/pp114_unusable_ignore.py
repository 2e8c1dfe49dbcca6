"""A comment that should ignore findings does not say which.

A comment ignores the codes it names, on its own line, or on the next line where it stands alone; `ignore-file`, above
everything else, on the whole file. Without codes it would hide what nobody has seen yet.

Wrong::

    # perfplan: ignore
    targets:
      - {id: jobs, name: 城镇新增就业, kind: flow, uom: 人, value: 5200, lead_unit: fgw}

Right::

    targets:
      - {id: office, name: 便民中心启用, kind: milestone, lead_unit: fgw,
         due: 2025-10-01,  # perfplan: ignore[PP507] 国庆当天启用
         actions: [{id: review, name: 进度会商, rule: "FREQ=MONTHLY;BYDAY=1MO"}]}
"""

from __future__ import annotations

from perfplan.checks._rule import Rule
from perfplan.diagnostics import Severity

RULE = Rule(
    code="PP114",
    name="unusable_ignore",
    severity=Severity.WARNING,
    message="this comment ignores nothing: {problem}",
    hint="write # perfplan: ignore[PP507] and the reason",
)
