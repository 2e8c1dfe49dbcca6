"""A calendar that does not exist.

A calendar is a country that ships with the program (CN), one declared under `calendars`, or none with a week of its
own. Other countries: `perfplan calendar import`.

Wrong::

    calendar: CNN

Right::

    calendar: CN
"""

from __future__ import annotations

from perfplan.checks._rule import Rule
from perfplan.diagnostics import Severity

RULE = Rule(
    code="PP311",
    name="unknown_calendar",
    severity=Severity.ERROR,
    message="no calendar is called {name}",
    hint="did you mean {nearest}?",
)
