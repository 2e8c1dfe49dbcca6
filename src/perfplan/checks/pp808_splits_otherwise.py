"""The same plan now splits otherwise than it was issued.

The target says what it said when it was issued, and yet a number comes out differently: another release of perfplan
rounds another cell up, or a calendar that the split rests on has changed. What people were given still
counts for them.

Wrong::

    issued: jobs/2025-03 = 421, on 2025-02-10, by an older perfplan

Right::

    issued: jobs/2025-03 = 422, on 2025-04-01
"""

from __future__ import annotations

from perfplan.checks._rule import Rule
from perfplan.diagnostics import Severity

RULE = Rule(
    code="PP808",
    name="splits_otherwise",
    severity=Severity.INFO,
    message="{cell} comes out as {new} now, but {old} was issued on {date}, and the plan has not changed",
    hint="issue the plan again if the new numbers shall count: perfplan issue",
)
