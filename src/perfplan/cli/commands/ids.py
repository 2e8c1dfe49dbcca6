"""List the ids that begin with a text, as completion in the shell does."""

from __future__ import annotations

from typing import Annotated

import typer

from perfplan.cli._command import Command
from perfplan.cli.context import Context
from perfplan.cli.options import PlanOption, TodayOption

Prefix = Annotated[str, typer.Argument(metavar="[PREFIX]", help="What the ids begin with.")]
Targets = Annotated[bool, typer.Option("--targets", help="Targets and units' shares, instead of tasks.")]


def ids(
    context: Context, prefix: Prefix = "", plan: PlanOption = None, today: TodayOption = None, targets: Targets = False
) -> None:
    """Print the ids of tasks that begin with PREFIX, one a line.

    Before the slash these are what tasks belong to (jobs@chengguan/, p01/), after it the tasks themselves. Shells call
    this to complete ids; perfplan init --completion bash prints what sets that up.

        perfplan ids jobs@chengguan/2025-0
        perfplan ids --targets jobs@
    """
    from perfplan.track.names import ids_beginning, share_ids

    loaded = context.load(plan, today)
    found = (
        [each for each in share_ids(loaded) if each.startswith(prefix)] if targets else ids_beginning(loaded, prefix)
    )
    context.out.write("".join(f"{each}\n" for each in found))


COMMAND = Command(name="ids", run=ids)
