"""One line a finding, as editors and grep read it: ``file:line:col: PP203 message``."""

from __future__ import annotations

from perfplan.export._findings import FindingsWriter, Paint
from perfplan.model.sentence import Translate
from perfplan.tables.findings import FindingsReport
from perfplan.text import visible


def write(report: FindingsReport, translate: Translate, paint: Paint) -> str:  # noqa: ARG001 - the contract of formats
    """Return the lines, or nothing for a clean plan."""
    return "".join(f"{visible(str(found.location))}: {found.code} {found.message}\n" for found in report.findings)


WRITER = FindingsWriter("concise", write)
