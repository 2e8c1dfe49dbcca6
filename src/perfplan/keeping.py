"""What is kept between runs: files in a folder of the user's cache that only this user can have written.

Keeping is never needed. A folder or file that somebody else could have written is not read; a file is exchanged whole;
whatever fails means that nothing is kept.
"""

from __future__ import annotations

import os
import stat
import sys
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

from perfplan import __version__

_PACKAGE = Path(__file__).parent


def place_for(folder: Path, path: Path, sort: str = "") -> Path:
    """Return the file in which something about ``path`` is kept; ``sort`` tells several things apart."""
    return folder / (blake2b(str(path.absolute()).encode(), digest_size=16).hexdigest() + sort)


def program() -> str:
    """Return what tells one program from another: version, Python, and when perfplan's own files last changed."""
    return repr((__version__, sys.version, sys.byteorder, own_modules()))


def own_modules() -> int:
    """Return when perfplan's own files last changed: a newer perfplan may read the same files otherwise."""
    newest = 0
    for folder, _, names in os.walk(_PACKAGE):
        for name in names:
            if name.endswith((".py", ".tsv")):
                newest = max(newest, os.stat(os.path.join(folder, name)).st_mtime_ns)  # noqa: PTH116, PTH118 - quick
    return newest


def recall(place: Path) -> bytes | None:
    """Return what is kept in a file, or None where there is nothing that can be trusted."""
    try:
        return place.read_bytes() if _only_ours(place.parent) and _only_ours(place) else None
    except OSError:
        return None


def keep(place: Path, content: bytes) -> None:
    """Put this into the file, if that can be done."""
    part = place.with_name(f"{place.name}.{os.getpid()}")
    try:
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if _only_ours(place.parent):
            part.write_bytes(content)
            part.chmod(0o600)
            part.replace(place)
    except OSError:
        with suppress(OSError):
            part.unlink()


def _only_ours(path: Path) -> bool:
    """Whether the path is this user's and nobody else can write to it."""
    info = path.lstat()
    return info.st_uid == os.getuid() and not info.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
