"""What perfplan says about a plan: one finding, one place.

Stages return findings as values and never print them. A finding names a rule by its code; the rule's file in
:mod:`perfplan.checks` owns severity, words and hint, so that a loader on the hot path imports no text.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from msgspec import Struct, field


class Severity(StrEnum):
    """How much a finding matters. Only errors stop ``split``; ``check`` exits 1 on errors."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Location(Struct, frozen=True, order=True):
    """A span of source text: 1-based lines and columns counted in characters, end exclusive."""

    file: str
    line: int = 1
    column: int = 1
    end_line: int = 1
    end_column: int = 1

    def __str__(self) -> str:
        """Return ``file:line:column``, the form that editors and terminals make clickable."""
        return f"{self.file}:{self.line}:{self.column}"


class Diagnostic(Struct, frozen=True):
    """One finding: the rule's code, where it is, and the values its message is filled with.

    ``args`` feed the rule's message and hint; values are text or numbers, never objects. ``severity`` is set where
    the plan asks for another than the rule's own.
    """

    code: str
    location: Location
    args: Mapping[str, str | int] = field(default_factory=dict)
    severity: Severity | None = None

    @property
    def sort_key(self) -> tuple[Location, str, str]:
        """Order of report: by file and place, then code, then words; total, so output never wavers."""
        return (self.location, self.code, repr(sorted(self.args.items())))


def ordered(findings: list[Diagnostic]) -> list[Diagnostic]:
    """Return the findings in report order, each distinct one once."""
    unique = {finding.sort_key: finding for finding in findings}
    return [unique[key] for key in sorted(unique)]
