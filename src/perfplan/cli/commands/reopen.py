"""Open closed tasks again."""

from __future__ import annotations

from typing import Annotated

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

Reason = Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why; it stays in the ledger.")]


def reopen(
    context: Context,
    tasks: TasksArgument = None,
    plan: PlanOption = None,
    today: TodayOption = None,
    on: OnOption = None,
    reason: Reason = "",
    by: ByOption = "",
    note: NoteOption = "",
    stdin: StdinOption = False,
    undo: UndoOption = False,
    dry_run: DryRunOption = False,
) -> None:
    """Record that a re-check found closed tasks wanting: they are open again, and how often is counted.

    What is only done is not reopened: perfplan close --return sends it back, and perfplan done --undo takes it back.

        perfplan reopen p01/eia --reason "回头看发现治污设施停运"
    """
    from perfplan.cli.recording_steps import Asked, Move, Refusal, run_move
    from perfplan.ledger.record import Extended, Reopened, Step
    from perfplan.ledger.states import TaskState

    if not reason and not undo:
        raise UsageError("{option} is missing; it stays in the ledger", option="--reason")

    def undone(state: TaskState) -> list[Step]:
        moves: list[Step] = [step for step in state.steps if not isinstance(step, Extended)]
        return moves[-1:] if moves and isinstance(moves[-1], Reopened) else []

    move = Move(
        make=lambda id_, task, day, at, step: Reopened(id_, task, day, at, reason, by, note, step),
        said="open again since {day}: {task} {title}",  # msgid
        refusals=(
            Refusal("not closed: {tasks}; nothing was recorded", lambda state: not state.closed),  # msgid
        ),
        undone=undone,
        not_undone="not reopened: {tasks}; nothing was recorded",  # msgid
    )
    run_move(context, Asked(tasks, stdin, plan, today, on, by, note, undo, dry_run), move)


COMMAND = Command(name="reopen", run=reopen)
