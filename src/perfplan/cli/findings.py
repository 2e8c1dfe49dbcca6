"""Showing findings: as the result of ``check``, or on stderr when another command cannot go on because of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from perfplan.cli.context import Context, UnreadablePlanError
from perfplan.diagnostics import Diagnostic, Severity
from perfplan.export._findings import findings_writer
from perfplan.load import LoadResult
from perfplan.tables.findings import FindingsReport, findings_report

UNREADABLE = frozenset(("PP101",))
"""Findings that say that a file could not be read at all: exit code 2 instead of 1."""


def report_of(results: Iterable[LoadResult], findings: Sequence[Diagnostic], context: Context) -> FindingsReport:
    """Return the report on several plans in the user's language."""
    files: dict[str, None] = {}
    texts: dict[str, str] = {}
    for result in results:
        files |= dict.fromkeys(result.files)
        texts |= result.texts
    return findings_report(files, findings, texts, context.t)


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
    if not report.findings:
        clean = context.t("files checked: {files}; nothing to report", files=len(report.files))
        return context.err.paint(clean, "green")
    errors, warnings, notes = (report.count(severity) for severity in Severity)
    return context.t(
        "files checked: {files}; errors: {errors}; warnings: {warnings}; notes: {notes}",
        files=len(report.files),
        errors=errors,
        warnings=warnings,
        notes=notes,
    )
