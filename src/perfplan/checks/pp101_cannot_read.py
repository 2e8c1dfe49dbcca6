"""A file cannot be read.

The file does not exist, is a folder, a pipe or a device, may not be read, or lies behind symbolic links that go round
in a circle. Nothing in it was checked.

Wrong::

    perfplan check plans/county-2052

Right::

    perfplan check plans/county-2025
"""

from __future__ import annotations

from perfplan.checks._rule import Rule
from perfplan.diagnostics import Severity

RULE = Rule(
    code="PP101",
    name="cannot_read",
    severity=Severity.ERROR,
    message="this file cannot be read: {reason}",
    hint="check the name, whether it is a file, and who may read it",
)
