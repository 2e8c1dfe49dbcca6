"""A scheme has the same target in two items.

Its points would count twice. Where a scheme really judges one indicator by level and by growth, the plan has a target
for each.

Wrong::

    schemes:
      - {id: city, name: 市考核, items: [{target: jobs, weight: 60}, {target: jobs, weight: 40}]}

Right::

    schemes:
      - {id: city, name: 市考核, items: [{target: jobs, weight: 100}]}
"""

from __future__ import annotations

from perfplan.checks._rule import Rule
from perfplan.diagnostics import Severity

RULE = Rule(
    code="PP319",
    name="scheme_item_twice",
    severity=Severity.WARNING,
    message="the scheme judges {target} twice",
    hint="add the weights up in one item, or judge another target; the first stands in {first}",
)
