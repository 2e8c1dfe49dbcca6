"""The text is not YAML.

The mistake is at this place or shortly before. What cannot be read is passed over, as little as possible, and the rest
of the file is checked all the same; nothing in it is called missing or unknown that the part passed over may hold.

Wrong::

    profiles: [{id: quarters, cumulative: {3: 22, 6: 46, 9: 70, 12: 100}}
    note: 试行

Right::

    profiles: [{id: quarters, cumulative: {3: 22, 6: 46, 9: 70, 12: 100}}]
    note: 试行
"""

from __future__ import annotations

from perfplan.checks._rule import Rule
from perfplan.diagnostics import Severity

RULE = Rule(
    code="PP103",
    name="syntax",
    severity=Severity.ERROR,
    message="this is not YAML: {problem}",
    hint="look at this line and the one above it: indentation, quotation marks, brackets, a space after each colon",
)
