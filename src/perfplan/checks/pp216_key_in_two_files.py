"""A key of the plan is given in two files.

Lists (units, targets …) may be spread over any number of files and are put together. The plan's own keys (name, year,
calendar …) are said once.

Wrong::

    # plan.yaml
    year: 2025
    # calendar.yaml
    year: 2026

Right::

    # plan.yaml
    year: 2025
    # calendar.yaml
    calendar: CN
"""

from __future__ import annotations

from perfplan.checks._rule import Rule
from perfplan.diagnostics import Severity

RULE = Rule(
    code="PP216",
    name="key_in_two_files",
    severity=Severity.ERROR,
    message="the key {key} is already given in {first}",
    hint="keep it in one of the files",
)
