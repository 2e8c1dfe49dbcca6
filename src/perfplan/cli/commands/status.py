"""Show what is overdue and what is due soon, and whose it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from perfplan.cli._command import Command
from perfplan.cli.context import Context
from perfplan.cli.options import PlanOption, TodayOption, choose

if TYPE_CHECKING:
    from perfplan.cli.tracked import Tracked
    from perfplan.model.period import Level
    from perfplan.track.item import WorkItem
    from perfplan.track.status import Status

By = Annotated[str, typer.Option("--by", metavar="WHOM", help="Group by leader, unit, owner or project.")]
Owner = Annotated[str | None, typer.Option("--owner", metavar="NAME", help="Only what this person answers for.")]
Unit = Annotated[str | None, typer.Option("--unit", metavar="NAME", help="Only the work of this unit.")]
Levels = Annotated[
    str,
    typer.Option("--level", metavar="LEVELS", help="Shares of targets to look at: quarter, month, day, with commas."),
]
All = Annotated[bool, typer.Option("--all", help="A line for every task, not one for all that is late for one reason.")]
Format = Annotated[str, typer.Option("--format", metavar="FORMAT", help="text, json, markdown or csv.")]
FailOn = Annotated[
    str | None, typer.Option("--fail-on", metavar="WHAT", help="Exit with 1 if there is work overdue, or due-soon.")
]
_LEVELS = ("quarter", "month", "day")
_FAIL_ON = ("overdue", "due-soon")


def status(
    context: Context,
    plan: PlanOption = None,
    today: TodayOption = None,
    by: By = "leader",
    owner: Owner = None,
    unit: Unit = None,
    level: Levels = "quarter,month",
    all_: All = False,
    format_: Format = "text",
    fail_on: FailOn = None,
) -> int:
    """Show the work that is not done although its deadline is past or near, most overdue first.

    Work is done when perfplan done says so. What is late for one reason makes one line: a target of a unit, an action.
    Actions, stages and phases are always looked at; day shares of targets only with --level.

        perfplan status --by unit
        perfplan status --today 2025-07-01 --owner 王敏 --level day
        perfplan status --format json --fail-on overdue
    """
    from perfplan.cli.tracked import tracked
    from perfplan.export._status import StatusView, status_formats, status_writer
    from perfplan.track.grouping import By as Groups
    from perfplan.track.status import status as status_of

    writer = status_writer(choose(format_, status_formats(), "--format"))
    groups = Groups(choose(by, tuple(Groups), "--by"))
    failing = choose(fail_on, _FAIL_ON, "--fail-on") if fail_on is not None else ""
    levels = _levels(level)
    here = tracked(context, plan, today)
    work = _wanted(here, levels, owner, unit)
    found = status_of(
        work, here.progress.done, here.today, here.plan.calendar, here.plan.due_soon, by=groups, every=all_
    )
    projects = {project.id: project.name for project in here.plan.projects}
    t = context.in_language_of(here.plan)
    view = StatusView(found, here.plan.id, here.plan.name, projects, t, context.out.width, context.out.paint)
    context.out.write(writer.write(view))
    return int(_fails(found, failing))


def _levels(text: str) -> tuple[Level, ...]:
    from perfplan.model.period import Level

    return tuple(Level(choose(name.strip(), _LEVELS, "--level")) for name in text.split(","))


def _wanted(here: Tracked, levels: Iterable[Level], owner: str | None, unit: str | None) -> Iterator[WorkItem]:
    """Return the plan's work, or the part of it that a person answers for or a unit does."""
    from perfplan.cli.tracked import people_named, units_named
    from perfplan.track.work import work_items

    work = work_items(here.plan, tuple(levels))
    if owner is not None:
        people = people_named(here.plan, owner)
        work = (item for item in work if item.owner is not None and item.owner.id in people)
    if unit is not None:
        units = units_named(here.plan, unit)
        work = (item for item in work if item.unit.id in units)
    return work


def _fails(found: Status, failing: str) -> bool:
    return bool(failing and (found.overdue or (failing == "due-soon" and found.due_soon)))


COMMAND = Command(name="status", run=status)
