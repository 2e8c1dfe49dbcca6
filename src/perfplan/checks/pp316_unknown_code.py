"""A code that no finding has.

`check:` in a plan and comments that ignore findings name them by code, or by the beginning of codes: PP5 stands for all
about dates. `docs/findings.md` lists them.

Wrong::

    check: {ignore: [PP570]}

Right::

    check: {ignore: [PP507]}
"""

from __future__ import annotations

from perfplan.checks._rule import Rule
from perfplan.diagnostics import Severity

RULE = Rule(
    code="PP316",
    name="unknown_code",
    severity=Severity.WARNING,
    message="there is no finding {name}",
    hint="did you mean {nearest}?",
)
