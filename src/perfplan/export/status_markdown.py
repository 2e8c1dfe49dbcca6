"""The status as Markdown: a table for each leader, unit, owner or project, for bulletins and web pages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from perfplan.export._status import StatusView, StatusWriter
from perfplan.tables.status import StatusReport, StatusSection, status_report

_ACTIVE = re.compile(r"([\\`*_\[\]<>|#~])")


def write(view: StatusView) -> str:
    """Return the document."""
    report = status_report(view.status, view.name, view.projects, view.translate)
    lines = [f"# {_inert(report.title)}", "", *(f"- {_inert(total)}" for total in report.totals)]
    if view.board is not None:
        from perfplan.export._board import board_markdown

        lines += board_markdown(view.board, view, lambda cells: _row(_inert(cell) for cell in cells))
        return "\n".join(lines) + "\n"
    for section in report.sections:
        lines += ["", *_section(section, report)]
    if not report.sections:
        lines += ["", _inert(report.empty)]
    return "\n".join(lines) + "\n"


def _section(section: StatusSection, report: StatusReport) -> Iterator[str]:
    yield f"## {_inert(section.title)}"
    yield ""
    yield _row(report.columns[index] for index in report.shown)
    yield _row("---" for _ in report.shown)
    for row in section.rows:
        cells = row.cells()
        yield _row(_inert(cells[index]) for index in report.shown)


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _inert(text: str) -> str:
    """Return text on one line in which no character marks anything up."""
    return _ACTIVE.sub(r"\\\1", " ".join(text.split()))


WRITER = StatusWriter("markdown", write)
