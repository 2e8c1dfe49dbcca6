"""The status for the terminal: a block for each leader, unit, owner or project, in columns as wide as there is room."""

from __future__ import annotations

from collections.abc import Iterator

from perfplan.export._status import StatusView, StatusWriter
from perfplan.tables.aligned import Paint, aligned
from perfplan.tables.status import StatusReport, StatusSection, status_report
from perfplan.text import fold
from perfplan.track.status import Lamp

_COLOURS = {Lamp.RED: "red", Lamp.YELLOW: "yellow"}


def write(view: StatusView) -> str:
    """Return the document."""
    report = status_report(view.status, view.name, view.projects, view.translate)
    lines = [view.paint(line, "bold") for line in fold(report.title, view.columns)]
    lines += fold(" · ".join(report.totals), view.columns)
    for section in report.sections:
        lines += ["", *_section(section, report, view)]
    if not report.sections:
        lines += ["", *fold(report.empty, view.columns)]
    return "\n".join(lines) + "\n"


def _section(section: StatusSection, report: StatusReport, view: StatusView) -> Iterator[str]:
    yield from (view.paint(line, "bold") for line in fold(section.title, view.columns))
    titles = [report.columns[index] for index in report.shown]
    rows = [[row.cells()[index] for index in report.shown] for row in section.rows]
    paints = [_painter(view, row.lamp) for row in section.rows]
    yield from aligned(titles, rows, view.columns, paints)


def _painter(view: StatusView, lamp: Lamp) -> Paint:
    return lambda text: view.paint(text, _COLOURS[lamp])


WRITER = StatusWriter("text", write)
