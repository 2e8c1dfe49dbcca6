"""A file holds a second document.

What follows a line of three dashes is a separate document, which would be overlooked.

Wrong::

    year: 2025
    ---
    issued: 2025-02-10

Right::

    ---
    year: 2025
    issued: 2025-02-10
"""

from __future__ import annotations

from perfplan.checks._rule import Rule
from perfplan.diagnostics import Severity

RULE = Rule(
    code="PP110",
    name="second_document",
    severity=Severity.ERROR,
    message="a second YAML document starts here",
    hint="a plan file is one document: remove the line ---, or move what follows into a file of its own",
)
