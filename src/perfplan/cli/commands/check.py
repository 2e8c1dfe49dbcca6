"""Check plans and ledgers: exact places, all problems at once."""

from __future__ import annotations

from functools import partial
from typing import Annotated

import typer

from perfplan.cli._command import Command
from perfplan.cli.choosing import IgnoreOption, SelectOption, read_choice
from perfplan.cli.context import Context
from perfplan.cli.options import TodayOption, choose, read_count

Paths = Annotated[
    list[str] | None,
    typer.Argument(metavar="[PATH]...", help="Plans (folders with plan.yaml, or YAML files), or files of plans."),
]
Format = Annotated[
    str, typer.Option("--format", metavar="FORMAT", help="full, concise, json, github, gitlab, sarif or junit.")
]
Outputs = Annotated[
    list[str] | None,
    typer.Option("--output-file", metavar="FORMAT=FILE", help="Write this format to a file too; may be repeated."),
]
Changed = Annotated[
    str | None,
    typer.Option(
        "--changed", metavar="[REV]", help="Report only what changes since this git revision (HEAD) have to do with."
    ),
]
Watch = Annotated[bool, typer.Option("--watch", help="Check again whenever a file of the plan changes.")]
Jobs = Annotated[str, typer.Option("--jobs", metavar="N", help="Processes for several plans; 0 is one a processor.")]
Fix = Annotated[bool, typer.Option("--fix", help="Repair what can be repaired safely, then check.")]
Diff = Annotated[bool, typer.Option("--diff", help="Show what --fix would change, and change nothing.")]
SkipOthers = Annotated[bool, typer.Option("--skip-others", help="Pass over files that belong to no plan.")]


def check(
    context: Context,
    paths: Paths = None,
    format_: Format = "full",
    output_file: Outputs = None,
    changed: Changed = None,
    watch: Watch = False,
    jobs: Jobs = "0",
    skip_others: SkipOthers = False,
    select: SelectOption = None,
    ignore: IgnoreOption = None,
    fix: Fix = False,
    diff: Diff = False,
    today: TodayOption = None,
) -> int:
    """Check plans; only --fix changes them.

    Every finding names its place, what is wrong and what to do; perfplan explain CODE tells more. Without a path, the
    plan of the current folder is checked; for a file inside a plan's folder, that plan. Exit code: 0 without errors,
    1 with errors, 2 when a file cannot be read.

        perfplan check plans/county-2025
        perfplan check --format github --output-file sarif=build/check.sarif plans/*
        perfplan check --changed origin/main
        perfplan check --fix --select PP2,PP105 plans/county-2025
    """
    from perfplan.cli.check_run import CheckRun, run_check
    from perfplan.cli.outputs import read_outputs
    from perfplan.cli.places import plans_of
    from perfplan.export._findings import findings_formats

    format_name = choose(format_, findings_formats(), "--format")
    outputs, asked, day = read_outputs(output_file or ()), read_choice(select, ignore), context.today(today)
    places = plans_of(paths, skip_others=skip_others) if paths else [context.plan_path()]
    wanted = CheckRun(places, format_name, outputs, changed, read_count(jobs, "--jobs"), day, asked)
    if fix or diff:
        from perfplan.cli.mending import mend

        code = mend(wanted, context, write=not diff)
        if diff:
            return code
    if watch:
        from perfplan.cli.watching import watch as watching

        watching(places, partial(run_check, wanted, context), context)
    return run_check(wanted, context)


COMMAND = Command(name="check", run=check, bare={"--changed": "HEAD"})
