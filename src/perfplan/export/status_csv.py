"""The status as a spreadsheet file: one line a matter, with the keys of the JSON form as titles.

Projects under way stand behind the others, with the state ``forecast``.

UTF-8 with a byte order mark, because spreadsheets read Chinese only so; no cell starts like a formula.
"""

from __future__ import annotations

import csv
import io

from perfplan.export._csv_cells import harmless
from perfplan.export._status import StatusView, StatusWriter
from perfplan.schedule.timeline import Timeline
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
    for timeline in view.forecasts:
        rows.writerow(_forecast_cells(timeline, view))
    return out.getvalue()


def _cells(state: str, line: Line, view: StatusView) -> list[str]:
    facts = {"state": state, **line_facts(line, view.translate)}
    return [harmless(str(facts[title])) for title in _TITLES]


def _forecast_cells(timeline: Timeline, view: StatusView) -> list[str]:
    """Return the line of a project under way: its state is ``forecast``, and its reason says when it will end."""
    from perfplan.tables.project_forecasts import forecast_facts

    facts = {"state": "forecast", "level": "project", "count": 1, **forecast_facts(timeline, view.translate)}
    return [harmless(str(facts.get(title, ""))) for title in _TITLES]


WRITER = StatusWriter("csv", write)
