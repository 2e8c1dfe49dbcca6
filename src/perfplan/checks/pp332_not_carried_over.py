"""Something of an imported file is not carried over.

A plan has no way to say it, or says it elsewhere: an inactive task, a link into another file, a calendar's exception
that recurs by a rule, progress. Everything else is in the section.

Wrong::

    <Task><UID>7</UID><Name>Old idea</Name><Active>0</Active></Task>

Right::

    <Task><UID>7</UID><Name>Tender</Name><Active>1</Active></Task>
"""

from __future__ import annotations

from perfplan.checks._rule import Rule
from perfplan.diagnostics import Severity

RULE = Rule(
    code="PP332",
    name="not_carried_over",
    severity=Severity.WARNING,
    message="{what} is not carried over: {name}",
    hint="add it to the plan by hand where it matters",
)
