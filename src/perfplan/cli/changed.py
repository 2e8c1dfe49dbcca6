"""Which files have changed against a revision, as git sees them, and how a plan looked there.

Paths are compared as the system resolves them, so that links and ``..`` do not matter.
"""

from __future__ import annotations

import io
import os
import subprocess
import tarfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from perfplan.errors import UsageError

_NOT_OURS = frozenset(("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_OBJECT_DIRECTORY"))
"""What git sets for the hooks that it runs; it would send our questions to the wrong repository."""


class Repositories:
    """Asks git about files and revisions. ``environ`` are the process's variables."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        """Keep the variables that are not meant for a hook alone."""
        self._environ = {name: value for name, value in environ.items() if name not in _NOT_OURS}

    def changed_files(self, places: Iterable[Path], revision: str) -> frozenset[str]:
        """Return the files around ``places`` that differ from ``revision``: edited, staged, committed, untracked.

        Raises:
            UsageError: no git, a place outside any repository, or a revision that it does not know.
        """
        roots = {self._root(place): None for place in places}
        return frozenset(file for root in roots for file in self._changed_in(root, revision))

    def extract(self, place: Path, revision: str, folder: Path) -> Path | None:
        """Write the plan at ``place`` as it was in ``revision`` below ``folder``; None where it was not there."""
        root = self._root(place)
        inside = os.path.relpath(os.path.realpath(place), os.path.realpath(root))
        packed = self._git(root, "archive", "--format=tar", self._commit(root, revision), "--", inside)
        if packed is None:
            return None
        try:
            with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
                archive.extractall(folder, filter="data")
        except (tarfile.TarError, OSError):
            return None  # a link that leads out, a name that this system does not allow
        return folder / inside

    def _root(self, place: Path) -> str:
        folder = place if place.is_dir() else place.parent
        answer = self._git(str(folder), "rev-parse", "--show-toplevel")
        if answer is None:
            raise UsageError(
                "{folder} is not in a git repository, so nobody knows what has changed", folder=str(folder)
            )
        return os.fsdecode(answer).rstrip("\n")

    def _commit(self, root: str, revision: str) -> str:
        found = self._git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
        if found is None:
            raise UsageError("git knows no revision {revision} in {folder}", revision=revision, folder=root)
        return found.decode().strip()

    def _changed_in(self, root: str, revision: str) -> list[str]:
        commit = self._commit(root, revision)
        differing = self._git(root, "diff", "--name-only", "--no-renames", "-z", commit, "--") or b""
        untracked = self._git(root, "ls-files", "--others", "--exclude-standard", "-z") or b""
        names = os.fsdecode(differing + untracked).split("\0")
        return [os.path.realpath(Path(root, name)) for name in names if name]

    def _git(self, folder: str, *args: str) -> bytes | None:
        """Return what git says in ``folder``; None when it fails.

        Raises:
            UsageError: there is no git here.
        """
        try:
            done = subprocess.run(  # noqa: S603 - fixed words, and a revision that git itself verifies
                ["git", "-C", folder, *args],  # noqa: S607 - the user's git
                capture_output=True,
                env=self._environ,
                check=False,
            )
        except FileNotFoundError as missing:
            raise UsageError("this needs git, which is not installed") from missing
        return done.stdout if done.returncode == 0 else None
