"""A light that does not exist.

`worst_of` and `roles` name lights of projects by their ids: those of the plan, and those of its rule set.

Wrong::

    lamps: {preset: yinchuan-projects, lights: [{id: whole, name: 总灯, worst_of: [start, progres]}]}

Right::

    lamps: {preset: yinchuan-projects, lights: [{id: whole, name: 总灯, worst_of: [start, progress]}]}
"""

from __future__ import annotations

from perfplan.checks._rule import Rule
from perfplan.diagnostics import Severity

RULE = Rule(
    code="PP453",
    name="unknown_light",
    severity=Severity.ERROR,
    message="no light is called {name}",
    hint="did you mean {nearest}?",
)
