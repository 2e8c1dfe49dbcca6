"""Keep what people are given now, so that later changes show."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from msgspec.structs import replace

from perfplan.cli._command import Command
from perfplan.cli.context import Context, UnreadablePlanError, plan_of, read_date
from perfplan.cli.options import PlanOption
from perfplan.errors import UsageError

if TYPE_CHECKING:
    from perfplan.issued.record import Issue
    from perfplan.issued.store import Issues
    from perfplan.model.plan import Plan

On = Annotated[str | None, typer.Option("--on", metavar="YYYY-MM-DD", help="The day of issue; today by default.")]
Note = Annotated[
    str, typer.Option("--note", metavar="TEXT", show_default=False, help="By what decision, in which document.")
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Print the file instead of writing it.")]


def issue(
    context: Context,
    plan: PlanOption = None,
    on: On = None,
    note: Note = "",
    dry_run: DryRun = False,
) -> None:
    """Write what the plan gives its units and people into one file of the plan: issued/DATE.tsv.

    The file has a line for every target at every unit, with who answers and what is to be reached by each month's end,
    the latest dates of projects' stages, and campaigns' dates. It is made for review in git and never changed: issuing
    again adds a file, and the last one counts. From then on check says where the plan departs from it without a dated
    revision, and diff --issued what that means for whom.

        perfplan issue --plan plans/county-2025 --on 2025-02-10 --note "县委办发〔2025〕3号"
    """
    from perfplan.issued.coding import encode
    from perfplan.issued.store import add_issue, new_file, read_issues

    place = context.plan_path(plan)
    loaded = _sound(context, place)
    day = read_date(on) if on else context.today(None, loaded.time_zone)
    found = _issue(loaded, read_issues(place), _one_line(note), day)
    t = context.in_language_of(loaded)
    if dry_run:
        context.out.write(encode(found))
        context.err.write(t("nothing was written; it would be {file}", file=new_file(place, day).as_posix()))
        return
    path = add_issue(place, found)
    given = found.given
    context.out.write(
        t(
            "issued on {date}; targets: {targets}, shares: {shares}, projects: {projects}, campaigns: {campaigns}",
            date=day.isoformat(),
            targets=len(given.targets),
            shares=sum(len(target.shares) for target in given.targets.values()),
            projects=len(given.projects),
            campaigns=len(given.campaigns),
        )
    )
    context.out.write(t("written: {file}", file=path.as_posix()))


def _one_line(note: str) -> str:
    """Return the note on one line, without the tabs that part cells."""
    return " ".join(note.split())


def _sound(context: Context, place: Path) -> Plan:
    """Return the plan if it can be issued.

    Raises:
        UnreadablePlanError: it has errors; what is wrong with the ledger or with earlier issues is no hindrance.
    """
    from perfplan.checks._rule import rule
    from perfplan.diagnostics import Severity
    from perfplan.lint.inspection import inspect

    result = context.read(place)
    loaded = plan_of(result)
    about_plan = [finding for finding in inspect(place).findings if not finding.code.startswith("PP8")]
    errors = [found for found in about_plan if (found.severity or rule(found.code).severity) is Severity.ERROR]
    if errors:
        raise UnreadablePlanError(replace(result, findings=errors))
    return loaded


def _issue(plan: Plan, issues: Issues, note: str, day: date) -> Issue:
    from perfplan.issued.record import Issue
    from perfplan.issued.taking import given

    found, last = Issue(plan.id, " ".join(plan.name.split()), day, note, given(plan)), issues.last
    if last is not None and last.given == found.given:
        raise UsageError(
            "nothing has changed since the issue of {date}: {file}", date=last.on.isoformat(), file=last.file
        )
    if last is not None and day < last.on:
        raise UsageError("the last issue is of {date}; a new one cannot be older", date=last.on.isoformat())
    return found


COMMAND = Command(name="issue", run=issue)
