"""A date that does not exist or is not written as a date.

Dates are YYYY-MM-DD. Nothing is guessed from 2025/3/1 or 3月1日, and a day that the month does not have is never moved.

Wrong::

    issued: 2025-02-30

Right::

    issued: 2025-02-28
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from perfplan.checks._fix import Edit, Flaw, replace_span
from perfplan.checks._rule import Rule
from perfplan.diagnostics import Severity

_WITH_YEAR_FIRST = re.compile(r"(\d{4})(?:[-/.]|年)(\d{1,2})(?:[-/.]|月)(\d{1,2})日?", re.ASCII)
_FULL_WIDTH = {ord("！") + offset: ord("!") + offset for offset in range(94)}


def _fix(flaw: Flaw) -> Sequence[Edit]:
    """Write 2025/3/1, 2025.3.1, 2025-3-1 and 2025年3月1日 as 2025-03-01: with the year first only one day is meant."""
    quote = flaw.written[:1] if flaw.written[:1] in ("'", '"') else ""
    match = _WITH_YEAR_FIRST.fullmatch(flaw.written.strip("\"'").translate(_FULL_WIDTH))
    try:
        day = date(*map(int, match.groups())) if match else None
    except ValueError:
        return ()
    return replace_span(flaw, f"{quote}{day.isoformat()}{quote}") if day else ()


RULE = Rule(
    code="PP205",
    name="not_a_date",
    severity=Severity.ERROR,
    message="{value} is not a date",
    hint="write year-month-day with all digits, such as 2025-02-28, and check that the month has that day",
    fix=_fix,
)
