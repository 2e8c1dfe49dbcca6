"""A re-planned year as a spreadsheet file: a line for every month of every share, and one for its year.

UTF-8 with a byte order mark, because spreadsheets read Chinese only so; no cell starts like a formula.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from perfplan.export._csv_cells import END, cell
from perfplan.export._replan import ReplanView, ReplanWriter
from perfplan.tables.replan import facts, month_cells
from perfplan.track.replanned import Replanned

TITLES = (
    "id", "target", "title", "unit", "uom", "period", "state", "original", "actual", "new", "difference", "checkpoint",
    "unplaced", "surplus", "answer", "why",
)  # fmt: skip


def write(view: ReplanView) -> str:
    """Return the document."""
    rows = [TITLES, *(row for found in view.found for row in _rows(found, view))]
    return "\ufeff" + "".join(",".join(_cell(text) for text in row) + END for row in rows)


def _rows(found: Replanned, view: ReplanView) -> Iterator[Sequence[str]]:
    said = {name: str(value) for name, value in facts(found, view.translate).items() if name != "months"}
    head = [said[name] for name in ("id", "target", "title", "unit", "uom")]
    for month in month_cells(found):
        yield [*head, *month, "", "", "", ""]
    year = ("year", "", said["year"], said["reached"], "", "", "")
    yield [*head, *year, *(said[name] for name in ("unplaced", "surplus", "answer", "why"))]


def _cell(text: str) -> str:
    """Return a cell; a signed number is a number to every spreadsheet and stays one."""
    return text if text[1:].replace(".", "", 1).isdecimal() and text[0] in "+-" else cell(text)


WRITER = ReplanWriter("csv", write)
