"""``check --fix`` and ``--diff``: repair what is safe, and write it or show it."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date
from difflib import unified_diff
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from perfplan.cli.checking import Checked, each_plan
from perfplan.cli.context import Context
from perfplan.diagnostics import Diagnostic
from perfplan.errors import StorageError

if TYPE_CHECKING:
    from perfplan.cli.check_run import CheckRun
    from perfplan.lint.choice import Choice

_MARK = b"\xef\xbb\xbf"


class Mended(Struct, frozen=True):
    """What repairing one plan came to, as values that can be pickled.

    Attributes:
        before: the plan's check before anything was repaired.
        old: the texts of the files that change, as they are.
        new: the same as they shall be.
        repaired: how many findings are mended.
        refused: the findings whose repair would make another error.
    """

    before: Checked
    old: Mapping[str, str]
    new: Mapping[str, str]
    repaired: int
    refused: tuple[Diagnostic, ...]


def mend(wanted: CheckRun, context: Context, *, write: bool) -> int:
    """Repair the plans; write the changed files, or show them as a diff; return the exit code of what is written now.

    With ``wanted.changed``, only files that differ from that revision are repaired.

    Raises:
        StorageError: a file cannot be written, or has changed since it was read.
        UsageError: what has changed cannot be known.
    """
    from perfplan.cli.findings import exit_code, report_of

    only = None if wanted.changed is None else _changed(wanted.places, wanted.changed, context)
    work = partial(mend_plan, today=wanted.today, asked=wanted.asked, only=only)
    codes = [0]
    for mended in each_plan(work, wanted.places, wanted.jobs):
        codes.append(exit_code(report_of([mended.before], mended.before.findings, context)))
        for name, text in sorted(mended.new.items()):
            if write:
                _write(Path(name), mended.old[name], text)
            else:
                context.out.write(_diff(name, mended.old[name], text))
        _report(mended, context, write=write)
    return max(codes)


def mend_plan(place: Path, today: date | None, asked: Choice | None, only: frozenset[str] | None) -> Mended:
    """Repair one plan in memory: all its files, or those whose resolved paths are in ``only``."""
    from perfplan.lint.fixing import fix
    from perfplan.lint.inspection import inspect

    def may(finding: Diagnostic) -> bool:
        return only is None or os.path.realpath(finding.location.file) in only

    fixed = fix(lambda texts: inspect(place, today, asked, texts), may)
    before = Checked(fixed.before.files, fixed.before.findings, {}, fixed.before.ignored)
    old = {name: fixed.before.texts[name] for name in fixed.texts}
    return Mended(before, old, fixed.texts, len(fixed.repaired), fixed.refused)


def _changed(places: Sequence[Path], revision: str, context: Context) -> frozenset[str]:
    from perfplan.cli.changed import Repositories

    return Repositories(context.environ).changed_files(places, revision)


def _report(mended: Mended, context: Context, *, write: bool) -> None:
    for finding in mended.refused:
        told = context.t(
            "{place}: {code} was not repaired, because that would make another error",
            place=str(finding.location),
            code=finding.code,
        )
        context.err.write(told)
    count, files = mended.repaired, len(mended.new)
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
