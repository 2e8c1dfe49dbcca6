"""A character that cannot be seen.

Control characters, zero-width characters and marks that change the direction of writing make a file show something
else than it says. (The character between the two letters below is U+202E.)

Wrong::

    name: a<U+202E>b

Right::

    name: ab
"""

from __future__ import annotations

from perfplan.checks._rule import Rule
from perfplan.diagnostics import Severity

RULE = Rule(
    code="PP112",
    name="control_character",
    severity=Severity.ERROR,
    message="the invisible character {character} is not allowed",
    hint="delete it; it often comes with text pasted from a web page or a document",
)
