"""Which findings a change is answerable for: those in the changed files, and those that it caused elsewhere.

Whoever removes a unit from ``units.yaml`` breaks the targets that name it, in files that nobody touched. So a plan with
findings in unchanged files is also checked as it was; what it had already is not reported again.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from perfplan.cli.changed import Repositories
from perfplan.cli.checking import Checked
from perfplan.diagnostics import Diagnostic

Spot = tuple[str, str, int, int]


def caused(
    results: Sequence[tuple[Path, Checked]], revision: str, git: Repositories, check: Callable[[Path], Checked]
) -> list[list[Diagnostic]]:
    """Return, for each plan, the findings that the changes since ``revision`` answer for.

    Raises:
        UsageError: what has changed cannot be known.
    """
    changed = git.changed_files([place for place, _ in results], revision)
    return [_caused_in(place, found.findings, changed, revision, git, check) for place, found in results]


def _caused_in(
    place: Path,
    findings: Sequence[Diagnostic],
    changed: frozenset[str],
    revision: str,
    git: Repositories,
    check: Callable[[Path], Checked],
) -> list[Diagnostic]:
    elsewhere = [finding for finding in findings if os.path.realpath(finding.location.file) not in changed]
    touched = any(file.startswith(os.path.realpath(place)) for file in changed)
    known = _before(place, revision, git, check) if elsewhere and touched else None
    old = {id(finding) for finding in elsewhere if known is None or _took(known, _spot(finding, place))}
    return [finding for finding in findings if id(finding) not in old]


def _before(place: Path, revision: str, git: Repositories, check: Callable[[Path], Checked]) -> Counter[Spot]:
    """Return the spots of the findings that the plan had in ``revision``."""
    with TemporaryDirectory() as folder:
        then = git.extract(place, revision, Path(folder))
        return Counter(_spot(finding, then) for finding in check(then).findings) if then else Counter()


def _spot(finding: Diagnostic, place: Path) -> Spot:
    spot = finding.location
    return finding.code, os.path.relpath(os.path.realpath(spot.file), os.path.realpath(place)), spot.line, spot.column


def _took(known: Counter[Spot], spot: Spot) -> bool:
    """Return whether a finding was there before; each one that was explains one that is."""
    known[spot] -= 1
    return known[spot] >= 0
