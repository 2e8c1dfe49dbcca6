"""The status for the terminal: a block for each leader, unit, owner or project, in columns as wide as there is room."""

from __future__ import annotations

from collections.abc import Iterator

from perfplan.export._status import StatusView, StatusWriter
from perfplan.tables.aligned import Paint, aligned
from perfplan.tables.status import StatusReport, StatusSection, status_report
from perfplan.text import fold

_STYLES = {
    **{name: name for name in ("red", "yellow", "green", "blue", "cyan")},
    **{"orange": "yellow", "black": "bold", "红": "red", "黄": "yellow", "橙": "yellow", "绿": "green", "蓝": "blue"},
}
"""Colours of lamps to what terminals have; any other colour is shown without."""


def write(view: StatusView) -> str:
    """Return the document."""
    report = status_report(view.status, view.name, view.projects, view.translate)
    lines = [view.paint(line, "bold") for line in fold(report.title, view.columns)]
    lines += fold(" · ".join(report.totals), view.columns)
    if view.board is not None:
        from perfplan.export._board import board_text

        return "\n".join([*lines, *board_text(view.board, view, _painter)]) + "\n"
    for section in report.sections:
        lines += ["", *_section(section, report, view)]
    if not report.sections:
        lines += ["", *fold(report.empty, view.columns)]
    lines += _forecasts(view)
    return "\n".join(lines) + "\n"


def _section(section: StatusSection, report: StatusReport, view: StatusView) -> Iterator[str]:
    yield from (view.paint(line, "bold") for line in fold(section.title, view.columns))
    titles = [report.columns[index] for index in report.shown]
    rows = [[row.cells()[index] for index in report.shown] for row in section.rows]
    paints = [_painter(view, row.lamp.colour) for row in section.rows]
    yield from aligned(titles, rows, view.columns, paints)


def _forecasts(view: StatusView) -> Iterator[str]:
    """Yield the table of projects under way, if there are any; those that will be late are red."""
    if not view.forecasts:
        return
    from perfplan.tables.project_forecasts import COLUMNS, TITLE, forecast_row

    yield ""
    yield from (view.paint(line, "bold") for line in fold(view.translate(TITLE), view.columns))
    rows = [forecast_row(timeline, view.translate) for timeline in view.forecasts]
    paints = [_painter(view, "" if each.forecast and each.forecast.fits else "red") for each in view.forecasts]
    yield from aligned([view.translate(title) for title in COLUMNS], rows, view.columns, paints)


def _painter(view: StatusView, colour: str) -> Paint:
    style = _STYLES.get(colour)
    return (lambda text: view.paint(text, style)) if style else str


WRITER = StatusWriter("text", write)
