"""A duration that does not say which days it means.

Fifteen working days are three weeks and more, fifteen calendar days are two: a bare number would be a guess.

Wrong::

    projects:
      - {id: p01, name: 标准厂房, lead_unit: fgw, owner: wang-min, start: 2025-03-03, deadline: 2025-11-28,
         stages: [{id: build, name: 施工, duration: 60}]}

Right::

    projects:
      - {id: p01, name: 标准厂房, lead_unit: fgw, owner: wang-min, start: 2025-03-03, deadline: 2025-11-28,
         stages: [{id: build, name: 施工, duration: 60wd}]}
"""

from __future__ import annotations

from collections.abc import Sequence

from perfplan.checks._fix import Edit, Flaw, replace_span
from perfplan.checks._rule import Rule
from perfplan.diagnostics import Severity


def _fix(flaw: Flaw) -> Sequence[Edit]:
    """Write 7个工作日 as 7wd; a number that does not say which days is left to people."""
    duration = str(flaw.args["duration"])
    return () if " / " in duration or flaw.written[:1] in ("'", '"') else replace_span(flaw, duration)


RULE = Rule(
    code="PP208",
    name="not_a_duration",
    severity=Severity.ERROR,
    message="{value} is not a duration",
    hint="write {duration}: wd are working days, cd calendar days",
    fix=_fix,
)
