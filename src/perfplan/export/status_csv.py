"""The status as a spreadsheet file: one line a matter, with the keys of the JSON form as titles.

UTF-8 with a byte order mark, because spreadsheets read Chinese only so; no cell starts like a formula.
"""

from __future__ import annotations

import csv
import io

from perfplan.export._csv_cells import harmless
from perfplan.export._status import StatusView, StatusWriter
from perfplan.tables.status import line_facts
from perfplan.track.gathering import SHOWN
from perfplan.track.lines import Line

_TITLES = (
    "state",
    "id",
    "title",
    "unit",
    "owner",
    "supervisor",
    "level",
    "deadline",
    "days_overdue",
    "count",
    "shortfall",
    "lamp",
    "reason",
    "source",
    "extensions",
)


def write(view: StatusView) -> str:
    """Return the document."""
    out = io.StringIO()
    out.write("\ufeff")
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(_TITLES)
    for state in SHOWN:
        rows.writerows(_cells(state.value, line, view) for line in view.status.lines(state))
    return out.getvalue()


def _cells(state: str, line: Line, view: StatusView) -> list[str]:
    facts = {"state": state, **line_facts(line, view.translate)}
    return [harmless(str(facts[title])) for title in _TITLES]


WRITER = StatusWriter("csv", write)
