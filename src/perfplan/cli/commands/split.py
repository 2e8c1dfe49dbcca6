"""Split targets into quarters, months and working days, and schedule projects backwards."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from perfplan.cli._command import Command
from perfplan.cli.context import Context
from perfplan.cli.options import choose, choose_all
from perfplan.errors import UsageError

Plans = Annotated[
    list[str] | None, typer.Argument(metavar="[PLAN]...", help="Plans: folders with plan.yaml, or YAML files.")
]
Out = Annotated[str | None, typer.Option("--out", metavar="DIR", help="Folder for the files; build/<plan> by default.")]
Levels = Annotated[
    str, typer.Option("--level", metavar="LEVELS", help="Which shares to write: some of quarter,month,ten-day,day.")
]
Format = Annotated[str, typer.Option("--format", metavar="FORMAT", help="Task file: csv, jsonl or parquet.")]
Strict = Annotated[bool, typer.Option("--strict-calendar", help="Refuse years whose days off are not official yet.")]
Jobs = Annotated[int, typer.Option("--jobs", metavar="N", help="Plans at a time; 0: one for each processor.")]


def split(
    context: Context,
    plans: Plans = None,
    out: Out = None,
    level: Levels = "quarter,month,day",
    format_: Format = "csv",
    strict_calendar: Strict = False,
    jobs: Jobs = 0,
) -> int:
    """Write every target's tasks and every project's timeline into one folder, and print a summary.

    Each target is divided over its units and the year's quarters, months and working days, exactly, with owners and
    deadlines: tasks.csv. Each project is scheduled backwards from its deadline: timelines.html for all of them, and
    timelines/<project>.md, .svg, .json, .ics, .mmd. The folder is replaced as a whole; files that perfplan did not
    write stay. With several plans, each gets a folder of its own under DIR, and one with errors does not keep the
    others from being written.

        perfplan split plans/county-2025
        perfplan split plans/* --out build --level month --format jsonl
    """
    from perfplan.cli.splitting import Job, split_all
    from perfplan.export._tasks import task_formats

    levels = choose_all(level, ("quarter", "month", "ten-day", "day"), "--level")
    choose(format_, task_formats(), "--format")
    places = [Path(place) for place in plans or ()] or [context.plan_path()]
    folders = _folders(places, out)
    work = [Job(place, folder, levels, format_, strict_calendar) for place, folder in zip(places, folders, strict=True)]
    return split_all(context, work, jobs)


def _folders(places: list[Path], out: str | None) -> list[Path]:
    """Return the output folder of each plan: named after the plan's folder or file."""
    if out is not None and len(places) == 1:
        return [Path(out)]
    folders = [Path(out or "build", place.resolve().stem) for place in places]
    same = next((folder for folder in folders if folders.count(folder) > 1), None)
    if same is not None:
        raise UsageError("two plans would write to {path}; split them one by one", path=str(same))
    return folders


COMMAND = Command(name="split", run=split)
