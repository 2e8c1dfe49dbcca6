"""Split targets into quarters, months and working days, and schedule projects backwards."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from perfplan.cli._command import Command
from perfplan.cli.context import Context, load_path, plan_of
from perfplan.cli.options import choose, choose_all
from perfplan.errors import UsageError

if TYPE_CHECKING:
    from perfplan.export.build import Request
    from perfplan.model.plan import Plan
    from perfplan.tables.summary import SplitSummary

Plans = Annotated[
    list[str] | None, typer.Argument(metavar="[PLAN]...", help="Plans: folders with plan.yaml, or YAML files.")
]
Out = Annotated[str | None, typer.Option("--out", metavar="DIR", help="Folder for the files; build/<plan> by default.")]
Levels = Annotated[
    str, typer.Option("--level", metavar="LEVELS", help="Which shares to write: quarter,month,day or some of them.")
]
Format = Annotated[str, typer.Option("--format", metavar="FORMAT", help="Task file: csv, jsonl or parquet.")]


def split(
    context: Context, plans: Plans = None, out: Out = None, level: Levels = "quarter,month,day", format_: Format = "csv"
) -> int:
    """Write every target's tasks and every project's timeline into one folder, and print a summary.

    Each target is divided over its units and the year's quarters, months and working days, exactly, with owners and
    deadlines: tasks.csv. Each project is scheduled backwards from its deadline: timelines/<project>.md, .svg, .json,
    .ics. The folder is replaced as a whole; files that perfplan did not write stay. With several plans, each gets a
    folder of its own under DIR.

        perfplan split plans/county-2025
        perfplan split plans/* --out build --level month --format jsonl
    """
    from perfplan.export._tasks import task_formats
    from perfplan.export.build import build

    levels = choose_all(level, ("quarter", "month", "day"), "--level")
    choose(format_, task_formats(), "--format")
    places = [Path(place) for place in plans or ()] or [context.plan_path()]
    loaded = [plan_of(load_path(place)) for place in places]
    folders = _folders(loaded, out)
    for plan, folder in zip(loaded, folders, strict=True):
        summary = build(plan, _request(context, plan, folder, levels, format_))
        _show(context, summary, folder)
    return 0


def _folders(plans: list[Plan], out: str | None) -> list[Path]:
    folders = [Path(out) if out and len(plans) == 1 else Path(out or "build", plan.id) for plan in plans]
    if len(set(folders)) < len(folders):
        same = next(folder for folder in folders if folders.count(folder) > 1)
        raise UsageError("two plans would write to {path}; their ids must differ", path=str(same))
    return folders


def _request(context: Context, plan: Plan, folder: Path, levels: tuple[str, ...], task_format: str) -> Request:
    from perfplan.cli.progress import progress_line
    from perfplan.export.build import Request
    from perfplan.model.period import Level

    progress = progress_line(context, plan.name)
    chosen = frozenset(Level(name) for name in levels)
    return Request(folder, chosen, task_format, context.in_language_of(plan), progress)


def _show(context: Context, summary: SplitSummary, folder: Path) -> None:
    from perfplan.cli.split_summary import summary_lines

    context.out.write("\n".join(summary_lines(summary, folder, context)))


COMMAND = Command(name="split", run=split)
