"""A number has thousands separators.

What separates thousands in one country separates decimals in another, and within brackets of YAML a comma ends the
value. Numbers are written without.

Wrong::

    targets:
      - {id: jobs, name: 城镇新增就业, kind: flow, uom: 人, value: "5,200", lead_unit: fgw}

Right::

    targets:
      - {id: jobs, name: 城镇新增就业, kind: flow, uom: 人, value: 5200, lead_unit: fgw}
"""

from __future__ import annotations

from collections.abc import Sequence

from perfplan.checks._fix import Edit, Flaw
from perfplan.checks._rule import Rule
from perfplan.diagnostics import Severity


def _fix(flaw: Flaw) -> Sequence[Edit]:
    """Write the number without separators; quotation marks around it are no longer needed."""
    return (Edit(flaw.start, flaw.end, str(flaw.args["number"])),) if "number" in flaw.args else ()


RULE = Rule(
    code="PP220",
    name="grouped_digits",
    severity=Severity.ERROR,
    message="{value} has thousands separators",
    hint="write {number}",
    fix=_fix,
)
