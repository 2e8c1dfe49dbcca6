"""The lines of ``history/*.csv``: columns ``target,unit,period,value``, in any order; # begins a comment.

``unit`` is empty for the target's own figure. ``period`` is ``2024-03``, ``2024-Q1``, several months that were
published as one (``2024-01..2024-02``), or ``2024`` for what the year came to; values are plain decimals.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from perfplan.model.quantity import parse_decimal

COLUMNS: Final = ("target", "unit", "period", "value")
TARGET, UNIT, PERIOD, VALUE = range(len(COLUMNS))

NO_HEADER: Final = "the first line has to name the columns: target, unit, period, value"  # msgid
WRONG_NUMBER: Final = "it does not have four cells, parted by commas"  # msgid
NO_TARGET: Final = "it names no target"  # msgid
NO_PERIOD: Final = "a period is written 2024-03, 2024-Q1, 2024-01..2024-02 or 2024"  # msgid
NO_NUMBER: Final = "the value is no plain number"  # msgid
REPEATED: Final = "a line before has a value for this period"  # msgid
OVERLAPS: Final = "a line before has a value for one of these months; values are no running totals"  # msgid

_MONTH: Final = r"(0[1-9]|1[0-2])"
_PERIOD: Final = re.compile(rf"(\d{{4}})(?:-Q[1-4]|-{_MONTH}(?:\.\.(\d{{4}})-{_MONTH})?)?", re.ASCII)
_CELL: Final = re.compile(r'\s*("(?:[^"]|"")*+"?|[^,]*)[^,]*(?:,|$)')


class Row(NamedTuple):
    """One line.

    Attributes:
        number: of the line, from 1.
        cells: target, unit, period and value; empty where the line has no such cells.
        order: at which place of the line each of them stands.
        problem: why the line cannot be used; '' when it can.
        wrong: which cell is to blame; -1 for the line.
    """

    number: int
    cells: Sequence[str]
    order: Sequence[int]
    problem: str = ""
    wrong: int = -1

    def spans(self, line: str, *cells: int) -> list[tuple[int, int]]:
        """Return the offsets ``[start, end)`` of cells in the line as it is written; of the whole line for -1.

        An empty cell is shown by one character where it should stand.
        """
        found = [match.span(1) for match in _CELL.finditer(line)]
        whole = (len(line) - len(line.lstrip()), len(line.rstrip()))
        spans = [found[self.order[cell]] if cell >= 0 else whole for cell in cells]
        trimmed = [(start, start + len(line[start:end].rstrip())) for start, end in spans]
        return [(start, end) if start < end else (max(start - 1, 0), max(start, 1)) for start, end in trimmed]


def rows_of(lines: Sequence[str]) -> Iterator[Row]:
    """Yield a row for every line below the header; one with a problem in place of all when there is no header."""
    order: list[int] = []
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = _cells(line)
        if order:
            yield _row(number, cells, order)
        elif sorted(cells) == sorted(COLUMNS):
            order = [cells.index(column) for column in COLUMNS]
        else:
            yield Row(number, (), (), NO_HEADER)
            return


def _cells(line: str) -> list[str]:
    try:
        return [cell.strip() for cell in next(csv.reader([line]), [])]
    except csv.Error:  # a cell of more than 131,072 characters
        return [line]


def _row(number: int, cells: Sequence[str], order: Sequence[int]) -> Row:
    if len(cells) != len(COLUMNS):
        return Row(number, (), order, WRONG_NUMBER)
    row = [cells[place] for place in order]
    if not row[TARGET]:
        return Row(number, row, order, NO_TARGET, TARGET)
    if not _is_period(row[PERIOD]):
        return Row(number, row, order, NO_PERIOD, PERIOD)
    if parse_decimal(row[VALUE]) is None:
        return Row(number, row, order, NO_NUMBER, VALUE)
    return Row(number, row, order)


def _is_period(text: str) -> bool:
    """Whether a text is a month, quarter or year, or a span of months of one year."""
    found = _PERIOD.fullmatch(text)
    return found is not None and (found[3] is None or (found[3] == found[1] and found[4] > found[2]))
