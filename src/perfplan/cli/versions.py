"""A version of a plan to compare: a path, or ``REVISION:PATH`` of the git repository that holds the current folder."""

from __future__ import annotations

import subprocess
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from perfplan.errors import UsageError


@contextmanager
def version(name: str) -> Iterator[Path]:
    """Give the path of a version; one from git is unpacked into a folder that lives as long as the context.

    Raises:
        UsageError: neither a path nor something that git knows.
    """
    revision, colon, path = name.partition(":")
    if Path(name).exists() or not colon:
        yield Path(name)
        return
    with TemporaryDirectory(prefix="perfplan-") as folder:
        _unpack(_archive(revision, path, name), Path(folder))
        yield Path(folder, path)


def _archive(revision: str, path: str, name: str) -> bytes:
    if revision.startswith("-") or path.startswith("-"):
        raise UsageError("{name} is neither a path nor REVISION:PATH of a git repository", name=name)
    try:
        done = subprocess.run(  # noqa: S603 - fixed program, no shell, arguments checked above
            ["git", "archive", "--format=tar", revision, "--", path],  # noqa: S607 - git is found as users find it
            capture_output=True,
            check=True,
        )
    except (OSError, subprocess.CalledProcessError) as error:
        raise UsageError("{name} is neither a path nor REVISION:PATH of a git repository", name=name) from error
    return done.stdout


def _unpack(archive: bytes, folder: Path) -> None:
    with tarfile.open(fileobj=BytesIO(archive)) as tar:
        tar.extractall(folder, filter="data")
