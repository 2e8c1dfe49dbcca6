"""Check plans and ledgers: exact places, all problems at once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from perfplan.cli._command import Command
from perfplan.cli.context import Context
from perfplan.cli.options import choose

Paths = Annotated[
    list[str] | None, typer.Argument(metavar="[PATH]...", help="Plans: folders with plan.yaml, or YAML files.")
]
Format = Annotated[str, typer.Option("--format", metavar="FORMAT", help="full, concise, json or github.")]


def check(context: Context, paths: Paths = None, format_: Format = "full") -> int:
    """Check plans without writing anything.

    Every finding names its place, what is wrong and what to do; perfplan explain CODE tells more. Without a path, the
    plan of the current folder is checked. Exit code: 0 without errors, 1 with errors, 2 when a file cannot be read.

        perfplan check plans/county-2025
        perfplan check --format github plans/*
    """
    from perfplan.checks.runner import run_checks
    from perfplan.cli.findings import exit_code, report_of, summary_line
    from perfplan.diagnostics import ordered
    from perfplan.export._findings import findings_formats, findings_writer
    from perfplan.load import load_plan

    writer = findings_writer(choose(format_, findings_formats(), "--format"))
    places = [Path(path) for path in paths or ()] or [context.plan_path()]
    results = [load_plan(place) for place in places]
    findings = [finding for result in results for finding in result.findings]
    for result in results:
        plan = result.plan or result.partial  # what is sound is checked, so that one run reports everything
        findings += run_checks(plan, result.unsure) if plan is not None else []
    report = report_of(results, ordered(findings), context)
    context.out.write(writer.write(report, context.t, context.out.paint))
    context.err.write(summary_line(report, context))
    return exit_code(report)


COMMAND = Command(name="check", run=check)
