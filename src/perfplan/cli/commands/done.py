"""Mark tasks as done, or take that back."""

from __future__ import annotations

from perfplan.cli._command import Command
from perfplan.cli.context import Context
from perfplan.cli.options import PlanOption, TodayOption
from perfplan.cli.recording import (
    ByOption,
    DryRunOption,
    EvidenceOption,
    NoteOption,
    OnOption,
    StdinOption,
    TasksArgument,
    UndoOption,
)


def done(
    context: Context,
    tasks: TasksArgument = None,
    plan: PlanOption = None,
    today: TodayOption = None,
    on: OnOption = None,
    by: ByOption = "",
    note: NoteOption = "",
    evidence: EvidenceOption = "",
    stdin: StdinOption = False,
    undo: UndoOption = False,
    dry_run: DryRunOption = False,
) -> None:
    """Record in the plan's ledger that tasks are complete.

    All tasks are recorded, or none when one of them is unknown. A done quarter completes its months and days. The
    ledger only grows: --undo adds a line that takes the earlier one back.

        perfplan done jobs@chengguan/2025-03 --on 2025-03-28 --by 赵磊
        perfplan done p01/tender --evidence "中标通知书 2025-12"
        perfplan done p01/tender --undo
    """
    from perfplan.cli.recording_steps import Asked, Move, current, run_move
    from perfplan.ledger.record import Done

    move = Move(
        make=lambda id_, task, day, at, step: Done(id_, task, day, at, by, note, evidence, step),
        said="done on {day}: {task} {title}",  # msgid
        refusals=(),
        already="already done on {day}: {task}",  # msgid
        since=lambda state: state.done.on if state.done else None,
        undone=lambda state: [] if state.closed else current(state, Done),
        not_undone="not marked as done, or closed already: {tasks}; nothing was recorded",  # msgid
    )
    run_move(context, Asked(tasks, stdin, plan, today, on, by, note, undo, dry_run), move)


COMMAND = Command(name="done", run=done)
