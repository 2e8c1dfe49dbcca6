"""A condition that cannot be read.

A condition compares: `<`, `<=`, `>`, `>=` or `=` and a number, several with commas between them; `<=` and `>=` include
the number. Shares carry a percent sign. What is so or not so is written `yes` or `no`. In YAML a condition stands in
quotation marks, because `>` at the beginning means something else there.

Wrong::

    lamps: {targets: [{name: 红, colour: red, when: {points_behind: "30"}}]}

Right::

    lamps: {targets: [{name: 红, colour: red, when: {points_behind: "> 30"}}]}
"""

from __future__ import annotations

from perfplan.checks._rule import Rule
from perfplan.diagnostics import Severity

RULE = Rule(
    code="PP450",
    name="not_a_condition",
    severity=Severity.ERROR,
    message="not a condition: {value}",
    hint="write a comparison, such as > 30 or >= 10, <= 30; or yes, or no",
)
