"""A time zone that does not exist.

The time zone decides when today begins. Names are those of the IANA database.

Wrong::

    time_zone: Asia/Beijing

Right::

    time_zone: Asia/Shanghai
"""

from __future__ import annotations

from perfplan.checks._rule import Rule
from perfplan.diagnostics import Severity

RULE = Rule(
    code="PP314",
    name="unknown_time_zone",
    severity=Severity.ERROR,
    message="no time zone is called {name}",
    hint="did you mean {nearest}?",
)
