"""Where the ledger lies, how it is read, and how lines are added so that none is ever lost or torn.

A plan that is a folder keeps ``ledger/*.jsonl``; a plan that is one file ``x.yaml`` keeps ``x.ledger.jsonl`` beside it.
Files only grow. An append happens under an exclusive lock on the file, in one write of whole lines, and has reached
the disk when it returns. A last line that a power cut left unfinished stays as it is: the next append starts a new
line, and reading reports the torn one.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Sequence
from pathlib import Path

from perfplan.errors import StorageError
from perfplan.ledger.coding import encode
from perfplan.ledger.record import Record

_PLAN_FILES = ("plan.yaml", "plan.yml")
_NEW_LINE = b"\n"


def ledger_file(plan: Path) -> Path:
    """Return the file that new records of the plan are appended to; it need not exist."""
    folder = _folder(plan)
    return folder / "ledger" / "records.jsonl" if folder else plan.with_suffix(".ledger.jsonl")


def ledger_files(plan: Path) -> tuple[Path, ...]:
    """Return the plan's ledger files that exist, sorted: all of a folder's, whatever their names."""
    folder = _folder(plan)
    if folder:
        return tuple(sorted((folder / "ledger").glob("*.jsonl")))
    single = ledger_file(plan)
    return (single,) if single.exists() else ()


def append(path: Path, records: Sequence[Record]) -> None:
    """Add the records to the ledger file, making it if need be; on return they are on the disk.

    Raises:
        StorageError: nothing was added, or it cannot be vouched for: no permission, disk full, a failing disk.
    """
    if not records:
        return
    lines = "".join(f"{encode(record)}\n" for record in records).encode(errors="replace")
    try:
        file = _open_locked(path)
        try:
            _write(file, lines, path)
        finally:
            os.close(file)  # this releases the lock
    except OSError as error:
        reason = error.strerror or str(error)
        raise StorageError("cannot write the ledger {file}: {reason}", file=str(path), reason=reason) from error


def _folder(plan: Path) -> Path | None:
    if plan.is_dir():
        return plan
    return plan.parent if plan.name in _PLAN_FILES else None


def _open_locked(path: Path) -> int:
    """Return the file open for appending, locked, and still the one that ``path`` names."""
    path.parent.mkdir(parents=True, exist_ok=True)
    while True:
        file = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o666)
        try:
            fcntl.flock(file, fcntl.LOCK_EX)
            if _is_current(file, path):
                return file
        except BaseException:
            os.close(file)
            raise
        os.close(file)  # replaced while we waited, as git does: lines written here would be lost


def _is_current(file: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(file), path.stat())
    except FileNotFoundError:
        return False


def _write(file: int, lines: bytes, path: Path) -> None:
    size = os.fstat(file).st_size
    if not size:
        # Before the first line, so that a file with lines always has its name on the disk too.
        _sync_folder(path.parent)
        _sync_folder(path.parent.parent)
    elif os.pread(file, 1, size - 1) != _NEW_LINE:
        lines = _NEW_LINE + lines
    if (written := os.write(file, lines)) != len(lines):
        os.ftruncate(file, size)
        raise OSError(0, f"only {written} of {len(lines)} bytes fitted on the disk")
    os.fsync(file)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
