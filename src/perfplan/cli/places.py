"""Which plans a list of paths means: a file inside a plan's folder means that plan, and every plan counts once.

Editors, hooks and shells name files; the rules between files need whole plans.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from perfplan.cli.finding import PLAN_FILE, is_plan_file
from perfplan.issued.store import issue_files
from perfplan.ledger.store import ledger_files
from perfplan.load.files import history_files, plan_files

LEDGER = "ledger"


def plans_of(paths: Iterable[str], *, skip_others: bool = False) -> list[Path]:
    """Return the plans that ``paths`` belong to, in their order, each once.

    A path that belongs to no plan stays as it is, so that checking it says what is wrong, or is left out
    (``skip_others``).
    """
    found: dict[str, Path] = {}
    for path in paths:
        place = _plan_of(Path(path))
        if place is None and skip_others and not _is_plan(Path(path)):
            continue
        place = place or Path(path)
        found.setdefault(os.path.realpath(place), place)
    return list(found.values())


def files_of(place: Path) -> list[Path]:
    """Return the files that a plan is made of: its YAML files, past actuals, ledger and issues."""
    return [*plan_files(place), *history_files(place), *ledger_files(place), *issue_files(place)]


def _is_plan(path: Path) -> bool:
    return (path / PLAN_FILE).is_file() if path.is_dir() else is_plan_file(path)


def _plan_of(path: Path) -> Path | None:
    """Return the folder of the plan that ``path`` is a part of; None for a plan itself and for what belongs to none."""
    if path.is_dir() and _is_plan(path):
        return None
    folder = next((above for above in _above(path) if _is_plan(above)), None)
    if folder is None:
        return None
    wanted = os.path.realpath(path)
    inside = wanted + os.sep if path.is_dir() else wanted
    real = map(os.path.realpath, files_of(folder))
    return folder if any(file == wanted or (inside != wanted and file.startswith(inside)) for file in real) else None


def _above(path: Path) -> Iterator[Path]:
    """Yield the folders above ``path``, nearest first, named the way ``path`` is."""
    for folder in path.absolute().parents:
        yield folder if path.is_absolute() else Path(os.path.relpath(folder))
