"""A comment ignores a finding and does not say why.

Next year nobody knows whether the reason still holds.

Wrong::

    targets:
      - {id: office, name: 便民中心启用, kind: milestone, lead_unit: fgw,
         due: 2025-10-01,  # perfplan: ignore[PP507]
         actions: [{id: review, name: 进度会商, rule: "FREQ=MONTHLY;BYDAY=1MO"}]}

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
    code="PP116",
    name="ignore_without_reason",
    severity=Severity.WARNING,
    message="a finding is ignored without a reason",
    hint="say why behind the brackets: # perfplan: ignore[PP507] agreed with the bureau",
)
