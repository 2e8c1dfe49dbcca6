"""``check --fix`` and ``--diff``: repair what is safe, and write it or show it."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from difflib import unified_diff
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from perfplan.cli.context import Context
from perfplan.errors import StorageError

if TYPE_CHECKING:
    from perfplan.lint.choice import Choice
    from perfplan.lint.fixing import Fixed

FixOption = Annotated[bool, typer.Option("--fix", help="Repair what can be repaired safely, then check.")]
DiffOption = Annotated[bool, typer.Option("--diff", help="Show what --fix would change, and change nothing.")]

_MARK = b"\xef\xbb\xbf"


def mend(places: Sequence[Path], today: date | None, asked: Choice, context: Context, *, write: bool) -> int:
    """Repair the plans; write the changed files, or show them as a diff; return the exit code of what is written now.

    Raises:
        StorageError: a file cannot be written, or has changed since it was read.
    """
    from perfplan.cli.findings import exit_code, report_of

    codes = [0]
    for place in places:
        fixed = _fixed(place, today, asked)
        codes.append(exit_code(report_of([fixed.before], fixed.before.findings, context)))
        for name, text in sorted(fixed.texts.items()):
            if write:
                _write(Path(name), fixed.before.texts[name], text)
            else:
                context.out.write(_diff(name, fixed.before.texts[name], text))
        _report(fixed, context, write=write)
    return max(codes)


def _fixed(place: Path, today: date | None, asked: Choice) -> Fixed:
    from perfplan.lint.fixing import fix
    from perfplan.lint.inspection import inspect

    return fix(lambda texts: inspect(place, today, asked, texts))


def _report(fixed: Fixed, context: Context, *, write: bool) -> None:
    for finding in fixed.refused:
        told = context.t(
            "{place}: {code} was not repaired, because that would make another error",
            place=str(finding.location),
            code=finding.code,
        )
        context.err.write(told)
    count, files = len(fixed.repaired), len(fixed.texts)
    if not count:
        if not write:
            context.err.write(context.t("nothing can be repaired"))
        return
    if write:
        context.err.write(context.t("repaired: {count}; files changed: {files}", count=count, files=files))
    else:
        context.err.write(context.t("can be repaired: {count}; files to change: {files}", count=count, files=files))


def _diff(name: str, before: str, after: str) -> str:
    lines = unified_diff(
        before.splitlines(keepends=True),
        after.splitlines(keepends=True),
        f"a/{name.lstrip('/')}",
        f"b/{name.lstrip('/')}",
    )
    return "".join(line if line.endswith(("\n", "\r")) else f"{line}\n\\ No newline at end of file\n" for line in lines)


def _write(path: Path, before: str, after: str) -> None:
    """Replace a file as a whole, with its mode, where it still is what was read."""
    path = Path(os.path.realpath(path))
    try:
        content = path.read_bytes()
        mark = _MARK if content.startswith(_MARK) else b""
        if content.removeprefix(_MARK) != before.encode():
            raise StorageError("{file} has changed since it was read; nothing was written to it", file=str(path))
        _replace(path, mark + after.encode())
    except OSError as error:
        reason = error.strerror or str(error)
        raise StorageError("cannot write {file}: {reason}", file=str(path), reason=reason) from error


def _replace(path: Path, content: bytes) -> None:
    handle, new = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:40]}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(new).chmod(path.stat().st_mode & 0o7777)
        Path(new).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(new).unlink()
        raise
