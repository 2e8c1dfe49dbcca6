"""A line is indented with a tab.

YAML forbids tabs in indentation, because nobody can see how wide they are. (⇥ stands for a tab below.)

Wrong::

    profiles:
    ⇥- {id: quarters, cumulative: {3: 22, 6: 46, 9: 70, 12: 100}}

Right::

    profiles:
      - {id: quarters, cumulative: {3: 22, 6: 46, 9: 70, 12: 100}}
"""

from __future__ import annotations

from perfplan.checks._rule import Rule
from perfplan.diagnostics import Severity

RULE = Rule(
    code="PP104",
    name="tab_indentation",
    severity=Severity.ERROR,
    message="a tab is used for indentation",
    hint="use spaces; two a level are usual",
)
