"""A tag or a key that is not text.

A tag (!name) tells a YAML program which type to make, which plans never need; a key must be text.

Wrong::

    year: !!int 2025

Right::

    year: 2025
"""

from __future__ import annotations

from perfplan.checks._rule import Rule
from perfplan.diagnostics import Severity

RULE = Rule(
    code="PP111",
    name="tag",
    severity=Severity.ERROR,
    message="plans do not use tags or keys such as {tag}",
    hint="remove it; values are read as their key demands, and keys are plain text",
)
