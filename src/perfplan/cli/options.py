"""Options that several commands share, so that they read and behave the same everywhere."""

from __future__ import annotations

from collections.abc import Collection
from difflib import get_close_matches
from typing import Annotated

import typer

from perfplan.errors import UsageError

PlanOption = Annotated[
    str | None,
    typer.Option("--plan", metavar="PATH", help="The plan: a folder with plan.yaml, or one YAML file."),
]
TodayOption = Annotated[
    str | None,
    typer.Option("--today", metavar="YYYY-MM-DD", help="Take this day for today."),
]
OutOption = Annotated[
    str | None,
    typer.Option("--out", metavar="FILE", help="Write to this file instead of the terminal."),
]


def choose(value: str, allowed: Collection[str], option: str) -> str:
    """Return ``value`` if it is one of ``allowed``.

    Raises:
        UsageError: it is not; says what is, and what was probably meant.
    """
    if value in allowed:
        return value
    near = get_close_matches(value, list(allowed), 1)
    listed = ", ".join(sorted(allowed))
    if near:
        raise UsageError(
            "{option} cannot be {value}; did you mean {nearest}? Allowed: {allowed}",
            option=option,
            value=value,
            nearest=near[0],
            allowed=listed,
        )
    raise UsageError("{option} cannot be {value}. Allowed: {allowed}", option=option, value=value, allowed=listed)


def choose_all(values: str, allowed: Collection[str], option: str) -> tuple[str, ...]:
    """Return the comma-separated ``values``, each once, if all of them are allowed.

    Raises:
        UsageError: one of them is not, or there is none.
    """
    return tuple(dict.fromkeys(choose(value.strip(), allowed, option) for value in values.split(",")))


def read_count(value: str, option: str) -> int:
    """Return a number of things, 0 or more.

    Raises:
        UsageError: it is not one.
    """
    if value.isascii() and value.isdigit():
        return int(value[:9])
    raise UsageError("{option} takes a whole number, 0 or more, not {value}", option=option, value=value)
