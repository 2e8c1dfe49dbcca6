"""Brackets or lists are nested too deeply.

Plans need about ten levels. A limit keeps a damaged or hostile file from bringing the program down.

Wrong::

    note: [[[[ … more than sixty-four brackets … ]]]]

Right::

    units: [{id: county, name: 示例县}]
"""

from __future__ import annotations

from perfplan.checks._rule import Rule
from perfplan.diagnostics import Severity

RULE = Rule(
    code="PP107",
    name="nested_too_deeply",
    severity=Severity.ERROR,
    message="this is nested more than {limit} levels deep",
    hint="no key of a plan lies so deep; a bracket or an indentation is probably wrong",
)
