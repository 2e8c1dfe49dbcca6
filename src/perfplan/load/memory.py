"""Remember a plan without errors between runs, so that what an office opens every morning opens at once.

Reading and validating costs most of a short command's time, and plans seldom change. What is remembered is the
resolved plan, under a fingerprint of all its files' bytes, of perfplan's own modules and of Python; any difference and
it is loaded anew. The folder belongs to one user and is used only if nobody else can write there, because a pickle
runs what it is told to. Forgetting is always right: every failure here means "load it".
"""

from __future__ import annotations

import os
import pickle
import stat
import sys
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

from perfplan import __version__
from perfplan.load.files import history_files, plan_files
from perfplan.load.result import LoadResult
from perfplan.regular import read_regular

MOST_BYTES = 8 * 2**20  # larger plans take so long to split that loading no longer matters
DIGEST = 32
_PACKAGE = Path(__file__).parent.parent


def load_remembered(path: Path, folder: Path | None) -> LoadResult:
    """Return the plan at ``path``: as remembered in ``folder`` if nothing has changed, else loaded and remembered.

    A remembered result has no ``texts``; plans with errors are not remembered, so nothing needs them.
    """
    fingerprint = _fingerprint(path) if folder is not None else None
    if folder is None or fingerprint is None:
        return _load(path)
    place = folder / blake2b(str(path.absolute()).encode(), digest_size=16).hexdigest()
    known = _recall(place, fingerprint)
    if known is not None:
        return known
    result = _load(path)
    if result.plan is not None and _fingerprint(path) == fingerprint:
        _remember(place, fingerprint, result)
    return result


def _load(path: Path) -> LoadResult:
    from perfplan.load.plan import load_plan

    return load_plan(path)


def _fingerprint(path: Path) -> bytes | None:
    """Return a digest of everything the result depends on; None for what is not worth remembering."""
    digest = blake2b(digest_size=DIGEST)
    digest.update(repr((__version__, sys.version, _own_modules(), str(path))).encode())
    left = MOST_BYTES
    try:
        for file in (*plan_files(path), *history_files(path)):
            info = file.stat()
            left -= info.st_size
            if not stat.S_ISREG(info.st_mode) or left < 0:
                return None
            digest.update(repr((file.as_posix(), info.st_size)).encode())
            digest.update(read_regular(file, left + info.st_size))
    except OSError:
        return None
    return digest.digest()


def _own_modules() -> int:
    """Return when perfplan's own files last changed: a newer perfplan may read the same plan otherwise."""
    newest = 0
    for folder, _, names in os.walk(_PACKAGE):
        for name in names:
            if name.endswith((".py", ".tsv")):
                newest = max(newest, os.stat(os.path.join(folder, name)).st_mtime_ns)  # noqa: PTH116, PTH118 - quick
    return newest


def _recall(place: Path, fingerprint: bytes) -> LoadResult | None:
    try:
        if not _only_ours(place.parent) or not _only_ours(place):
            return None
        content = place.read_bytes()
        if content[:DIGEST] != fingerprint:
            return None
        result = pickle.loads(content[DIGEST:])  # noqa: S301 - only this user can have written it
    except Exception:  # whatever is wrong with a memory, loading puts it right
        return None
    return result if isinstance(result, LoadResult) else None


def _remember(place: Path, fingerprint: bytes, result: LoadResult) -> None:
    kept = LoadResult(result.plan, result.partial, result.findings, result.files, {}, result.unsure)
    part = place.with_name(f"{place.name}.{os.getpid()}")
    try:
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if _only_ours(place.parent):
            part.write_bytes(fingerprint + pickle.dumps(kept, pickle.HIGHEST_PROTOCOL))
            part.chmod(0o600)
            part.replace(place)
    except (OSError, pickle.PicklingError):
        with suppress(OSError):
            part.unlink()


def _only_ours(path: Path) -> bool:
    """Whether the path is this user's and nobody else can write to it."""
    info = path.lstat()
    return info.st_uid == os.getuid() and not info.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
