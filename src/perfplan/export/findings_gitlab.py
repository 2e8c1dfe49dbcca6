"""GitLab's Code Quality report: findings appear in merge requests, and only the new ones count.

A JSON list of ``{description, check_name, fingerprint, severity, location}``. Paths are relative to the folder that
perfplan runs in, which is the repository's top in a job.
"""

from __future__ import annotations

import json
from typing import Any

from perfplan.diagnostics import Severity
from perfplan.export._findings import FindingsWriter, Paint
from perfplan.model.sentence import Translate
from perfplan.tables.findings import Finding, FindingsReport
from perfplan.tables.fingerprints import fingerprints

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def write(report: FindingsReport, translate: Translate, paint: Paint) -> str:  # noqa: ARG001 - the contract of formats
    """Return the list."""
    marks = fingerprints(report)
    items = [_item(found, mark, report) for found, mark in zip(report.findings, marks, strict=True)]
    return json.dumps(items, indent=2) + "\n"


def _item(found: Finding, mark: str, report: FindingsReport) -> dict[str, Any]:
    place = found.location
    return {
        "type": "issue",
        "check_name": found.code,
        "description": found.message,
        **({"content": {"body": found.hint}} if found.hint else {}),
        "categories": ["Bug Risk"],
        "severity": _SEVERITIES[found.severity],
        "fingerprint": mark,
        "location": {"path": report.path_of(place.file), "lines": {"begin": place.line, "end": place.end_line}},
    }


WRITER = FindingsWriter("gitlab", write)
