"""Sign done tasks off, or send them back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

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

if TYPE_CHECKING:
    from perfplan.cli.recording_steps import Move

Return = Annotated[
    str, typer.Option("--return", metavar="REASON", help="Send the tasks back instead: they are open again.")
]


def close(
    context: Context,
    tasks: TasksArgument = None,
    plan: PlanOption = None,
    today: TodayOption = None,
    on: OnOption = None,
    by: ByOption = "",
    note: NoteOption = "",
    evidence: EvidenceOption = "",
    return_: Return = "",
    stdin: StdinOption = False,
    undo: UndoOption = False,
    dry_run: DryRunOption = False,
) -> None:
    """Record that done tasks were verified and signed off, or that they did not pass.

    Done is what the owner claims; closed is what somebody else has verified. Only what is done can be closed. With
    --return it is open again, and the reason stays in the ledger.

        perfplan close p01/tender --by 周宁 --evidence "验收单 2025-31"
        perfplan close p01/eia --return "缺专家签字"
    """
    from perfplan.cli.recording_steps import Asked, run_move

    move = _sending_back(return_, by, note) if return_ else _signing_off(by, note, evidence)
    run_move(context, Asked(tasks, stdin, plan, today, on, by, note, undo, dry_run), move)


def _signing_off(by: str, note: str, evidence: str) -> Move:
    from perfplan.cli.recording_steps import Move, Refusal, current
    from perfplan.ledger.record import Closed

    not_done = "not done, so not to be closed: {tasks}; perfplan done comes first. Nothing was recorded"  # msgid
    return Move(
        make=lambda id_, task, day, at, step: Closed(id_, task, day, at, by, note, evidence, step),
        said="closed on {day}: {task} {title}",  # msgid
        refusals=(Refusal(not_done, lambda state: not state.done),),
        already="already closed on {day}: {task}",  # msgid
        since=lambda state: state.closed.on if state.closed else None,
        undone=lambda state: current(state, Closed),
        not_undone="not closed: {tasks}; nothing was recorded",  # msgid
    )


def _sending_back(reason: str, by: str, note: str) -> Move:
    from perfplan.cli.recording_steps import Move, Refusal
    from perfplan.ledger.record import Returned

    closed = "closed already: {tasks}; perfplan reopen opens them again. Nothing was recorded"  # msgid
    not_done = "not done, so not to be sent back: {tasks}; nothing was recorded"  # msgid
    return Move(
        make=lambda id_, task, day, at, step: Returned(id_, task, day, at, reason, by, note, step),
        said="sent back on {day}: {task} {title}",  # msgid
        refusals=(Refusal(closed, lambda state: state.closed), Refusal(not_done, lambda state: not state.done)),
        undone=lambda state: [state.returned] if state.returned else [],
        not_undone="not sent back: {tasks}; nothing was recorded",  # msgid
    )


COMMAND = Command(name="close", run=close)
