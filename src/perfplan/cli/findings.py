"""Showing findings: as the result of ``check``, or on stderr when another command cannot go on because of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from perfplan.cli.context import Context, UnreadablePlanError
from perfplan.diagnostics import Diagnostic, Severity
from perfplan.export._findings import findings_writer
from perfplan.tables.findings import FindingsReport, findings_report

UNREADABLE = frozenset(("PP101",))
"""Findings that say that a file could not be read at all: exit code 2 instead of 1."""


class Source(Protocol):
    """What a report needs to know of a plan that was read: its files, and the sources by the name of each."""

    @property
    def files(self) -> tuple[str, ...]:
        """The files."""

    @property
    def texts(self) -> Mapping[str, str]:
        """Their texts."""


def report_of(
    results: Iterable[Source], findings: Sequence[Diagnostic], context: Context, ignored: int = 0
) -> FindingsReport:
    """Return the report on several plans in the user's language."""
    files: dict[str, None] = {}
    texts: dict[str, str] = {}
    for result in results:
        files |= dict.fromkeys(result.files)
        texts |= result.texts
    return findings_report(files, findings, texts, context.t, ignored, context.folder.absolute().as_posix())


def exit_code(report: FindingsReport) -> int:
    """Return 0 without errors, 2 when a file could not be read, else 1."""
    if any(found.code in UNREADABLE and found.severity is Severity.ERROR for found in report.findings):
        return 2
    return 1 if report.count(Severity.ERROR) else 0


def show_unreadable(problem: UnreadablePlanError, context: Context) -> int:
    """Write the findings that keep a command from its work to stderr; return the exit code."""
    report = report_of([problem.result], problem.result.findings, context)
    context.err.write(findings_writer("full").write(report, context.t, context.err.paint))
    context.err.write(summary_line(report, context))
    return exit_code(report)


def summary_line(report: FindingsReport, context: Context) -> str:
    """Return the closing line: how many errors, warnings and notes in how many files."""
    if report.ignored:
        return context.t(
            "files checked: {files}; errors: {errors}; warnings: {warnings}; notes: {notes}; ignored: {ignored}",
            files=len(report.files),
            **_counts(report),
            ignored=report.ignored,
        )
    if not report.findings:
        clean = context.t("files checked: {files}; nothing to report", files=len(report.files))
        return context.err.paint(clean, "green")
    return context.t(
        "files checked: {files}; errors: {errors}; warnings: {warnings}; notes: {notes}",
        files=len(report.files),
        **_counts(report),
    )


def _counts(report: FindingsReport) -> dict[str, int]:
    errors, warnings, notes = (report.count(severity) for severity in Severity)
    return {"errors": errors, "warnings": warnings, "notes": notes}
