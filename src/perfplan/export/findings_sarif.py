"""SARIF 2.1.0, for code scanning: results with their rules' manual pages, places in characters, fingerprints."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote

from perfplan import __version__
from perfplan.diagnostics import Severity
from perfplan.export._findings import FindingsWriter, Paint
from perfplan.model.sentence import Translate
from perfplan.tables.findings import Finding, FindingsReport
from perfplan.tables.fingerprints import fingerprints
from perfplan.tables.rules import RulePage, rule_page

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
BASE = "%SRCROOT%"
FINGERPRINT = "perfplan/v1"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def write(report: FindingsReport, translate: Translate, paint: Paint) -> str:  # noqa: ARG001 - the contract of formats
    """Return the log: one run, with the rules that found something and the files that were looked at."""
    codes = sorted({found.code for found in report.findings})
    driver = {
        "name": "perfplan",
        "version": __version__,
        "language": translate("en-US"),
        "rules": [_rule(rule_page(code, translate), translate) for code in codes],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "artifacts": [{"location": _artifact(file, report), "sourceLanguage": "yaml"} for file in report.files],
        "results": _results(report, codes),
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def _rule(page: RulePage, translate: Translate) -> dict[str, Any]:
    wrong, right = translate("Wrong:"), translate("Right:")
    text = f"{page.text}\n\n{wrong}\n\n{page.wrong}\n{right}\n\n{page.right}"
    markdown = f"{page.text}\n\n{wrong}\n\n```yaml\n{page.wrong}```\n\n{right}\n\n```yaml\n{page.right}```\n"
    return {
        "id": page.code,
        "name": "".join(word.capitalize() for word in page.name.split("_")),
        "shortDescription": {"text": page.summary},
        "fullDescription": {"text": page.text or page.summary},
        "help": {"text": text, "markdown": markdown},
        "defaultConfiguration": {"level": _LEVELS[page.severity]},
    }


def _results(report: FindingsReport, codes: Sequence[str]) -> list[dict[str, Any]]:
    return [
        {
            "ruleId": found.code,
            "ruleIndex": codes.index(found.code),
            "level": _LEVELS[found.severity],
            "message": {"text": f"{found.message}\n{found.hint}" if found.hint else found.message},
            "locations": [{"physicalLocation": _place(found, report)}],
            "partialFingerprints": {FINGERPRINT: mark},
        }
        for found, mark in zip(report.findings, fingerprints(report), strict=True)
    ]


def _place(found: Finding, report: FindingsReport) -> dict[str, Any]:
    spot = found.location
    place: dict[str, Any] = {
        "artifactLocation": _artifact(spot.file, report),
        "region": {
            "startLine": spot.line,
            "startColumn": spot.column,
            "endLine": spot.end_line,
            "endColumn": spot.end_column,
        },
    }
    if found.source and spot.line == spot.end_line:
        place["contextRegion"] = {"startLine": spot.line, "snippet": {"text": found.source}}
    return place


def _artifact(file: str, report: FindingsReport) -> dict[str, str]:
    """Return a file's URI: relative to the top of the sources, or whole for what lies elsewhere."""
    path = PurePosixPath(report.path_of(file))
    uri = quote(str(path), errors="surrogateescape")
    return {"uri": f"file://{uri}"} if path.is_absolute() else {"uri": uri, "uriBaseId": BASE}


WRITER = FindingsWriter("sarif", write)
