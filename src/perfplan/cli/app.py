"""From arguments to one command: import that command alone, let typer read its options, run it."""

from __future__ import annotations

from importlib import import_module

from perfplan.cli._command import Command
from perfplan.cli.context import Context, UnreadablePlanError
from perfplan.cli.index import module_of, names
from perfplan.errors import UsageError


def run_command(args: list[str], context: Context) -> int:
    """Run the command that the first argument names, and return its exit code.

    Raises:
        PerfplanError: what was asked for cannot be; the frame words it.
    """
    command = load_command(args[0])
    from perfplan.cli.parsing import invoke

    try:
        return invoke(command, args[1:], context)
    except UnreadablePlanError as problem:
        from perfplan.cli.findings import show_unreadable

        return show_unreadable(problem, context)


def load_command(name: str) -> Command:
    """Import one command.

    Raises:
        UsageError: no such command; names the nearest.
    """
    try:
        module = module_of(name)
    except LookupError as unknown:
        from difflib import get_close_matches

        near = get_close_matches(name, names(), 1)
        if near:
            raise UsageError(
                "there is no command {name}; did you mean {nearest}?", name=name, nearest=near[0]
            ) from unknown
        raise UsageError("there is no command {name}; perfplan --help lists them", name=name) from unknown
    command: Command = import_module(module).COMMAND
    return command
