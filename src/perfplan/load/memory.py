"""Remember a plan without errors between runs, so that what an office opens every morning opens at once.

Reading and validating costs most of a short command's time, and plans seldom change. What is remembered is the
resolved plan, under a fingerprint of all its files' bytes, of perfplan's own modules and of Python; any difference and
it is loaded anew. The folder belongs to one user and is used only if nobody else can write there, because a pickle
runs what it is told to. Forgetting is always right: every failure here means "load it".
"""

from __future__ import annotations

import pickle
import stat
from collections.abc import Iterable
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import TypeVar

from perfplan import keeping
from perfplan.load.files import history_files, plan_files
from perfplan.load.result import LoadResult
from perfplan.regular import read_regular

MOST_BYTES = 8 * 2**20  # larger plans take so long to split that loading no longer matters
DIGEST = 32
T = TypeVar("T")


def load_remembered(path: Path, folder: Path | None) -> LoadResult:
    """Return the plan at ``path``: as remembered in ``folder`` if nothing has changed, else loaded and remembered.

    A remembered result has no ``texts``; plans with errors are not remembered, so nothing needs them.
    """
    fingerprint = _fingerprint(path) if folder is not None else None
    if folder is None or fingerprint is None:
        return _load(path)
    place = keeping.place_for(folder, path)
    known = recall(place, fingerprint, LoadResult)
    if known is not None:
        return known
    result = _load(path)
    if result.plan is not None and _fingerprint(path) == fingerprint:
        kept = LoadResult(result.plan, result.partial, result.findings, result.files, {}, result.unsure)
        remember(place, fingerprint, kept)
    return result


def _load(path: Path) -> LoadResult:
    from perfplan.load.plan import load_plan

    return load_plan(path)


def _fingerprint(path: Path) -> bytes | None:
    """Return a digest of everything the result depends on; None for what is not worth remembering."""
    return digest_of(str(path), (*plan_files(path), *history_files(path)))


def digest_of(said: str, files: Iterable[Path]) -> bytes | None:
    """Return a digest of files, of this program and of what else was ``said``.

    None where a file is none or cannot be read, and where all of them are not worth remembering.
    """
    digest = blake2b(digest_size=DIGEST)
    digest.update(repr((keeping.program(), said)).encode())
    left = MOST_BYTES
    try:
        for file in files:
            info = file.stat()
            left -= info.st_size
            if not stat.S_ISREG(info.st_mode) or left < 0:
                return None
            digest.update(repr((file.as_posix(), info.st_size)).encode())
            digest.update(read_regular(file, left + info.st_size))
    except OSError:
        return None
    return digest.digest()


def recall(place: Path, fingerprint: bytes, kind: type[T]) -> T | None:
    """Return what was remembered under this fingerprint, or None."""
    content = keeping.recall(place)
    if content is None or content[:DIGEST] != fingerprint:
        return None
    try:
        result = pickle.loads(content[DIGEST:])  # noqa: S301 - only this user can have written it
    except Exception:  # whatever is wrong with a memory, working it out again puts it right
        return None
    return result if isinstance(result, kind) else None


def remember(place: Path, fingerprint: bytes, value: object) -> None:
    """Remember a value under a fingerprint, in the place of what was remembered there."""
    with suppress(pickle.PicklingError):
        keeping.keep(place, fingerprint + pickle.dumps(value, pickle.HIGHEST_PROTOCOL))
