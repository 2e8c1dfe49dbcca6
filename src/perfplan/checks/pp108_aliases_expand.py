"""Aliases repeat too much.

An anchor (&name) may be repeated by an alias (*name). Aliases of aliases grow without bound, so their number of values
is limited.

Wrong::

    a: &a [x, x, x, x, x, x, x, x, x, x]
    b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]
    c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b, *b]
    # ... and so on

Right::

    units: [{id: county, name: 示例县}]
"""

from __future__ import annotations

from perfplan.checks._rule import Rule
from perfplan.diagnostics import Severity

RULE = Rule(
    code="PP108",
    name="aliases_expand",
    severity=Severity.ERROR,
    message="aliases (*name) expand to too many values",
    hint="write out what is meant, or use an alias less often",
)
