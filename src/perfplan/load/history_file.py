"""Reading past actuals from ``history/*.csv``: values by series and period, and where each of them is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

from perfplan.diagnostics import Diagnostic, Location
from perfplan.load.history import History, Series, months_of, says_months
from perfplan.load.history_rows import OVERLAPS, PERIOD, REPEATED, Row, rows_of
from perfplan.load.positions import Found, Lines
from perfplan.load.source import decode, read_bytes
from perfplan.spec.types import shown
from perfplan.text import lines_of

MAX_BYTES = 64 * 2**20


class Written(NamedTuple):
    """Where a value is written: the file, the line's text and what it holds."""

    file: str
    line: str
    row: Row

    def place(self, cell: int) -> Location:
        """Return where one of its cells stands; -1 is the whole line."""
        ((start, end),) = self.row.spans(self.line, cell)
        return Location(self.file, self.row.number, start + 1, self.row.number, end + 1)


Rows = dict[Series, dict[str, Written]]


class Past(NamedTuple):
    """What the histories of a plan say.

    Attributes:
        values: ``{(target, unit): {period: value}}``.
        rows: where they are written, in the same order.
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
    taken: dict[Series, set[int]] = {}
    for path in files:
        lines, unread = _text(path, names[path])
        past.findings.extend(unread)
        for row in rows_of(lines):
            written = Written(names[path], lines[row.number - 1], row)
            problem = row.problem or _keep(written, past, taken)
            if problem:
                past.findings.append(_unusable(written, problem))
                past.spoiled.update(row.cells[:1])
    return past


def _text(path: Path, name: str) -> tuple[list[str], list[Diagnostic]]:
    """Return the lines of a file, or why it was not read."""
    content = read_bytes(path, MAX_BYTES)
    text, problem = ("", content) if isinstance(content, Found) else decode(content)
    if problem is not None:
        return [], [Lines(text, name).diagnostic(problem)]
    return lines_of(text), []


def _keep(written: Written, past: Past, taken: dict[Series, set[int]]) -> str:
    """Add a value and where it is written; return why it cannot be added. ``taken`` are the months with a figure."""
    target, unit, period, value = written.row.cells
    values = past.values.setdefault((target, unit), {})
    if period in values:
        return REPEATED
    if says_months(period):
        months = taken.setdefault((target, unit), set())
        if not months.isdisjoint(months_of(period)):
            return OVERLAPS
        months.update(months_of(period))
    values[period] = Fraction(value)
    past.rows.setdefault((target, unit), {})[period] = written
    return ""


def _unusable(written: Written, problem: str) -> Diagnostic:
    place = written.place(PERIOD if problem in {REPEATED, OVERLAPS} else written.row.wrong)
    value = written.line[place.column - 1 : place.end_column - 1]
    return Diagnostic("PP340", place, {"problem": problem, "value": shown(value)})
