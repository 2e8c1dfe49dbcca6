"""Writing files that people will keep: never over what is there."""

from __future__ import annotations

from pathlib import Path

from perfplan.errors import UsageError


def write_new(path: Path, text: str) -> None:
    """Write a text file that must not exist yet, folders included.

    Raises:
        UsageError: it exists.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError as there:
        raise UsageError("{file} exists already and is left as it is", file=str(path)) from there
