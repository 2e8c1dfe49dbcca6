"""Past actuals from ``history/*.csv``: values by series and period, and whole years of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

from perfplan.diagnostics import Diagnostic, Location
from perfplan.load.history_rows import PERIOD, REPEATED, Row, rows_of
from perfplan.load.positions import Found, Lines
from perfplan.load.source import decode, read_bytes
from perfplan.model.period import quarter_of
from perfplan.spec.types import shown
from perfplan.text import lines_of

MAX_BYTES = 64 * 2**20

Series = tuple[str, str]
History = dict[Series, dict[str, Fraction]]
Cells = tuple[Location, ...]
Rows = dict[Series, dict[str, Cells]]


class Past(NamedTuple):
    """What the histories of a plan say.

    Attributes:
        values: ``{(target, unit): {period: value}}``.
        rows: where they are written, by year: target and unit of its first row.
        findings: the files and lines (PP340) that cannot be used.
        spoiled: the targets of such lines.
    """

    values: History
    rows: Rows
    findings: list[Diagnostic]
    spoiled: set[str]


def read_history(files: Sequence[Path], names: Mapping[Path, str]) -> Past:
    """Read the files, each of which findings call by its name."""
    past = Past({}, {}, [], set())
    for path in files:
        lines, unread = _text(path, names[path])
        past.findings.extend(unread)
        for row in rows_of(lines):
            problem = row.problem or _keep(row, names[path], lines[row.number - 1], past)
            if problem:
                past.findings.append(_unusable(row, problem, names[path], lines[row.number - 1]))
                past.spoiled.update(row.cells[:1])
    return past


def _text(path: Path, name: str) -> tuple[list[str], list[Diagnostic]]:
    """Return the lines of a file, or why it was not read."""
    content = read_bytes(path, MAX_BYTES)
    text, problem = ("", content) if isinstance(content, Found) else decode(content)
    if problem is not None:
        return [], [Lines(text, name).diagnostic(problem)]
    return lines_of(text), []


def _keep(row: Row, file: str, line: str, past: Past) -> str:
    """Add a value, and where it is written if it is the first of its year; return why it cannot be added."""
    target, unit, period, value = row.cells
    values = past.values.setdefault((target, unit), {})
    if period in values:
        return REPEATED
    values[period] = Fraction(value)
    of_year = past.rows.setdefault((target, unit), {})
    if period[:4] not in of_year:
        places = (Location(file, row.number, start + 1, row.number, end + 1) for start, end in row.spans(line, 0, 1))
        of_year[period[:4]] = tuple(places)
    return ""


def _unusable(row: Row, problem: str, file: str, line: str) -> Diagnostic:
    ((start, end),) = row.spans(line, PERIOD if problem == REPEATED else row.wrong)
    place = Location(file, row.number, start + 1, row.number, end + 1)
    return Diagnostic("PP340", place, {"problem": problem, "value": shown(line[start:end])})


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
