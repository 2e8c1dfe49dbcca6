"""Several units lead.

Official lists write 牵头单位: 发改局、工信局. Whoever stands first leads and answers; the others support. When several
answer, nobody does.

Wrong::

    targets:
      - {id: jobs, name: 城镇新增就业, kind: flow, uom: 人, value: 5200, lead_unit: fgw、county}

Right::

    targets:
      - {id: jobs, name: 城镇新增就业, kind: flow, uom: 人, value: 5200, lead_unit: fgw, support_units: [county]}
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from perfplan.checks._fix import Edit, Flaw
from perfplan.checks._rule import Rule
from perfplan.diagnostics import Severity

_FLOW_KEY = re.compile(r"[{,]\s*lead_unit\s*:\s*\Z")
_BLOCK_KEY = re.compile(r"(?P<indent>[ ]*(?:- +)*)lead_unit\s*:\s*\Z")
_PLAIN = re.compile(r"[\w.-]+")


def _fix(flaw: Flaw) -> Sequence[Edit]:
    """Leave the first name and list the others as supporting, behind it or on a line of their own."""
    first, others = str(flaw.args["first"]), str(flaw.args["others"]).split(", ")
    if not all(_PLAIN.fullmatch(name) for name in (first, *others)) or "\n" in flaw.written:
        return ()
    before = flaw.text[flaw.line_start : flaw.start]
    support = f"support_units: [{', '.join(others)}]"
    if _FLOW_KEY.search(before):
        return (Edit(flaw.start, flaw.end, f"{first}, {support}"),)
    block = _BLOCK_KEY.fullmatch(before)
    if block is None:
        return ()
    end = flaw.line_end
    line_break = "\r\n" if flaw.text.startswith("\r\n", end) else "\n"
    return (
        Edit(flaw.start, flaw.end, first),
        Edit(end, end, f"{line_break}{' ' * len(block['indent'])}{support}"),
    )


RULE = Rule(
    code="PP704",
    name="several_leads",
    severity=Severity.ERROR,
    message="{value} are several units, but exactly one leads",
    hint="let {first} lead, and put {others} into support_units",
    fix=_fix,
)
