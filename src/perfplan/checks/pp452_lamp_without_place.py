"""A lamp that cannot be compared with others.

Where the worst of several lamps is shown, each of their states must have a place in `order`, by its colour or its name,
the worst first. Without `order` black is worst, then red, orange, yellow, blue, grey and green.

Wrong::

    lamps: {targets: {worst_of: [{id: pace, name: 序时, rules: [{name: 紫, colour: purple, when: {misses: "> 1"}}]}]}}

Right::

    lamps:
      order: [purple, red, yellow, green]
      targets: {worst_of: [{id: pace, name: 序时, rules: [{name: 紫, colour: purple, when: {misses: "> 1"}}]}]}
    language: zh
"""

from __future__ import annotations

from perfplan.checks._rule import Rule
from perfplan.diagnostics import Severity

RULE = Rule(
    code="PP452",
    name="lamp_without_place",
    severity=Severity.ERROR,
    message="{name} has no place in the order of lamps: {order}",
    hint="add it to order under lamps, the worst first",
)
