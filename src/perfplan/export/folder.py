"""An output folder that is replaced as a whole: readers see the old files or the new ones, never a mixture.

Everything is written to a new folder beside the old one, files that perfplan did not write are linked into it, and
then the two change places in one system call where the system can (``renameat2`` with ``RENAME_EXCHANGE``), else in
two renames. So whatever stops a run, even without warning, one whole folder stands there. A manifest names what
perfplan wrote; other files are never deleted, and one in the way of a new file stops everything beforehand.
"""

from __future__ import annotations

import ctypes
import fcntl
import json
import os
import re
import secrets
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path, PurePosixPath

from perfplan.errors import StorageError

MANIFEST = ".perfplan-files.json"
UNFINISHED = ".perfplan-unfinished"
_LEFT_OVER = 24 * 60 * 60
_AT_FDCWD, _RENAME_EXCHANGE = -100, 2


@contextmanager
def replaced(out: Path, names: list[str]) -> Iterator[Path]:
    """Give a new folder to write ``names`` into, and put it in the place of ``out`` when all went well.

    ``names`` are the paths of the files to come, relative to ``out``, with ``/``. When the body raises, ``out`` stays
    as it was.

    Raises:
        StorageError: ``out`` is no folder of its own (a file, a link, the working folder), holds a foreign file under
            one of the names, or cannot be written.
    """
    _refuse_beforehand(out, names)
    new = out.with_name(f".{out.name}.new-{os.getpid()}-{secrets.token_hex(4)}")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        new.mkdir()
        (new / UNFINISHED).touch()
        _remove_left_over(out, new)
        yield new
        _write_manifest(new, names)
        (new / UNFINISHED).unlink()
        with _alone_in(out.parent):
            _swap(new, out, names)
    except OSError as error:
        reason = error.strerror or str(error)
        raise StorageError("cannot write {path}: {reason}", path=str(out), reason=reason) from error
    finally:
        shutil.rmtree(new, ignore_errors=True)


def _remove_left_over(out: Path, new: Path) -> None:
    """Remove the unfinished folders of runs that were killed: while the mark is there, they hold nothing but results.

    A run may be going on, on another machine too: only what nobody has written to for a day is left over.
    """
    left_over = re.compile(re.escape(f".{out.name}.new-") + r"[0-9]+-[0-9a-f]{8}")
    now = new.stat().st_mtime
    for folder in out.parent.iterdir():
        if left_over.fullmatch(folder.name) and not folder.is_symlink() and (folder / UNFINISHED).is_file():
            with suppress(OSError):
                if now - max(entry.lstat().st_mtime for entry in (folder, *folder.rglob("*"))) > _LEFT_OVER:
                    shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _alone_in(parent: Path) -> Iterator[None]:
    """Let one run at a time change what stands in a folder; the system frees the lock whatever becomes of the run."""
    handle = os.open(parent, os.O_RDONLY)
    try:
        with suppress(OSError):  # a file system without locks
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


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


def _refuse_beforehand(out: Path, names: list[str]) -> None:
    """Refuse what could not be replaced; another run must not change places between the manifest and the files."""
    with ExitStack() as stack:
        with suppress(OSError):  # no folder yet, or one that cannot be opened: writing into it will say so
            stack.enter_context(_alone_in(out.parent))
        _refuse_foreign(out, names)


def _refuse_foreign(out: Path, names: list[str]) -> None:
    if out.is_symlink() and out.is_dir():
        raise StorageError("{path} is a link, not a folder; name the folder itself", path=str(out))
    if os.path.lexists(out) and (out.is_symlink() or not out.is_dir()):
        raise StorageError("{path} is not a folder; choose another --out", path=str(out))
    if not out.name or out.name == ".." or _holds_working_folder(out):
        raise StorageError("{path} is the working folder or holds it; choose another --out", path=str(out))
    ours = written_by_us(out)
    for name in names:
        blocked = _in_the_way(out, name, ours)
        if blocked is not None:
            raise StorageError(
                "{path} was not written by perfplan and would be overwritten; move it, or choose another --out",
                path=str(blocked),
            )


def _holds_working_folder(out: Path) -> bool:
    """Whether this process, and the shell that started it, stands inside: it would be left in a folder that is gone."""
    try:
        here = Path.cwd()
        return out.is_dir() and any(out.samefile(folder) for folder in (here, *here.parents))
    except FileNotFoundError:
        return False


def _in_the_way(out: Path, name: str, ours: frozenset[str]) -> Path | None:
    """Return what stands where a file is to go: a foreign file, a folder, or a file or link in place of its folder."""
    path = PurePosixPath(name)
    for folder in reversed(path.parents[:-1]):
        here = out / folder
        if os.path.lexists(here) and (here.is_symlink() or not here.is_dir()):
            return here
    here = out / path
    is_ours = name in ours and (here.is_symlink() or not here.is_dir())
    return here if os.path.lexists(here) and not is_ours else None


def _write_manifest(folder: Path, names: list[str]) -> None:
    text = json.dumps({"perfplan": 1, "files": sorted(names)}, ensure_ascii=False, indent=1)
    (folder / MANIFEST).write_text(text + "\n", encoding="utf-8")


def _swap(new: Path, out: Path, names: list[str]) -> None:
    """Put ``new`` in the place of ``out``, which then lies at ``new``, with nothing foreign left in it."""
    if not os.path.lexists(out):
        new.rename(out)
        return
    _refuse_foreign(out, names)
    with suppress(OSError):
        shutil.copymode(out, new)
    _keep_foreign(out, new, link=True)
    if not _exchange(new, out):
        aside = new.with_name(f"{new.name}-old")
        out.rename(aside)
        new.rename(out)
        aside.rename(new)
    try:
        _keep_foreign(new, out, link=False)
    except OSError:
        new.rename(new.with_name(f"{new.name}-kept"))  # it holds what could not be moved
        raise


def _exchange(first: Path, second: Path) -> bool:
    """Let two folders change places in one step; False where the system cannot."""
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return False
    paths = os.fsencode(first), os.fsencode(second)
    done: int = rename(_AT_FDCWD, paths[0], _AT_FDCWD, paths[1], _RENAME_EXCHANGE)
    return done == 0


def _keep_foreign(old: Path, new: Path, *, link: bool) -> None:
    """Bring every file that perfplan did not write from ``old`` to ``new``, unless it is there.

    Links come first, before the folders change places, so that nothing is missing for a moment; what could not be
    linked, or came since, is moved afterwards.
    """
    ours = written_by_us(old) | {MANIFEST}
    for folder, subfolders, files in os.walk(old, onerror=_cannot_list):
        here = Path(folder)
        relative = here.relative_to(old)
        for name in (n for n in subfolders if not (here / n).is_symlink()):
            if not any((here / name).iterdir()):
                (new / relative / name).mkdir(parents=True, exist_ok=True)
        for name in files + [n for n in subfolders if (here / n).is_symlink()]:
            if (relative / name).as_posix() not in ours:
                _bring(here / name, new / relative / name, link=link)


def _cannot_list(error: OSError) -> None:
    raise error


def _bring(source: Path, place: Path, *, link: bool) -> None:
    if os.path.lexists(place):
        return
    place.parent.mkdir(parents=True, exist_ok=True)
    if not link:
        source.rename(place)
        return
    with suppress(OSError):  # another owner, or a file system without links: it is moved afterwards
        os.link(source, place, follow_symlinks=False)
