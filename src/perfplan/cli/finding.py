"""Which plan a command means when nobody names one: the one around this folder, or the year's under ``plans/``.

A single YAML file counts only in the current folder itself: a stray one in some folder above would be a surprise.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from pathlib import Path

from perfplan.errors import UsageError

PLAN_FILE = "plan.yaml"
_SUFFIXES = (".yaml", ".yml")
_HEAD = 65_536  # bytes looked at to tell a plan from other YAML; a plan says so at its top
_IS_PLAN = re.compile(r"^perfplan[ \t]*:[ \t]+[^\s#]", re.MULTILINE)  # a value: others may have sections of that name
_YEARS = re.compile(r"^(?:year|start|end)\s*:\s*['\"]?(\d{4})\b", re.MULTILINE)


def find_plan(folder: Path, year: int) -> Path:
    """Return the plan of ``folder`` or of the nearest folder above it, else the only plan of ``year`` under ``plans/``.

    Raises:
        UsageError: nothing found, or several that fit; they are listed.
    """
    around = [folder, *(folder / os.path.relpath(above, folder) for above in folder.absolute().parents)]
    if not (folder / PLAN_FILE).is_file() and (files := _plan_files(folder)):
        return _only(files)
    for place in around:
        if (place / PLAN_FILE).is_file():
            return place
    for place in around:
        if (place / "plans").is_dir():
            return _plan_of_year(place / "plans", year)
    raise UsageError("there is no plan here; name one with --plan PATH, or start one with: perfplan init")


def _plan_of_year(plans: Path, year: int) -> Path:
    everything = [place for place in _entries(plans) if (place / PLAN_FILE).is_file()] + _plan_files(plans)
    fitting = [plan for plan in everything if year in _years(plan)]
    if not fitting:
        raise UsageError(
            "no plan under {folder} is for {year}; name one with --plan PATH: {plans}",
            folder=str(plans),
            year=str(year),
            plans=_listed(everything) or "-",
        )
    return _only(fitting)


def _only(plans: list[Path]) -> Path:
    if len(plans) > 1:
        raise UsageError("several plans fit; name one with --plan PATH: {plans}", plans=_listed(plans))
    return plans[0]


def _listed(plans: Iterable[Path]) -> str:
    return ", ".join(sorted(map(str, plans)))


def is_plan_file(path: Path) -> bool:
    """Return whether this is a plan in one file: YAML that says so at its top."""
    return path.suffix in _SUFFIXES and _IS_PLAN.search(_head(path)) is not None


def _plan_files(folder: Path) -> list[Path]:
    return [path for path in _entries(folder) if is_plan_file(path)]


def _entries(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    except OSError:
        return []  # a folder above that may not be listed holds no plan for us


def _years(plan: Path) -> range:
    """Return the calendar years that a plan says it covers."""
    found = [int(year) for year in _YEARS.findall(_head(plan / PLAN_FILE if plan.is_dir() else plan))]
    return range(min(found), max(found) + 1) if found else range(0)


def _head(path: Path) -> str:
    try:
        if not path.is_file():
            return ""
        with path.open("rb") as file:
            return file.read(_HEAD).decode("utf-8", errors="replace")
    except OSError:
        return ""  # what cannot be read is no candidate
