"""An output folder that is replaced as a whole: readers see the old files or the new ones, never a mixture.

Everything is written to a new folder beside the old one, then the two change places in one system call where the
system can (``renameat2`` with ``RENAME_EXCHANGE``), else in two renames. A manifest names what perfplan wrote; other
files are carried over and never deleted, and a foreign file in the way of a new one stops everything beforehand.
"""

from __future__ import annotations

import ctypes
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from perfplan.errors import StorageError

MANIFEST = ".perfplan-files.json"
_AT_FDCWD, _RENAME_EXCHANGE = -100, 2


@contextmanager
def replaced(out: Path, names: list[str]) -> Iterator[Path]:
    """Give a new folder to write ``names`` into, and put it in the place of ``out`` when all went well.

    ``names`` are the paths of the files to come, relative to ``out``, with ``/``. When the body raises, ``out`` stays
    as it was.

    Raises:
        StorageError: ``out`` is no folder, holds a foreign file under one of the names, or cannot be written.
    """
    _refuse_foreign(out, names)
    new = out.with_name(f".{out.name}.new-{os.getpid()}")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(new, ignore_errors=True)
        new.mkdir()
        yield new
        _write_manifest(new, names)
        _swap(new, out)
    except OSError as error:
        reason = error.strerror or str(error)
        raise StorageError("cannot write {path}: {reason}", path=str(out), reason=reason) from error
    finally:
        shutil.rmtree(new, ignore_errors=True)


def written_by_us(out: Path) -> frozenset[str]:
    """Return the names that the manifest of an output folder lists; none where there is no readable manifest."""
    try:
        names = json.loads((out / MANIFEST).read_text(encoding="utf-8"))["files"]
        return frozenset(name for name in names if _inside(name))
    except (OSError, ValueError, TypeError, KeyError):
        return frozenset()


def _inside(name: object) -> bool:
    """Whether a manifest's entry is a plain relative path: nobody may make us delete elsewhere."""
    path = PurePosixPath(name) if isinstance(name, str) else None
    return path is not None and not path.is_absolute() and ".." not in path.parts and name != ""


def _refuse_foreign(out: Path, names: list[str]) -> None:
    if not os.path.lexists(out):
        return
    if out.is_symlink() or not out.is_dir():
        raise StorageError("{path} is not a folder; choose another --out", path=str(out))
    ours = written_by_us(out)
    for name in names:
        if name not in ours and os.path.lexists(out / name):
            raise StorageError(
                "{path} was not written by perfplan and would be overwritten; move it, or choose another --out",
                path=str(out / name),
            )


def _write_manifest(folder: Path, names: list[str]) -> None:
    text = json.dumps({"perfplan": 1, "files": sorted(names)}, ensure_ascii=False, indent=1)
    (folder / MANIFEST).write_text(text + "\n", encoding="utf-8")


def _swap(new: Path, out: Path) -> None:
    if not os.path.lexists(out):
        new.rename(out)
        return
    ours = written_by_us(out)
    if not _exchange(new, out):
        aside = new.with_name(f"{new.name}-old")
        out.rename(aside)
        new.rename(out)
        aside.rename(new)
    _carry_over(new, out, ours)


def _exchange(first: Path, second: Path) -> bool:
    """Let two folders change places in one step; False where the system cannot."""
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return False
    paths = os.fsencode(first), os.fsencode(second)
    done: int = rename(_AT_FDCWD, paths[0], _AT_FDCWD, paths[1], _RENAME_EXCHANGE)
    return done == 0


def _carry_over(old: Path, out: Path, ours: frozenset[str]) -> None:
    """Move every file that we did not write from the replaced folder into the new one."""
    for folder, subfolders, files in os.walk(old):
        here = Path(folder)
        relative = here.relative_to(old)
        entries = files + [name for name in subfolders if (here / name).is_symlink()]
        for name in entries:
            if (relative / name).as_posix() in ours | {MANIFEST}:
                continue
            (out / relative).mkdir(parents=True, exist_ok=True)
            (here / name).rename(out / relative / name)
        for name in subfolders:
            if not any((here / name).iterdir()):
                (out / relative / name).mkdir(parents=True, exist_ok=True)
