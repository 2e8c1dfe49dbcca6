"""Moving tasks: started, done, closed, sent back, reopened, extended. All go one way: look, refuse, record."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct

from perfplan.cli.recording import Desk, asked_for, day_not_ahead, known_tasks, open_desk
from perfplan.errors import UsageError
from perfplan.ledger.record import Extended, Reopened, Retraction, Returned, Started, Step, new_record_id

if TYPE_CHECKING:
    from perfplan.cli.context import Context
    from perfplan.ledger.states import TaskState
    from perfplan.track.item import WorkItem


class Asked(Struct, frozen=True):
    """What the command line says about any move."""

    tasks: Sequence[str] | None
    stdin: bool
    plan: str | None
    today: str | None
    on: str | None
    by: str
    note: str
    undo: bool
    dry_run: bool


class Refusal(Struct, frozen=True):
    """When a move cannot be: a sentence that names the tasks as ``{tasks}``, and which states it holds for."""

    sentence: str
    holds: Callable[[TaskState], object]


class Move(Struct, frozen=True):
    """One kind of move.

    Attributes:
        make: the record, from its id, task, day, day of recording and step.
        said: what is written for each task, with ``{day}``, ``{task}`` and ``{title}``.
        refusals: when it cannot be.
        undone: the records to retract for an undo; empty where there is nothing to take back.
        not_undone: what is said then, with ``{tasks}``.
        already: what is told of a task that needs no move, with ``{day}`` and ``{task}``; '' if there is no such thing.
        since: the day since when it needs none, or None.
        check: a last look at each task, which may refuse it.
        values: what else ``said`` needs.
    """

    make: Callable[[str, str, date, date, int], Step]
    said: str
    refusals: Sequence[Refusal]
    undone: Callable[[TaskState], Sequence[Step]]
    not_undone: str
    already: str = ""
    since: Callable[[TaskState], date | None] = lambda _: None
    check: Callable[[WorkItem, TaskState], None] = lambda *_: None
    values: Callable[[TaskState], Mapping[str, str | int]] = lambda _: {}


def run_move(context: Context, asked: Asked, move: Move) -> None:
    """Record a move of all tasks that are named, or of none.

    Raises:
        UsageError: a task is unknown, or the move cannot be.
    """
    ids = asked_for(asked.tasks, stdin=asked.stdin)
    desk = open_desk(context, asked.plan, asked.today, dry_run=asked.dry_run)
    items = known_tasks(desk, ids)
    states = {task: desk.progress.state(task) for task in ids}
    if asked.undo:
        _take_back(desk, asked, move, states, items)
        return
    day = day_not_ahead(asked.on, desk.today)
    moving = {task: state for task, state in states.items() if not _told(desk, move, task, state)}
    for refusal in move.refusals:
        _refuse(refusal.sentence, [task for task, state in moving.items() if refusal.holds(state)])
    made = {task: move.make(new_record_id(), task, day, desk.today, _next(state)) for task, state in moving.items()}
    for task, record in made.items():
        _refuse_earlier(record, states[task])
        move.check(items[task], states[task])
    desk.save(list(made.values()))
    for task, state in moving.items():
        desk.say(move.said, day=day.isoformat(), task=task, title=items[task].title, **move.values(state))


def current(state: TaskState, kind: type[Step]) -> list[Step]:
    """Return the steps of one kind since the task was last opened."""
    found: list[Step] = []
    for step in state.steps:
        if isinstance(step, kind):
            found.append(step)
        elif isinstance(step, Returned | Reopened):
            found.clear()
    return found


def _told(desk: Desk, move: Move, task: str, state: TaskState) -> bool:
    since = move.since(state)
    if since is not None:
        desk.tell(move.already, day=since.isoformat(), task=task)
    return since is not None


def _take_back(
    desk: Desk, asked: Asked, move: Move, states: Mapping[str, TaskState], items: Mapping[str, WorkItem]
) -> None:
    taken = {task: move.undone(state) for task, state in states.items()}
    _refuse(move.not_undone, [task for task, steps in taken.items() if not steps])
    desk.save(
        [
            Retraction(new_record_id(), step.id, desk.today, asked.by, asked.note)
            for steps in taken.values()
            for step in steps
        ]
    )
    for task in taken:
        desk.say("taken back: {task} {title}", task=task, title=items[task].title)


def _refuse(sentence: str, tasks: Sequence[str]) -> None:
    if tasks:
        raise UsageError(sentence, tasks=", ".join(tasks))


def _refuse_earlier(record: Step, state: TaskState) -> None:
    """Refuse a day before the step that this one follows.

    A later extension does not say when work was complete, and when it was begun can be told at any time.
    """
    before = [step.on for step in state.steps if not isinstance(step, Extended)]
    if before and before[-1] > record.on and not isinstance(record, Started):
        raise UsageError(
            "{task} was last moved on {last}, which is after {day}; nothing was recorded",
            task=record.task,
            last=before[-1].isoformat(),
            day=record.on.isoformat(),
        )


def _next(state: TaskState) -> int:
    """Return the number of the step that follows everything known of a task."""
    return max((step.step for step in state.steps), default=-1) + 1
