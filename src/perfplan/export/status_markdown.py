"""The status as Markdown: a table for each leader, unit, owner or project, for bulletins and web pages."""

from __future__ import annotations

from collections.abc import Iterator

from perfplan.export._markdown import inert, row
from perfplan.export._status import StatusView, StatusWriter
from perfplan.tables.status import StatusReport, StatusSection, status_report


def write(view: StatusView) -> str:
    """Return the document."""
    report = status_report(view.status, view.name, view.projects, view.translate)
    lines = [f"# {inert(report.title)}", "", *(f"- {inert(total)}" for total in report.totals)]
    if view.board is not None:
        from perfplan.export._board import board_markdown

        lines += board_markdown(view.board, view, lambda cells: row(inert(cell) for cell in cells))
        return "\n".join(lines) + "\n"
    for section in report.sections:
        lines += ["", *_section(section, report)]
    if not report.sections:
        lines += ["", inert(report.empty)]
    lines += _forecasts(view)
    return "\n".join(lines) + "\n"


def _section(section: StatusSection, report: StatusReport) -> Iterator[str]:
    yield f"## {inert(section.title)}"
    yield ""
    yield row(report.columns[index] for index in report.shown)
    yield row("---" for _ in report.shown)
    for line in section.rows:
        cells = line.cells()
        yield row(inert(cells[index]) for index in report.shown)


def _forecasts(view: StatusView) -> Iterator[str]:
    """Yield the table of projects under way, if there are any."""
    if not view.forecasts:
        return
    from perfplan.tables.project_forecasts import COLUMNS, TITLE, forecast_row

    yield from ("", f"## {inert(view.translate(TITLE))}", "")
    yield row(view.translate(title) for title in COLUMNS)
    yield row("---" for _ in COLUMNS)
    for timeline in view.forecasts:
        yield row(inert(cell) for cell in forecast_row(timeline, view.translate))


WRITER = StatusWriter("markdown", write)
