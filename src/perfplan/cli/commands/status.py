"""Show what is overdue, behind, not reported and due soon, and whose it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from perfplan.cli._command import Command
from perfplan.cli.context import Context
from perfplan.cli.options import PlanOption, TodayOption, choose, choose_all
from perfplan.errors import UsageError

if TYPE_CHECKING:
    from perfplan.cli.tracked import Tracked
    from perfplan.model.plan import Plan
    from perfplan.schedule.timeline import Timeline
    from perfplan.track.board import Board
    from perfplan.track.gathering import View
    from perfplan.track.status import Status

By = Annotated[str, typer.Option("--by", metavar="WHOM", help="Group by leader, unit, owner or project.")]
Owner = Annotated[str | None, typer.Option("--owner", metavar="NAME", help="Only what this person answers for.")]
Unit = Annotated[str | None, typer.Option("--unit", metavar="NAME", help="Only the work of this unit.")]
Levels = Annotated[
    str | None,
    typer.Option("--level", metavar="LEVELS", help="Shares of targets to look at: quarter, month, day, with commas."),
]
All = Annotated[bool, typer.Option("--all", help="A line for every task, not one for all that is late for one reason.")]
Due = Annotated[
    int | None, typer.Option("--due", metavar="N", min=0, help="How many working days count as soon; else the plan's.")
]
Only = Annotated[
    str | None,
    typer.Option("--only", metavar="STATES", help="Only these lines: overdue, behind, unreported, due-soon."),
]
Lamps = Annotated[bool, typer.Option("--lamps", help="Where every target and project stands, with lamps and pace.")]
Format = Annotated[str, typer.Option("--format", metavar="FORMAT", help="text, json, markdown or csv.")]
FailOn = Annotated[
    str | None,
    typer.Option(
        "--fail-on",
        metavar="STATES",
        help="Exit with 1 if there is such work: overdue, behind, unreported, due-soon, due-soon=5; with commas.",
    ),
]
Watch = Annotated[bool, typer.Option("--watch", help="Show it again whenever the plan or its ledger changes.")]
_LEVELS = ("quarter", "month", "day")
_STATES = ("overdue", "behind", "unreported", "due-soon")


def status(
    context: Context,
    plan: PlanOption = None,
    today: TodayOption = None,
    by: By = "leader",
    owner: Owner = None,
    unit: Unit = None,
    level: Levels = None,
    all_: All = False,
    due: Due = None,
    only: Only = None,
    lamps: Lamps = False,
    format_: Format = "text",
    fail_on: FailOn = None,
    watch: Watch = False,
) -> int:
    """Show the work that is late or due soon, most urgent first, and why each lamp shows what it shows.

    Overdue are tasks that are not done by their deadline; behind are targets whose figures miss a checkpoint;
    unreported are figures whose reporting day is past. What is late for one reason makes one line: a target of a unit,
    an action. Day shares of targets are looked at with --level day, --all, and for one person.

        perfplan status --by unit
        perfplan status --owner 王敏
        perfplan status --lamps
        perfplan status --format json --fail-on overdue,behind,due-soon=5
    """
    from perfplan.track.grouping import By as Groups

    groups = Groups(choose(by, tuple(Groups), "--by"))
    failing, soon = _failing(fail_on)
    shown = choose_all(only, _STATES, "--only") if only is not None else _STATES
    levels = (
        choose_all(level, (*_LEVELS, "ten-day"), "--level")
        if level is not None
        else _levels(every=all_ or owner is not None)
    )
    asked = _Asked(groups, all_, levels, soon if due is None else due, owner, unit, shown, lamps, format_, failing)
    if not watch:
        return _show(context, plan, today, asked)
    from perfplan.cli.watching import watch as repeat

    return repeat([context.plan_path(plan, today)], lambda: _show(context, plan, today, asked), context)


class _Asked:
    """What the options ask for."""

    def __init__(
        self,
        by: str,
        every: bool,
        levels: tuple[str, ...],
        due: int | None,
        owner: str | None,
        unit: str | None,
        shown: tuple[str, ...],
        lamps: bool,
        format_: str,
        failing: frozenset[str],
    ) -> None:
        self.by, self.every, self.levels, self.due, self.owner, self.unit = by, every, levels, due, owner, unit
        self.shown, self.lamps, self.format, self.failing = shown, lamps, format_, failing

    def view(self, plan: Plan) -> View:
        """Return what of the plan's work is looked at."""
        from perfplan.cli.tracked import people_named, units_named
        from perfplan.model.period import Level
        from perfplan.track.gathering import View
        from perfplan.track.grouping import By as Groups

        owners = None if self.owner is None else people_named(plan, self.owner)
        units = None if self.unit is None else units_named(plan, self.unit)
        levels = tuple(Level(name) for name in self.levels)
        return View(Groups(self.by), self.every, levels, self.due, owners, units)


def _levels(*, every: bool) -> tuple[str, ...]:
    return _LEVELS if every else _LEVELS[:2]


def _failing(text: str | None) -> tuple[frozenset[str], int | None]:
    """Return the states that fail, and how many working days ``due-soon=N`` means."""
    if text is None:
        return frozenset(), None
    words = [word.strip() for word in text.split(",")]
    soon = None
    for place, word in enumerate(words):
        name, sign, number = word.partition("=")
        if name == "due-soon" and sign:
            if not (number.isascii() and number.isdigit() and len(number) < 4):
                raise UsageError("--fail-on due-soon=N takes a number of working days, not {value}", value=number)
            words[place], soon = name, int(number)
    return frozenset(choose(word, _STATES, "--fail-on") for word in words), soon


def _show(context: Context, plan: str | None, today: str | None, asked: _Asked) -> int:
    from perfplan.cli.tracked import tracked
    from perfplan.export._status import StatusView, status_formats, status_writer
    from perfplan.track.status import plan_status

    writer = status_writer(choose(asked.format, status_formats(), "--format"))
    here = tracked(context, plan, today)
    found = plan_status(here.plan, here.progress, here.today, asked.view(here.plan))
    whole = _board(here) if asked.lamps or asked.format == "json" else None
    projects = {project.id: project.name for project in here.plan.projects}
    projects |= {campaign.id: campaign.name for campaign in here.plan.campaigns}
    t = context.in_language_of(here.plan)
    width, paint = context.out.width, context.out.paint
    shown, ahead = _only(found, asked.shown), _forecasts(here, asked)
    view = StatusView(shown, here.plan.id, here.plan.name, projects, t, width, paint, whole, ahead)
    context.out.write(writer.write(view))
    return int(_fails(found, asked.failing))


def _forecasts(here: Tracked, asked: _Asked) -> tuple[Timeline, ...]:
    """Return the projects under way with their forecasts: those of the people and units that are asked about."""
    tasks = (f"{project.id}/{stage.id}" for project in here.plan.projects for stage in project.stages)
    if not any(task in here.progress.tasks for task in tasks):
        return ()
    from perfplan.track.projects import forecasts  # schedules: only for plans with work under way

    view = asked.view(here.plan)
    return tuple(
        found
        for found in forecasts(here.plan, here.progress, here.today)
        if (view.units is None or found.project.lead_unit.id in view.units)
        and (view.owners is None or (found.project.owner is not None and found.project.owner.id in view.owners))
    )


def _board(here: Tracked) -> Board:
    from perfplan.track.board import board

    return board(here.plan, here.progress, here.today)


def _only(found: Status, shown: tuple[str, ...]) -> Status:
    from msgspec.structs import replace

    hidden = [state.replace("-", "_") for state in _STATES if state not in shown]
    return replace(found, **dict.fromkeys(hidden, ())) if hidden else found


def _fails(found: Status, failing: frozenset[str]) -> bool:
    """Whether there is work that fails; what is overdue has been due soon, so that fails too."""
    late = {"overdue", "due-soon"} & failing and found.overdue
    soon = "due-soon" in failing and found.due_soon
    return bool(
        late or soon or ("behind" in failing and found.behind) or ("unreported" in failing and found.unreported)
    )


COMMAND = Command(name="status", run=status)
