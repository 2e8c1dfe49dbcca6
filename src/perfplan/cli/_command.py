"""What a command declares. A new command is one new file in ``cli/commands``.

The contract::

    \"\"\"Mark tasks as done, or take that back.\"\"\"      <- first line of the module: the summary in every list

    Tasks = Annotated[list[str], typer.Argument(metavar="TASK...", help="Task ids.")]

    def done(context: Context, tasks: Tasks, plan: PlanOption = None) -> int:
        \"\"\"First paragraph: what the command is for; the rest: how, with examples.\"\"\"
        ...
        return 0

    COMMAND = Command(name="done", run=done)

- The module is named after the command (``import_.py`` for words that Python keeps) and holds ``COMMAND``.
- ``run`` takes the :class:`~perfplan.cli.context.Context` first, then what typer reads from the command line; the
  context carries today, language, terminal and translator. Shared options are in :mod:`perfplan.cli.options`.
- It returns the exit code, or None for 0. What the user got wrong is raised as :class:`perfplan.errors.PerfplanError`;
  the frame translates it, prints it to stderr and exits with its code.
- A command with verbs of its own (``calendar show``) gives ``verbs`` instead of ``run``, each a function like ``run``
  whose docstring's first line is its summary.
- The summary, docstrings and ``help=`` texts are English and stand in the catalogue; the frame translates them.
- Heavy imports (a plan's loader, exporters) go inside ``run``, so that help and usage errors stay quick.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from msgspec import Struct, field

Runner = Callable[..., int | None]


class Command(Struct, frozen=True):
    """One command: ``run``, or ``verbs`` by name. Exactly one of the two is given.

    ``bare`` are the options whose value may be left out, each with the value that it then has.
    """

    name: str
    run: Runner | None = None
    verbs: Mapping[str, Runner] = field(default_factory=dict)
    bare: Mapping[str, str] = field(default_factory=dict)
