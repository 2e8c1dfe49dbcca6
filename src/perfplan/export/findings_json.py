"""Findings for programs: ``{files, findings: [{code, severity, file, line, …}]}``. A contract.

Lines and columns count from 1, columns in characters; ``end_column`` is exclusive. ASCII only, so that any terminal and
any pipe carries it.
"""

from __future__ import annotations

import json

from perfplan.export._findings import FindingsWriter, Paint
from perfplan.model.sentence import Translate
from perfplan.tables.findings import Finding, FindingsReport


def write(report: FindingsReport, translate: Translate, paint: Paint) -> str:  # noqa: ARG001 - the contract of formats
    """Return the document."""
    document = {"files": list(report.files), "findings": [_item(found) for found in report.findings]}
    return json.dumps(document, indent=2) + "\n"


def _item(found: Finding) -> dict[str, str | int]:
    place = found.location
    return {
        "code": found.code,
        "severity": found.severity.value,
        "file": place.file,
        "line": place.line,
        "column": place.column,
        "end_line": place.end_line,
        "end_column": place.end_column,
        "message": found.message,
        "hint": found.hint,
    }


WRITER = FindingsWriter("json", write)
