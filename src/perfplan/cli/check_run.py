"""One round of ``check``: check the plans, choose what is reported, show it, and decide the exit code."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path

from msgspec import Struct

from perfplan.cli.checking import Checked, check_plan, check_plans
from perfplan.cli.context import Context
from perfplan.cli.findings import exit_code, report_of, summary_line
from perfplan.cli.outputs import Output, write_outputs
from perfplan.diagnostics import Diagnostic, ordered
from perfplan.export._findings import findings_writer
from perfplan.lint.choice import Choice


class CheckRun(Struct, frozen=True):
    """What is wanted of a check.

    Attributes:
        places: the plans.
        format: what stdout gets.
        outputs: what files get.
        changed: report only what the changes since this git revision answer for; None for everything.
        jobs: how many processes; 0 for one a processor.
        today: for the rules about the present.
        asked: the codes that the command line chooses.
    """

    places: Sequence[Path]
    format: str
    outputs: Sequence[Output]
    changed: str | None
    jobs: int
    today: date | None = None
    asked: Choice | None = None


def run_check(wanted: CheckRun, context: Context) -> int:
    """Check once and return the exit code.

    Raises:
        UsageError: what has changed cannot be known.
    """
    results = check_plans(wanted.places, wanted.jobs, wanted.today, wanted.asked, context.memory())
    everything = [finding for result in results for finding in result.findings]
    findings = everything if wanted.changed is None else _caused(wanted, results, wanted.changed, context)
    report = report_of(results, ordered(findings), context, sum(result.ignored for result in results))
    write_outputs(wanted.outputs, report, context.t)
    context.out.write(findings_writer(wanted.format).write(report, context.t, context.out.paint))
    if older := len(everything) - len(findings):
        context.err.write(context.t("older findings in files that have not changed, not shown: {older}", older=older))
    context.err.write(summary_line(report, context))
    return exit_code(report)


def _caused(wanted: CheckRun, results: Sequence[Checked], revision: str, context: Context) -> list[Diagnostic]:
    from perfplan.cli.caused import caused
    from perfplan.cli.changed import Repositories

    check = partial(check_plan, today=wanted.today, asked=wanted.asked)
    plans = list(zip(wanted.places, results, strict=True))
    return [finding for found in caused(plans, revision, Repositories(context.environ), check) for finding in found]
