"""A value has the wrong shape.

Each key takes a text, a list or a mapping. Often a dash is missing, or one too many.

Wrong::

    units: {id: county, name: 示例县}

Right::

    units:
      - {id: county, name: 示例县}
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
