"""A line is indented with a tab.

YAML forbids tabs in indentation, because nobody can see how wide they are. (⇥ stands for a tab below.)

Wrong::

    units:
    ⇥- {id: county, name: 示例县}

Right::

    units:
      - {id: county, name: 示例县}
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
