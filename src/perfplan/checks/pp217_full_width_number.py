"""A number is written with full-width digits or signs.

A Chinese keyboard types ５２００ and ６％ where programs read 5200 and 6%. They look alike and are other characters.

Wrong::

    targets:
      - {id: jobs, name: 城镇新增就业, kind: flow, uom: 人, value: ５２００, lead_unit: fgw}

Right::

    targets:
      - {id: jobs, name: 城镇新增就业, kind: flow, uom: 人, value: 5200, lead_unit: fgw}
"""

from __future__ import annotations

from collections.abc import Sequence

from perfplan.checks._fix import Edit, Flaw
from perfplan.checks._rule import Rule
from perfplan.diagnostics import Severity

_FULL_WIDTH = {ord("！") + offset: ord("!") + offset for offset in range(94)}


def _fix(flaw: Flaw) -> Sequence[Edit]:
    """Write the same characters in their ordinary width; quotation marks around the number stay."""
    narrow = flaw.written.translate(_FULL_WIDTH)
    return (Edit(flaw.start, flaw.end, narrow),) if narrow.strip("\"'") == flaw.args["number"] else ()


RULE = Rule(
    code="PP217",
    name="full_width_number",
    severity=Severity.ERROR,
    message="{value} is written with full-width characters",
    hint="write {number}",
    fix=_fix,
)
