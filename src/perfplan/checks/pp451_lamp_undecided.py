"""A lamp that nothing decides, or two things do.

A lamp shows the first of its `rules` that holds, or the worst of other lamps (`worst_of`): one of the two.

Wrong::

    lamps: {lights: [{id: start, name: 开工}]}

Right::

    lamps: {lights: [{id: start, name: 开工, rules: [{name: 绿, when: {done: "yes"}}, {name: 红}]}]}
"""

from __future__ import annotations

from perfplan.checks._rule import Rule
from perfplan.diagnostics import Severity

RULE = Rule(
    code="PP451",
    name="lamp_undecided",
    severity=Severity.ERROR,
    message="a lamp has either rules or worst_of",
    hint="write rules, or worst_of, but not both",
)
