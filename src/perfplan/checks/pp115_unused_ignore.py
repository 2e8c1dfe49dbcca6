"""A comment ignores a finding that is not there.

The plan was mended and the comment stayed, or it stands on another line than the finding. It would hide the next
mistake of its kind.

Wrong::

    targets:
      - {id: jobs, name: 城镇新增就业, kind: flow, uom: 人, value: 5200, lead_unit: fgw}  # perfplan: ignore[PP507] 已定

Right::

    targets:
      - {id: jobs, name: 城镇新增就业, kind: flow, uom: 人, value: 5200, lead_unit: fgw}
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from perfplan.checks._fix import Edit, Flaw, replace_span
from perfplan.checks._rule import Rule
from perfplan.diagnostics import Severity

_CODES = re.compile(r"\[([^\]]*)\]")


def _fix(flaw: Flaw) -> Sequence[Edit]:
    """Remove the comment, with the line that holds nothing else; or only the idle ones of its codes."""
    idle = str(flaw.args["codes"]).split(", ")
    listed = _CODES.search(flaw.written)
    kept = [code for code in re.findall(r"[^\s,]+", listed[1]) if code not in idle] if listed else []
    if kept and listed:
        codes = ", ".join(kept)
        return replace_span(flaw, f"{flaw.written[: listed.start(1)]}{codes}{flaw.written[listed.end(1) :]}")
    before = flaw.text[flaw.line_start : flaw.start]
    after = flaw.text[flaw.end : flaw.line_end]
    if after.strip():  # another comment follows
        return (Edit(flaw.start, flaw.end + len(after) - len(after.lstrip()), ""),)
    if before.strip():
        return (Edit(flaw.start - (len(before) - len(before.rstrip())), flaw.line_end, ""),)
    end = flaw.line_end
    end += 2 if flaw.text.startswith("\r\n", end) else 1 if end < len(flaw.text) else 0
    return (Edit(flaw.line_start, end, ""),)


RULE = Rule(
    code="PP115",
    name="unused_ignore",
    severity=Severity.WARNING,
    message="nothing is ignored here: {codes}",
    hint="remove it",
    fix=_fix,
)
