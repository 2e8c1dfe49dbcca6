"""Which files make up a plan."""

from __future__ import annotations

import os
from pathlib import Path

SECTIONS = ("targets", "projects", "campaigns", "schemes")
SUFFIXES = (".yaml", ".yml")
MAX_FILES = 20_000


def plan_files(path: Path) -> list[Path]:
    """Return a plan's YAML files, sorted: the file itself, or plan.yaml, its neighbours and the section folders.

    Hidden files are passed over; the folders ``targets``, ``projects``, ``campaigns`` and ``schemes`` are searched
    whole, without following links to other folders.
    """
    if not path.is_dir():
        return [path]
    found = [entry for entry in _entries(path) if entry.suffix in SUFFIXES and not entry.is_dir()]
    for section in SECTIONS:
        for folder, _, names in os.walk(path / section):
            found += [Path(folder, name) for name in names if name.endswith(SUFFIXES) and not name.startswith(".")]
    main = path / "plan.yaml"
    others = sorted((file for file in found if file != main), key=lambda file: file.as_posix())
    return [main, *others][:MAX_FILES]


def history_files(path: Path) -> list[Path]:
    """Return the past actuals that belong to a plan folder: ``history/*.csv``."""
    return [entry for entry in _entries(path / "history") if entry.suffix == ".csv"] if path.is_dir() else []


def _entries(folder: Path) -> list[Path]:
    try:
        entries = sorted(folder.iterdir())
    except OSError:
        return []
    return [entry for entry in entries if not entry.name.startswith(".")]
