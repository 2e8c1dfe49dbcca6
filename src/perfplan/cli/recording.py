"""What commands that write to the ledger share: the plan with its ledger, known tasks, days that may be, and saving."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from msgspec import Struct

from perfplan.cli.context import Context, read_date
from perfplan.errors import UsageError

if TYPE_CHECKING:
    from perfplan.i18n import Translator
    from perfplan.ledger.progress import Progress
    from perfplan.ledger.record import Record
    from perfplan.model.plan import Plan
    from perfplan.track.item import WorkItem

TasksArgument = Annotated[
    list[str] | None, typer.Argument(metavar="TASK...", help="Ids of tasks, such as jobs@chengguan/2025-03.")
]
ByOption = Annotated[str, typer.Option("--by", metavar="NAME", help="Who says so.")]
NoteOption = Annotated[str, typer.Option("--note", metavar="TEXT", help="Anything else worth keeping.")]
EvidenceOption = Annotated[
    str, typer.Option("--evidence", metavar="TEXT", help="Where the proof lies: a file, a number.")
]
OnOption = Annotated[
    str | None, typer.Option("--on", metavar="YYYY-MM-DD", help="The day it happened; default: today.")
]
UndoOption = Annotated[bool, typer.Option("--undo", help="Take back what was recorded.")]
DryRunOption = Annotated[bool, typer.Option("--dry-run", help="Say what would be recorded, and record nothing.")]
StdinOption = Annotated[bool, typer.Option("--stdin", help="Read the ids from standard input, one a line.")]


class Desk(Struct, frozen=True):
    """Where a person records: the plan on a day, what its ledger says, and how to answer."""

    context: Context
    path: Path
    plan: Plan
    today: date
    progress: Progress
    dry_run: bool
    t: Translator

    def save(self, records: Sequence[Record]) -> None:
        """Append the records to the ledger, unless this is a dry run."""
        if self.dry_run:
            self.context.err.write(self.context.t("dry run: nothing was recorded"))
            return
        from perfplan.ledger.store import append, ledger_file

        append(ledger_file(self.path), records)

    def say(self, template: str, **values: str | int) -> None:
        """Write one line about what was recorded."""
        self.context.out.write(self.t(template, **values))

    def tell(self, template: str, **values: str | int) -> None:
        """Write one line about what was not."""
        self.context.err.write(self.context.t(template, **values))


def open_desk(context: Context, plan: str | None, today: str | None, *, dry_run: bool) -> Desk:
    """Read the plan and its ledger.

    Raises:
        UsageError: no plan, several that fit, or a date that is none.
        FindingsError: the plan has errors.
    """
    from perfplan.cli.context import plan_of
    from perfplan.ledger.lookup import read_progress

    path = context.plan_path(plan, today)
    loaded = plan_of(context.read(path))
    progress, _ = read_progress(path, folder=context.memory())
    now = context.today(today, loaded.time_zone)
    return Desk(context, path, loaded, now, progress, dry_run, context.in_language_of(loaded))


def asked_for(tasks: Sequence[str] | None, *, stdin: bool) -> list[str]:
    """Return the ids that were given, each once.

    Raises:
        UsageError: none.
    """
    lines = sys.stdin.read().split("\n") if stdin else []
    found = list(dict.fromkeys(each.strip() for each in [*(tasks or ()), *lines] if each.strip()))
    if not found:
        raise UsageError("no task is named; give ids such as jobs@chengguan/2025-03, or --stdin")
    return found


def known_tasks(desk: Desk, ids: Sequence[str]) -> dict[str, WorkItem]:
    """Return the plan's tasks of these ids.

    Raises:
        UsageError: the plan lacks one; names them all, and the nearest.
    """
    from perfplan.track.work import find_task, task_ids

    found = {task: item for task in ids if (item := find_task(desk.plan, task)) is not None}
    if len(found) < len(ids):
        raise unknown([task for task in ids if task not in found], task_ids(desk.plan))
    return found


def unknown(missing: Sequence[str], known: Sequence[str]) -> UsageError:
    """Return the complaint about ids that the plan does not have, with the nearest ones that it has."""
    from perfplan.load.nearest import nearest

    near = list(dict.fromkeys(guess for each in missing if (guess := nearest(each, known))))
    listed = ", ".join(missing)
    if near:
        return UsageError(
            "the plan has no task {tasks}; did you mean {nearest}? Nothing was recorded",
            tasks=listed,
            nearest=", ".join(near),
        )
    return UsageError("the plan has no task {tasks}; nothing was recorded", tasks=listed)


def day_not_ahead(on: str | None, today: date) -> date:
    """Return the day that ``--on`` names, or today.

    Raises:
        UsageError: it is still to come, or no date.
    """
    day = read_date(on) if on is not None else today
    if day > today:
        raise UsageError(
            "{day} is still to come (today is {today}); nothing was recorded",
            day=day.isoformat(),
            today=today.isoformat(),
        )
    return day
