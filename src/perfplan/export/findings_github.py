"""Workflow commands of GitHub Actions: findings appear as annotations beside the changed lines.

``::error file=…,line=…,col=…,endLine=…,endColumn=…,title=PP203::message``, with the characters escaped that the syntax
uses itself.
"""

from __future__ import annotations

from perfplan.diagnostics import Severity
from perfplan.export._findings import FindingsWriter, Paint
from perfplan.model.sentence import Translate
from perfplan.tables.findings import Finding, FindingsReport

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
_IN_TEXT = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_IN_VALUE = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"})


def write(report: FindingsReport, translate: Translate, paint: Paint) -> str:  # noqa: ARG001 - the contract of formats
    """Return one command a finding."""
    return "".join(f"{_command(found)}\n" for found in report.findings)


def _command(found: Finding) -> str:
    place = found.location
    values: dict[str, str | int] = {"file": place.file, "line": place.line, "col": place.column}
    values["endLine"] = place.end_line
    if place.end_line == place.line and place.end_column > place.column:
        values["endColumn"] = place.end_column - 1  # inclusive there
    values["title"] = found.code
    listed = ",".join(f"{key}={str(value).translate(_IN_VALUE)}" for key, value in values.items())
    text = f"{found.message}\n{found.hint}" if found.hint else found.message
    return f"::{_LEVELS[found.severity]} {listed}::{text.translate(_IN_TEXT)}"


WRITER = FindingsWriter("github", write)
