"""Past actuals against the plan: months that are missing (PP418), and targets or units it does not have (PP419)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from perfplan.diagnostics import Location
from perfplan.load.files import history_files
from perfplan.load.history import Cells, read_history
from perfplan.load.nearest import nearest
from perfplan.load.resolve.scope import Item, Scope

MOST_MISSING = 1200
"""Months; a history with a greater hole has a slip of the pen in a year."""


def read_past(path: Path, scope: Scope) -> None:
    """Read the plan's histories and report the months that are missing inside them."""
    files = history_files(path)
    past = read_history(files, {file: file.as_posix() for file in files})
    scope.history, scope.history_rows = past.values, past.rows
    scope.findings.extend(past.findings)
    scope.gaps |= past.spoiled
    for series, values in scope.history.items():
        for year, missing in _missing(values).items():
            place = _row_of(scope.history_rows[series], year)
            scope.report("PP418", place, target=" ".join(filter(None, series)), missing=", ".join(missing))
            scope.gaps.add(series[0])


def _missing(values: Mapping[str, Any]) -> dict[str, list[str]]:
    """Return the months without a value between the first and the last that have one, by year."""
    known = sorted(_number(period) for period in values if "Q" not in period)
    by_year: dict[str, list[str]] = {}
    if not known or known[-1] - known[0] > MOST_MISSING:
        return by_year
    for number in sorted(set(range(known[0], known[-1])).difference(known)):
        label = f"{number // 12:04d}-{number % 12 + 1:02d}"
        by_year.setdefault(label[:4], []).append(label)
    return by_year


def _number(period: str) -> int:
    return int(period[:4]) * 12 + int(period[5:]) - 1


def _row_of(rows: Mapping[str, Cells], year: str) -> Location:
    """Return the first row of a year, or of the last year before it that has rows."""
    before = max(known for known in rows if known <= year)
    return rows[before][0]


def report_strangers(targets: Sequence[Item[Any]], scope: Scope) -> None:
    """Report each target of a history that the plan does not have, and each unit of the others, once."""
    ids = [item.spec.id for item in targets]
    known = {*ids, *scope.hidden["targets"]}
    reported: set[tuple[str, str]] = set()
    for (target, unit), rows in scope.history_rows.items():
        for name, candidates in _strange(target, unit, ids, known, scope):
            if (name, unit if name == unit else "") not in reported:
                reported.add((name, unit if name == unit else ""))
                place = min(rows.values())[0 if name == target else 1]
                scope.report("PP419", place, name=name, nearest=nearest(name, candidates))


def _strange(
    target: str, unit: str, ids: Sequence[str], known: set[str], scope: Scope
) -> Iterator[tuple[str, Sequence[str]]]:
    if target not in known:
        yield target, ids
    elif unit and not scope.units.knows(unit):
        yield unit, tuple(scope.units.things)
