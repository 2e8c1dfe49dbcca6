"""A light that shows the worst of others, where one with rules of its own is meant.

What shows the worst of other lights looks at nothing itself: it has no role, and it is not compared in its turn.

Wrong::

    lamps: {preset: yinchuan-projects, lights: [
      {id: works, name: 工程, worst_of: [start, progress]},
      {id: whole, name: 总灯, worst_of: [works, funds]}]}
    language: zh

Right::

    lamps: {preset: yinchuan-projects, lights: [
      {id: works, name: 工程, worst_of: [start, progress]},
      {id: whole, name: 总灯, worst_of: [start, progress, funds]}]}
    language: zh
"""

from __future__ import annotations

from perfplan.checks._rule import Rule
from perfplan.diagnostics import Severity

RULE = Rule(
    code="PP454",
    name="light_of_lights",
    severity=Severity.ERROR,
    message="{name} has no rules of its own: it shows the worst of other lights",
    hint="name the lights that it is made of",
)
