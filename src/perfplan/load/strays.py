"""Plan files that nobody reads: YAML in a plan's folder, but in none of the places where a plan looks."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from perfplan.diagnostics import Diagnostic, Location
from perfplan.load.files import SECTIONS, SUFFIXES
from perfplan.load.nearest import nearest

NOT_PLANS = frozenset(("ledger", "build", "node_modules"))
MOST_FOLDERS = 1000
DEEPEST = 3


def stray_findings(path: Path) -> list[Diagnostic]:
    """Return a finding (PP113) for every stray file of the plan folder ``path``.

    Hidden folders, folders that are plans of their own and what perfplan writes itself are passed over, and so is
    whatever lies deeper than three folders: a plan in the root of a repository is not asked about all of it.
    """
    if not (path / "plan.yaml").is_file():
        return []
    return [_finding(file, path) for file in sorted(_strays(path))]


def _finding(file: Path, root: Path) -> Diagnostic:
    inside = file.relative_to(root)
    args = {"file": inside.as_posix(), "nearest": nearest(inside.parts[0], SECTIONS)}
    return Diagnostic("PP113", Location(file.as_posix()), args)


def _strays(root: Path) -> Iterator[Path]:
    for seen, (folder, below, names) in enumerate(os.walk(root)):
        here = Path(folder)
        own = here != root and ("plan.yaml" in names or "plan.yml" in names)
        deep = len(here.relative_to(root).parts) >= DEEPEST
        closed = own or deep or seen > MOST_FOLDERS
        below[:] = [] if closed else [name for name in sorted(below) if _may_hold_plans(name, top=here == root)]
        if here != root and not own:
            yield from (here / name for name in names if name.endswith(SUFFIXES) and not name.startswith("."))


def _may_hold_plans(name: str, top: bool) -> bool:
    return not name.startswith(".") and name not in NOT_PLANS and not (top and name in SECTIONS)
