"""Give open tasks more time, with the reason."""

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
    from perfplan.ledger.states import TaskState
    from perfplan.track.item import WorkItem

To = Annotated[str, typer.Option("--to", metavar="YYYY-MM-DD", help="The new deadline.")]
Reason = Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why; it stays in the ledger.")]


def extend(
    context: Context,
    tasks: TasksArgument = None,
    plan: PlanOption = None,
    today: TodayOption = None,
    to: To = "",
    reason: Reason = "",
    on: OnOption = None,
    by: ByOption = "",
    note: NoteOption = "",
    stdin: StdinOption = False,
    undo: UndoOption = False,
    dry_run: DryRunOption = False,
) -> None:
    """Record that the deadline of open tasks moves to a later day.

    The plan stays as it is; the ledger keeps every extension with its reason, and how many there were is shown.

        perfplan extend p01/land --to 2025-09-12 --reason "用地预审补正材料" --by 周宁
        perfplan extend p01/land --undo
    """
    from perfplan.cli.context import read_date
    from perfplan.cli.recording_steps import Asked, Move, Refusal, run_move
    from perfplan.ledger.record import Extended

    if not undo and not (to and reason):
        raise UsageError("{option} is missing; it stays in the ledger", option="--to" if not to else "--reason")
    day_to = read_date(to) if to else None

    def check(item: WorkItem, state: TaskState) -> None:
        deadline = state.extended_to or item.deadline
        if day_to is None or day_to <= deadline:
            raise UsageError(
                "{task} is due on {deadline} already; {day} gives it no more time. Nothing was recorded",
                task=item.id,
                deadline=deadline.isoformat(),
                day=to,
            )

    finished = "finished already, so not to be extended: {tasks}; nothing was recorded"  # msgid
    move = Move(
        make=lambda id_, task, day, at, step: Extended(id_, task, day, at, day_to or day, reason, by, note, step),
        said="extended to {to}, extension {count}: {task} {title}",  # msgid
        refusals=(Refusal(finished, lambda state: state.finished),),
        undone=lambda state: state.extensions[-1:],
        not_undone="not extended: {tasks}; nothing was recorded",  # msgid
        check=check,
        values=lambda state: {"to": to, "count": len(state.extensions) + 1},
    )
    run_move(context, Asked(tasks, stdin, plan, today, on, by, note, undo, dry_run), move)


COMMAND = Command(name="extend", run=extend)
