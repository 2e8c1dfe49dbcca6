"""Show what changed between two versions of a plan, or since it was issued."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from perfplan.cli._command import Command
from perfplan.cli.context import Context, plan_of, read_date
from perfplan.cli.options import PlanOption, choose, choose_all
from perfplan.errors import UsageError

if TYPE_CHECKING:
    from perfplan.issued.record import Issue
    from perfplan.model.plan import Plan
    from perfplan.tables.diff import PlanDiff

LAST = "last"
Version = Annotated[str | None, typer.Argument(help="A plan, or REVISION:PATH of a git repository.")]
Levels = Annotated[
    str, typer.Option("--level", metavar="LEVELS", help="Which shares to compare: quarter,month,day or some of them.")
]
Format = Annotated[str, typer.Option("--format", metavar="FORMAT", help="text or json.")]
Issued = Annotated[
    str | None,
    typer.Option("--issued", metavar="[DATE]", help="Compare one plan with what was issued, last or on this day."),
]


def diff(
    context: Context,
    old: Version = None,
    new: Version = None,
    plan: PlanOption = None,
    issued: Issued = None,
    level: Levels = "quarter,month",
    format_: Format = "text",
) -> int:
    """Compare two versions of a plan: targets, then the tasks and project dates that follow from them.

    Each side is a plan's path, or REVISION:PATH in git. A line begins with + for what is new, - for what is gone and
    ~ for what differs. With --issued, one plan is compared with what was issued: whose amounts and dates are others
    now, revisions included.

        perfplan diff HEAD~1:plans/county-2025 plans/county-2025
        perfplan diff --issued --plan plans/county-2025
    """
    from perfplan.cli.diff_lines import diff_data, diff_lines

    levels = choose_all(level, ("quarter", "month", "day"), "--level")
    choose(format_, ("text", "json"), "--format")
    if issued is None:
        loaded, found = _versions(context, old, new, plan, levels)
    else:
        loaded, found = _since_issue(context, [each for each in (old, new, plan) if each], issued, levels)
    if format_ == "json":
        context.out.write_json(diff_data(found))
    else:
        context.out.write("\n".join(diff_lines(found, context.in_language_of(loaded), context.out.width)))
    return 0


def _versions(
    context: Context, old: str | None, new: str | None, plan: str | None, levels: Sequence[str]
) -> tuple[Plan, PlanDiff]:
    from perfplan.cli.versions import version
    from perfplan.model.period import Level
    from perfplan.tables.diff import plan_diff

    if old is None or (new is None and plan is None) or (new and plan):
        raise UsageError("name two versions of a plan, OLD and NEW, or compare one with its issue: --issued")
    with version(old) as before, version(new or plan or "") as after:
        plans = plan_of(context.read(before)), plan_of(context.read(after))
    return plans[1], plan_diff(*plans, [Level(name) for name in levels])


def _since_issue(context: Context, named: Sequence[str], issued: str, levels: Sequence[str]) -> tuple[Plan, PlanDiff]:
    from perfplan.cli.versions import version
    from perfplan.issued.taking import given
    from perfplan.tables.issued import issued_diff

    if len(named) > 1:
        raise UsageError("--issued compares one plan with its issue; name one plan")
    if "day" in levels:
        raise UsageError("an issue keeps quarters and months, no days: --level {levels}", levels="quarter,month")
    with version(named[0] if named else str(context.plan_path())) as place:
        loaded, issue = plan_of(context.read(place)), _issue(place, issued)
    return loaded, issued_diff(issue.given, given(loaded), levels)


def _issue(place: Path, wanted: str) -> Issue:
    """Return the last issue of the plan at ``place``, or the last one of a day.

    Raises:
        UsageError: there is none, or its file cannot be used.
    """
    from perfplan.issued.store import read_issues

    issues = read_issues(place)
    if wanted == LAST:
        if issues.last is None and (issues.all or issues.findings):
            raise UsageError("the last issue of {plan} cannot be used: perfplan check says why", plan=str(place))
        found = issues.last
    else:
        day = read_date(wanted)
        found = next((issue for issue in reversed(issues.all) if issue.on == day), None)
    if found is None:
        days = ", ".join(issue.on.isoformat() for issue in issues.all)
        raise UsageError("{plan} has no such issue; issued on: {days}", plan=str(place), days=days or "–")
    return found


COMMAND = Command(name="diff", run=diff, bare={"--issued": LAST})
