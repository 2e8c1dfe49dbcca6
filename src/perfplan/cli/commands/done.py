"""Mark tasks as done, or take that back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from perfplan.cli._command import Command
from perfplan.cli.context import Context, read_date
from perfplan.cli.options import PlanOption, TodayOption
from perfplan.errors import UsageError

if TYPE_CHECKING:
    from perfplan.cli.tracked import Tracked
    from perfplan.ledger.record import Record

Tasks = Annotated[list[str], typer.Argument(metavar="TASK...", help="Ids of tasks, such as jobs@chengguan/2025-03.")]
On = Annotated[str | None, typer.Option("--on", metavar="YYYY-MM-DD", help="The day it was complete; default: today.")]
By = Annotated[str, typer.Option("--by", metavar="NAME", help="Who says so.")]
Note = Annotated[str, typer.Option("--note", metavar="TEXT", help="Anything else worth keeping.")]
Evidence = Annotated[str, typer.Option("--evidence", metavar="TEXT", help="Where the proof lies: a file, a number.")]
Undo = Annotated[bool, typer.Option("--undo", help="Take back what was marked.")]


def done(
    context: Context,
    tasks: Tasks,
    plan: PlanOption = None,
    today: TodayOption = None,
    on: On = None,
    by: By = "",
    note: Note = "",
    evidence: Evidence = "",
    undo: Undo = False,
) -> None:
    """Record in the plan's ledger that tasks are complete.

    All tasks are recorded, or none when one of them is unknown. A done quarter completes its months and days. The
    ledger only grows: --undo adds a line that takes the earlier one back.

        perfplan done jobs@chengguan/2025-03 --on 2025-03-28 --by 赵磊
        perfplan done p01/tender --evidence "中标通知书 2025-12"
        perfplan done p01/tender --undo
    """
    from perfplan.cli.tracked import tracked
    from perfplan.ledger.record import Done, Retraction, new_record_id
    from perfplan.ledger.replay import live_reports
    from perfplan.ledger.store import append, ledger_file

    here = tracked(context, plan, today)
    ids = list(dict.fromkeys(tasks))
    titles = _titles(here, ids)
    day = _day(on, here.today)
    records: list[Record]
    if undo:
        _refuse_not_done(here, ids)
        reports = [report for task in ids for report in live_reports(here.records, task)]
        records = [Retraction(new_record_id(), report.id, here.today, by, note) for report in reports]
    else:
        ids = _not_yet_done(context, here, ids)
        records = [Done(new_record_id(), task, day, here.today, by, note, evidence) for task in ids]
    append(ledger_file(here.path), records)
    t = context.in_language_of(here.plan)
    for task in ids:
        said = {"task": task, "title": titles[task], "day": day.isoformat()}
        context.out.write(
            t("taken back: {task} {title}", **said) if undo else t("done on {day}: {task} {title}", **said)
        )


def _titles(here: Tracked, ids: Sequence[str]) -> dict[str, str]:
    """Return what each task is called; refuse ids that the plan does not have, all of them at once."""
    from perfplan.load.nearest import nearest
    from perfplan.track.work import find_task, task_ids

    found = {task: find_task(here.plan, task) for task in ids}
    unknown = [task for task, item in found.items() if item is None]
    if not unknown:
        return {task: item.title for task, item in found.items() if item is not None}
    known = task_ids(here.plan)
    near = [guess for guess in (nearest(task, known) for task in unknown) if guess]
    listed = ", ".join(unknown)
    if near:
        raise UsageError(
            "the plan has no task {tasks}; did you mean {nearest}? Nothing was recorded",
            tasks=listed,
            nearest=", ".join(near),
        )
    raise UsageError("the plan has no task {tasks}; nothing was recorded", tasks=listed)


def _day(on: str | None, today: date) -> date:
    day = read_date(on) if on is not None else today
    if day > today:
        raise UsageError(
            "{day} is still to come (today is {today}); nothing was recorded",
            day=day.isoformat(),
            today=today.isoformat(),
        )
    return day


def _not_yet_done(context: Context, here: Tracked, ids: Sequence[str]) -> list[str]:
    """Return the tasks without those that are done already, which are told on stderr."""
    for task in ids:
        if report := here.progress.done.get(task):
            context.err.write(context.t("already done on {day}: {task}", day=report.on.isoformat(), task=task))
    return [task for task in ids if task not in here.progress.done]


def _refuse_not_done(here: Tracked, ids: Sequence[str]) -> None:
    open_tasks = [task for task in ids if task not in here.progress.done]
    if open_tasks:
        raise UsageError("not marked as done: {tasks}; nothing was recorded", tasks=", ".join(open_tasks))


COMMAND = Command(name="done", run=done)
