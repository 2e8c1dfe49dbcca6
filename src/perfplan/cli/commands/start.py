"""Mark stages and actions as under way, and say how much of them is left."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from perfplan.cli._command import Command
from perfplan.cli.context import Context
from perfplan.cli.options import PlanOption, TodayOption
from perfplan.cli.recording import (
    ByOption,
    DryRunOption,
    NoteOption,
    OnOption,
    StdinOption,
    TasksArgument,
    UndoOption,
)
from perfplan.errors import UsageError

if TYPE_CHECKING:
    from datetime import date

    from perfplan.cli.recording_steps import Refusal
    from perfplan.ledger.record import Started
    from perfplan.ledger.states import TaskState
    from perfplan.track.item import WorkItem

Remaining = Annotated[
    str, typer.Option("--remaining", metavar="DURATION", help="How much is left on that day: 5wd, 10cd.")
]


def start(
    context: Context,
    tasks: TasksArgument = None,
    plan: PlanOption = None,
    today: TodayOption = None,
    on: OnOption = None,
    remaining: Remaining = "",
    by: ByOption = "",
    note: NoteOption = "",
    stdin: StdinOption = False,
    undo: UndoOption = False,
    dry_run: DryRunOption = False,
) -> None:
    """Record in the plan's ledger that stages, phases or actions are under way.

    The first day that is reported is the one on which the task began. Later reports may say how much is left; the last
    of them counts. Shares of targets are not started: record their figures.

        perfplan start p01/tender --on 2025-08-04 --by 陈宇
        perfplan start p01/tender --remaining 5wd
        perfplan start p01/tender --undo
    """
    from perfplan.cli.recording_steps import Asked, Move, run_move
    from perfplan.ledger.record import Started

    _check_duration(remaining)
    said = "started on {day}: {task} {title}"  # msgid
    left = "{remaining} left on {day}: {task} {title}"  # msgid
    move = Move(
        make=lambda id_, task, day, at, step: Started(id_, task, day, at, remaining, by, note, step),
        said=left if remaining else said,
        refusals=_refusals(remaining),
        already="already started on {day}: {task}",  # msgid
        since=lambda state: None if remaining else _since(state, on),
        undone=_last_report,
        not_undone="not started: {tasks}; nothing was recorded",  # msgid
        check=lambda item, state: _check(item, state, on),
        values=lambda _: {"remaining": remaining} if remaining else {},
    )
    run_move(context, Asked(tasks, stdin, plan, today, on, by, note, undo, dry_run), move)


def _check_duration(text: str) -> None:
    from perfplan.model.project import read_duration

    found = read_duration(text)
    if text and (found is None or found.days < 0):
        raise UsageError("{value} does not say which days it means; write 5wd (working days) or 10cd", value=text)


def _refusals(remaining: str) -> tuple[Refusal, ...]:
    from perfplan.cli.recording_steps import Refusal

    finished = "finished already, so nothing is left: {tasks}; nothing was recorded"  # msgid
    return (Refusal(finished, lambda state: state.finished),) if remaining else ()


def _since(state: TaskState, on: str | None) -> date | None:
    """Return since when a task has been under way, unless an earlier day is reported now."""
    from perfplan.cli.context import read_date

    began = state.started.on if state.started else None
    return began if began is None or on is None or read_date(on) >= began else None


def _last_report(state: TaskState) -> list[Started]:
    from perfplan.ledger.record import Started

    return [step for step in state.steps if isinstance(step, Started)][-1:]


def _check(item: WorkItem, state: TaskState, on: str | None) -> None:
    from perfplan.cli.context import read_date

    if item.checkpoint:
        raise UsageError(
            "{task} is a share of a target; what is started are stages, phases and actions. Nothing was recorded",
            task=item.id,
        )
    if state.done and (on is None or read_date(on) > state.done.on):
        raise UsageError(
            "{task} was done on {day}; --on says when it began. Nothing was recorded",
            task=item.id,
            day=state.done.on.isoformat(),
        )


COMMAND = Command(name="start", run=start)
