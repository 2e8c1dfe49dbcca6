"""Findings as facts to show: words filled in, the source line beside them."""

from __future__ import annotations

import os.path
import re
from collections.abc import Iterable, Mapping

from msgspec import Struct

from perfplan.checks._rule import Rule, rule
from perfplan.diagnostics import Diagnostic, Location, Severity
from perfplan.model.project import read_duration
from perfplan.model.sentence import Translate
from perfplan.schedule.why import count_of
from perfplan.text import lines_of, visible

_WORDS = frozenset(("problem", "reason", "expected", "bound", "what", "coverage", "encoding"))
_LATE = "late"
"""The arg that is a number of days, 12wd or 12cd, and is shown in words."""
_NAMES = re.compile(r"\{(\w+)\}")


class Finding(Struct, frozen=True):
    """One finding in the reader's language; ``source`` is the line it points at, or '' where there is none."""

    code: str
    severity: Severity
    location: Location
    message: str
    hint: str
    source: str


class FindingsReport(Struct, frozen=True):
    """What was checked and what was found, in report order.

    ``ignored`` counts what was found and left out. ``folder`` is the absolute folder that relative names count from, ''
    where none matters.
    """

    files: tuple[str, ...]
    findings: tuple[Finding, ...]
    ignored: int = 0
    folder: str = ""

    def path_of(self, file: str) -> str:
        """Return a file's name for machines elsewhere: relative to ``folder`` if it lies in it, else absolute."""
        place = os.path.normpath(os.path.join(self.folder, file))  # noqa: PTH118 - pure text, no disk
        return place.removeprefix(self.folder.rstrip("/") + "/") if self.folder else place

    def count(self, severity: Severity) -> int:
        """Return how many findings have this severity."""
        return sum(finding.severity is severity for finding in self.findings)


def findings_report(
    files: Iterable[str],
    findings: Iterable[Diagnostic],
    texts: Mapping[str, str],
    translate: Translate,
    ignored: int = 0,
    folder: str = "",
) -> FindingsReport:
    """Put findings into words; ``texts`` holds the source of each file by the name that locations use."""
    lines = {name: lines_of(text) for name, text in texts.items()}
    return FindingsReport(tuple(files), tuple(_finding(found, lines, translate) for found in findings), ignored, folder)


def _finding(found: Diagnostic, lines: Mapping[str, list[str]], translate: Translate) -> Finding:
    said = rule(found.code)
    source = lines.get(found.location.file, [])
    line = source[found.location.line - 1] if 0 < found.location.line <= len(source) else ""
    args = {name: _word(name, value, translate) for name, value in found.args.items()}
    message = visible(translate(said.message, **args))
    return Finding(
        found.code,
        found.severity or said.severity,
        found.location,
        message,
        visible(_hint(said, args, translate)),
        line,
    )


def _word(name: str, value: str | int, translate: Translate) -> str | int:
    """Return an arg in the reader's language where it is perfplan's own words; what people wrote stays as it is."""
    if name == _LATE and (late := read_duration(str(value))):
        return count_of(late.days, "wd" if late.working else "cd").told(translate)
    return translate(value) if name in _WORDS and isinstance(value, str) else value


def _hint(said: Rule, args: Mapping[str, str | int], translate: Translate) -> str:
    """Return the hint, or nothing where it speaks of a value that there is not ("did you mean …?" without one)."""
    if any(args.get(name, "") == "" for name in _NAMES.findall(said.hint)):
        return ""
    return translate(said.hint, **args)
