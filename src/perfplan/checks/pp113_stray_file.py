"""A YAML file lies in the plan's folder where no plan looks.

A plan reads the YAML files of its own folder and everything in `targets`, `projects`, `campaigns` and `schemes`. What
stands in a file anywhere else counts for nothing, and nobody would notice.

Wrong::

    target/economy.yaml

Right::

    targets/economy.yaml
"""

from __future__ import annotations

from perfplan.checks._rule import Rule
from perfplan.diagnostics import Severity

RULE = Rule(
    code="PP113",
    name="stray_file",
    severity=Severity.WARNING,
    message="nobody reads {file}",
    hint="did you mean the folder {nearest}?",
)
