"""Past actuals from ``history/*.csv``: columns ``target,unit,period,value``; lines beginning with # are comments.

``unit`` is empty for the target's own figure; ``period`` is ``2024-03`` or ``2024-Q1``; values are plain decimals.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from pathlib import Path

from perfplan.diagnostics import Diagnostic, Location
from perfplan.model.period import quarter_of
from perfplan.model.quantity import parse_decimal

COLUMNS = ("target", "unit", "period", "value")
_PERIOD = re.compile(r"(\d{4})-(?:Q([1-4])|(0[1-9]|1[0-2]))")
MAX_BYTES = 64 * 2**20

Series = tuple[str, str]
History = dict[Series, dict[str, Fraction]]
Cells = tuple[Location, Location]
Rows = dict[Series, dict[str, Cells]]


def read_history(files: Sequence[Path], shown: Mapping[Path, str]) -> tuple[History, Rows, list[Diagnostic]]:
    """Return the values and where they are written, and a finding for every line that cannot be used.

    Values are ``{(target, unit): {period: value}}``; of the places there is one a year: target and unit of
    its first row.
    """
    history: History = {}
    rows: Rows = {}
    findings: list[Diagnostic] = []
    for path in files:
        name = shown[path]
        try:
            if path.stat().st_size > MAX_BYTES or not path.is_file():
                raise OSError("not a regular file of reasonable size")
            text = path.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
            findings.append(Diagnostic("PP101", Location(name), {"reason": reason}))
            continue
        lines = text.splitlines()
        for line, cells, problem in _lines(lines):
            if problem:
                findings.append(Diagnostic("PP412", Location(name, line, 1, line, 2), {"problem": problem}))
            else:
                target, unit, period, value = cells
                history.setdefault((target, unit), {})[period] = Fraction(value)
                of_year = rows.setdefault((target, unit), {})
                if period[:4] not in of_year:
                    of_year[period[:4]] = _places(name, line, lines[line - 1], (target, unit))
    return history, rows, findings


def _places(file: str, number: int, line: str, cells: Series) -> Cells:
    """Return where the cells of a target and of its unit stand in a line; an empty one is shown as the line's start."""
    found = []
    for cell in cells:
        match = re.search(rf'(?<![^,\s"]){re.escape(cell)}(?![^,\s"])', line) if cell else None
        start = match.start() if match else 0
        found.append(Location(file, number, start + 1, number, start + 1 + max(len(cell), 1)))
    return found[0], found[1]


def _lines(text: Sequence[str]) -> Iterator[tuple[int, list[str], str]]:
    """Yield (line number, cells, problem): the header first names the columns, in any order."""
    order: list[int] = []
    for number, line in enumerate(text, start=1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in next(csv.reader([line]), [])]
        if not order:
            if sorted(cells) != sorted(COLUMNS):
                yield number, [], "columns: " + ", ".join(COLUMNS)
                return
            order = [cells.index(column) for column in COLUMNS]
            continue
        row = [cells[i] if i < len(cells) else "" for i in order]
        yield number, row, _problem(row, len(cells))


def _problem(row: Sequence[str], count: int) -> str:
    target, _, period, value = row
    if count != len(COLUMNS) or not target:
        return ",".join(row)
    if not _PERIOD.fullmatch(period):
        return period
    return "" if parse_decimal(value) is not None else value or "''"


def yearly(values: Mapping[str, Fraction], month_numbers: Sequence[int], before: int) -> list[tuple[Fraction, ...]]:
    """Return up to three complete past years, oldest first, as one value a month in the plan's order of months."""
    return [year for _, year in sorted(years_before(values, month_numbers, before).items())][-3:]


def years_before(
    values: Mapping[str, Fraction], month_numbers: Sequence[int], before: int
) -> dict[int, tuple[Fraction, ...]]:
    """Return the complete years that began before the year ``before``, by the year in which they began.

    A plan's year may begin in any month: the months before it in the calendar belong to the next calendar year. A year
    given by quarters counts a third of the quarter for each of its months.
    """
    years = sorted({int(period[:4]) for period in values})
    complete = {year: _year(values, year, month_numbers) for year in years if year < before}
    return {year: months for year, months in complete.items() if months}


def _year(values: Mapping[str, Fraction], year: int, month_numbers: Sequence[int]) -> tuple[Fraction, ...]:
    dated = [(year + (number < month_numbers[0]), number) for number in month_numbers]
    months = [values.get(f"{in_year}-{number:02d}") for in_year, number in dated]
    if all(month is None for month in months):
        quarters = [values.get(f"{in_year}-Q{quarter_of(number)}") for in_year, number in dated]
        months = [None if quarter is None else quarter / 3 for quarter in quarters]
    found = tuple(month for month in months if month is not None)
    return found if len(found) == len(month_numbers) else ()
