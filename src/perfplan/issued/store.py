"""Where issues lie, how they are read, and how one is added so that readers see all of it or nothing.

A plan that is a folder keeps ``issued/<date>.tsv``; a plan that is one file ``x.yaml`` keeps them in ``x.issued/``. A
second issue of one day is ``<date>-2.tsv``. Issues are never written again: the last one counts, by date and number.
"""

from __future__ import annotations

import os
import re
import tempfile
from contextlib import suppress
from datetime import date
from pathlib import Path

from msgspec import Struct

from perfplan.diagnostics import Diagnostic, Location
from perfplan.errors import StorageError
from perfplan.issued.coding import encode
from perfplan.issued.parsing import CODE, parse
from perfplan.issued.record import Issue
from perfplan.regular import read_regular

FOLDER, SUFFIX = "issued", ".tsv"
MOST_BYTES = 64 * 2**20  # a province's hundred thousand shares are a fifth of it
_PLAN_FILES = ("plan.yaml", "plan.yml")
_NAME = re.compile(r"(\d{4}-\d{2}-\d{2})(?:-([1-9]\d*))?", re.ASCII)


class Issues(Struct, frozen=True):
    """All issues of a plan, oldest first, and what is wrong with their files.

    ``last`` is the one that counts; None where there is none, or where its file cannot be used: an older one would
    say the wrong thing.
    """

    all: tuple[Issue, ...]
    findings: tuple[Diagnostic, ...]
    last: Issue | None


def issued_folder(plan: Path) -> Path:
    """Return the folder that keeps the issues of the plan at ``plan``; it need not exist."""
    if plan.is_dir():
        return plan / FOLDER
    return plan.parent / FOLDER if plan.name in _PLAN_FILES else plan.with_suffix(f".{FOLDER}")


def issue_files(plan: Path) -> list[Path]:
    """Return the files of a plan's issues, oldest first."""
    found = [path for path in issued_folder(plan).glob(f"*{SUFFIX}") if not path.name.startswith(".")]
    return sorted(found, key=_age)


def read_issues(plan: Path) -> Issues:
    """Read all issues of the plan at ``plan``; a plan that was never issued has none."""
    read = [_read(path) for path in issue_files(plan)]
    good = tuple(each for each in read if isinstance(each, Issue))
    last = read[-1] if read else None
    return Issues(
        all=good,
        findings=tuple(each for each in read if isinstance(each, Diagnostic)),
        last=last if isinstance(last, Issue) else None,
    )


def new_file(plan: Path, on: date) -> Path:
    """Return the name for an issue of a day: the first that is free."""
    folder, day = issued_folder(plan), on.isoformat()
    names = [f"{day}{SUFFIX}", *(f"{day}-{number}{SUFFIX}" for number in range(2, 1000))]
    return next((path for path in map(folder.joinpath, names) if not path.exists()), folder / names[-1])


def add_issue(plan: Path, issue: Issue) -> Path:
    """Write an issue into a file of its own and return its name; nobody ever sees a part of it.

    Raises:
        StorageError: it could not be written.
    """
    path = new_file(plan, issue.on)
    try:
        path.parent.mkdir(exist_ok=True)
        _write(path, encode(issue).encode())
    except OSError as error:
        reason = error.strerror or str(error)
        raise StorageError("cannot write {file}: {reason}", file=path.as_posix(), reason=reason) from error
    return path


def _write(path: Path, content: bytes) -> None:
    handle, part = tempfile.mkstemp(dir=path.parent, prefix=".")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        mask = os.umask(0)
        os.umask(mask)
        Path(part).chmod(0o666 & ~mask)
        _publish(Path(part), path)
    finally:
        with suppress(OSError):
            Path(part).unlink()


def _publish(part: Path, path: Path) -> None:
    """Give the whole file its name; where somebody else was quicker, fail instead of replacing what they wrote."""
    try:
        os.link(part, path)
    except FileExistsError:
        raise
    except OSError:  # a file system without links
        part.replace(path)


def _age(path: Path) -> tuple[str, int, str]:
    """Return what orders issues: the day, then the number of the day; names of another form come first."""
    match = _NAME.fullmatch(path.stem)
    return (match[1], int(match[2] or 1), "") if match else ("", 0, path.name)


def _read(path: Path) -> Issue | Diagnostic:
    try:
        return parse(read_regular(path, MOST_BYTES), path.as_posix())
    except OSError as error:
        return Diagnostic(CODE, Location(path.as_posix()), {"problem": error.strerror or str(error)})
