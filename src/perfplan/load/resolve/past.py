"""Past actuals against the plan: months that are missing (PP418), and targets or units it does not have (PP419)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from perfplan.load.files import history_files
from perfplan.load.history import MONTHS, QUARTER, Values, month_name, monthly, months_of
from perfplan.load.history_file import read_history
from perfplan.load.history_rows import TARGET, UNIT
from perfplan.load.nearest import nearest
from perfplan.load.resolve.scope import Item, Scope

MOST_MISSING = 1200
"""Months; a history with a greater hole has a slip of the pen in a year."""


def read_past(path: Path, scope: Scope) -> None:
    """Read the plan's histories."""
    files = history_files(path)
    past = read_history(files, {file: file.as_posix() for file in files})
    scope.history, scope.history_rows = past.values, past.rows
    scope.findings.extend(past.findings)
    scope.gaps |= past.spoiled


def report_gaps(targets: Sequence[Item[Any]], scope: Scope) -> None:
    """Report the months that are missing inside each history, a finding a year.

    A history may begin in the middle of a year; it may end there only in the plan's own year.
    """
    joins = {name: join for item in targets for name, join in _joins(item)}
    known = _known(targets, scope)
    for series, values in scope.history.items():
        if series[0] not in known or (series[1] and not scope.units.knows(series[1])):
            continue
        for year, missing in _missing(values, joins.get(series[0], ()), scope).items():
            rows = scope.history_rows[series]
            period = max(known for known in rows if known[:4] <= year)
            first = next(known for known in rows if known[:4] == period[:4])
            target = " ".join(filter(None, series))
            scope.report("PP418", rows[first].place(TARGET), target=target, missing=", ".join(missing))
            scope.gaps.add(series[0])


def _joins(item: Item[Any]) -> Iterator[tuple[str, Sequence[int]]]:
    split = item.spec.split
    if split is not None and split.join:
        yield split.indicator or item.spec.id, split.join


def _missing(values: Values, join: Sequence[int], scope: Scope) -> dict[str, list[str]]:
    """Return the months, or whole quarters, without a value, by calendar year."""
    known = sorted(monthly(values, join))
    by_year: dict[str, list[str]] = {}
    if not known or known[-1] - known[0] > MOST_MISSING:
        return by_year
    by_quarter = any("Q" in period for period in values)
    missing = sorted(set(range(known[0], _end(known[-1], scope) + 1)).difference(known))
    for number in missing:
        label = month_name(number)
        quarter = f"{label[:4]}-Q{number % MONTHS // QUARTER + 1}"
        if by_quarter and all(month in missing for month in months_of(quarter)):
            label = quarter
        of_year = by_year.setdefault(label[:4], [])
        if label not in of_year:
            of_year.append(label)
    return by_year


def _end(last: int, scope: Scope) -> int:
    """Return the last month of the past year that the last known month lies in; in the plan's year, that month."""
    start = scope.start.year * MONTHS + scope.start.month - 1
    return last if last >= start else start - 1 - (start - 1 - last) // MONTHS * MONTHS


def report_strangers(targets: Sequence[Item[Any]], scope: Scope) -> None:
    """Report each target of a history that the plan does not have, and each unit of the others, once."""
    ids = [item.spec.id for item in targets]
    known = _known(targets, scope)
    reported: set[tuple[str, str]] = set()
    for (target, unit), rows in scope.history_rows.items():
        for name, candidates in _strange(target, unit, ids, known, scope):
            if (name, unit if name == unit else "") not in reported:
                reported.add((name, unit if name == unit else ""))
                place = next(iter(rows.values())).place(TARGET if name == target else UNIT)
                scope.report("PP419", place, name=name, nearest=nearest(name, candidates))


def _known(targets: Sequence[Item[Any]], scope: Scope) -> set[str]:
    """Return the names that a series may have: the targets' and those of the indicators that targets follow."""
    indicators = {item.spec.split.indicator for item in targets if item.spec.split and item.spec.split.indicator}
    return {*(item.spec.id for item in targets), *scope.hidden["targets"], *indicators}


def _strange(
    target: str, unit: str, ids: Sequence[str], known: set[str], scope: Scope
) -> Iterator[tuple[str, Sequence[str]]]:
    if target not in known:
        yield target, ids
    elif unit and not scope.units.knows(unit):
        yield unit, tuple(scope.units.things)
