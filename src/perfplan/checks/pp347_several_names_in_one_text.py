"""Several names stand in one text.

A list has its names apart: in brackets with a comma and a blank between, or one a line behind a dash.

Wrong::

    targets:
      - {id: jobs, name: 城镇新增就业, kind: flow, uom: 人, value: 5200, lead_unit: fgw, handlers: 王敏、孙丽}

Right::

    targets:
      - {id: jobs, name: 城镇新增就业, kind: flow, uom: 人, value: 5200, lead_unit: fgw, handlers: [王敏, 孙丽]}
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from perfplan.checks._fix import Edit, Flaw, replace_span
from perfplan.checks._rule import Rule
from perfplan.diagnostics import Severity

_PLAIN = re.compile(r"[\w.-]+")


def _fix(flaw: Flaw) -> Sequence[Edit]:
    """Part the names where the text stands behind its key, or in a list in brackets."""
    names = str(flaw.args["names"])
    before = flaw.text[flaw.line_start : flaw.start].rstrip()
    if not all(map(_PLAIN.fullmatch, names.split(", "))) or "\n" in flaw.written:
        return ()
    if before.endswith(":"):
        return replace_span(flaw, f"[{names}]")
    return replace_span(flaw, names) if before.endswith(("[", ",")) else ()


RULE = Rule(
    code="PP347",
    name="several_names_in_one_text",
    severity=Severity.ERROR,
    message="{value} are several names in one text",
    hint="write a list: [{names}]",
    fix=_fix,
)
