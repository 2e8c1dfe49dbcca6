"""Which findings somebody asks for: ``--select PP2,PP702`` and ``--ignore PP507``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from perfplan.errors import UsageError

if TYPE_CHECKING:
    from perfplan.lint.choice import Choice

SelectOption = Annotated[
    str | None,
    typer.Option("--select", metavar="CODES", help="Report only these: codes or their beginnings, PP2,PP702."),
]
IgnoreOption = Annotated[
    str | None, typer.Option("--ignore", metavar="CODES", help="Do not report these: codes or their beginnings.")
]


def read_choice(select: str | None, ignore: str | None) -> Choice:
    """Return what the two options ask for.

    Raises:
        UsageError: a code that no finding has.
    """
    from perfplan.lint.choice import Choice

    return Choice(_read_codes(select, "--select"), _read_codes(ignore, "--ignore"))


def _read_codes(text: str | None, option: str) -> tuple[str, ...]:
    if text is None:
        return ()
    return tuple(dict.fromkeys(_read_code(part.strip().upper(), option) for part in text.split(",")))


def _read_code(code: str, option: str) -> str:
    from perfplan.checks._rule import codes, named_codes
    from perfplan.load.nearest import nearest

    if named_codes(code):
        return code
    near = nearest(code, codes())
    if near:
        raise UsageError(
            "{option}: no finding has the code {code}; did you mean {nearest}?", option=option, code=code, nearest=near
        )
    raise UsageError("{option}: no finding has the code {code}; docs/findings.md lists them", option=option, code=code)
