"""A key is written twice in one mapping.

One of the two values would silently win. The place is the second one.

Wrong::

    year: 2025
    year: 2026

Right::

    year: 2025
"""

from __future__ import annotations

from perfplan.checks._rule import Rule
from perfplan.diagnostics import Severity

RULE = Rule(
    code="PP106",
    name="duplicate_key",
    severity=Severity.ERROR,
    message="the key {key} is already given on line {first_line}",
    hint="keep one of the two",
)
