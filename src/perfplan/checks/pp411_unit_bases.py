"""The units' last values do not make the baseline.

Where each unit starts from its own last value, these must together make the target's baseline: the sum for levels, the
weighted mean for means. Otherwise the units' targets would not make the whole.

Wrong::

    targets:
      - {id: firms, name: 规上工业企业数, kind: level, uom: 户, baseline: 96, value: 108, lead_unit: fgw,
         allocate: {over: township, by: equal, base: {chengguan: 50, dongshan: 40}}}

Right::

    targets:
      - {id: firms, name: 规上工业企业数, kind: level, uom: 户, baseline: 96, value: 108, lead_unit: fgw,
         allocate: {over: township, by: equal, base: {chengguan: 56, dongshan: 40}}}
"""

from __future__ import annotations

from perfplan.checks._rule import Rule
from perfplan.diagnostics import Severity

RULE = Rule(
    code="PP411",
    name="unit_bases",
    severity=Severity.ERROR,
    message="the units' last values make {sum}, not the baseline {total}",
    hint="correct a value of base, or the baseline",
)
