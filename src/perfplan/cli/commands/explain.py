"""Explain a finding's code, a date, a task or stage, a target, project, unit or person."""

from __future__ import annotations

from typing import Annotated

import typer

from perfplan.cli._command import Command
from perfplan.cli.context import Context
from perfplan.cli.options import PlanOption
from perfplan.errors import UsageError
from perfplan.registry import discover

What = Annotated[
    str,
    typer.Argument(
        metavar="WHAT", help="A code such as PP203, a date, the id of a task or stage; a target, unit, person."
    ),
]


def explain(context: Context, what: What, plan: PlanOption = None) -> None:
    """Say in words what a code means, or why something is as it is.

    The form of the question says what is meant: a finding's code, a date, the id of a task or a stage, or the id or
    name of a target, project, unit or person.

        perfplan explain PP203
        perfplan explain 2025-10-11
        perfplan explain jobs@chengguan/2025-03
        perfplan explain jobs
    """
    forms = discover("perfplan.cli.explaining", "FORM")
    for form in forms.values():
        if form.pattern.fullmatch(what.strip()):
            context.out.write(form.explain(context, what.strip(), plan))
            return
    examples = ", ".join(form.example for form in forms.values())
    raise UsageError("{what} is nothing that can be explained; ask like this: {examples}", what=what, examples=examples)


COMMAND = Command(name="explain", run=explain)
