"""A value has the wrong shape.

Each key takes a text, a list or a mapping. Often a dash is missing, or one too many.

Wrong::

    profiles: {id: quarters, cumulative: {3: 22, 6: 46, 9: 70, 12: 100}}

Right::

    profiles:
      - {id: quarters, cumulative: {3: 22, 6: 46, 9: 70, 12: 100}}
"""

from __future__ import annotations

from perfplan.checks._rule import Rule
from perfplan.diagnostics import Severity

RULE = Rule(
    code="PP201",
    name="wrong_shape",
    severity=Severity.ERROR,
    message="{expected} is expected here, not {found}",
    hint="a list is lines that start with a dash, a mapping is lines of key: value; both may be written in brackets",
)
