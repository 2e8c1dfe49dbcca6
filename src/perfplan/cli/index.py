"""The list of commands, read from file names and first lines, so that no command is imported to print the list."""

from __future__ import annotations

import os

_FOLDER = os.path.join(os.path.dirname(__file__), "commands")  # noqa: PTH118, PTH120 - pathlib costs a third of the help's time
_QUOTES = '"""'


def module_of(name: str) -> str:
    """Return the module that holds the command ``name``; raises ``LookupError`` when there is none."""
    for module in (name, f"{name}_"):
        if module in _modules():
            return f"perfplan.cli.commands.{module}"
    raise LookupError(name)


def names() -> list[str]:
    """Return the commands' names, sorted."""
    return [module.rstrip("_") for module in _modules()]


def summaries() -> dict[str, str]:
    """Return ``{name: summary}``: the first line of each command's file."""
    return {module.rstrip("_"): _first_line(module) for module in _modules()}


def _modules() -> list[str]:
    files = (name for name in os.listdir(_FOLDER) if name.endswith(".py") and not name.startswith("_"))  # noqa: PTH208
    return sorted(name.removesuffix(".py") for name in files)


def _first_line(module: str) -> str:
    with open(os.path.join(_FOLDER, f"{module}.py"), encoding="utf-8") as file:  # noqa: PTH118, PTH123
        return file.readline().strip().removeprefix(_QUOTES).removesuffix(_QUOTES)
