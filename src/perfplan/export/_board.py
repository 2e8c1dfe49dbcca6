"""The board drawn for the terminal and as Markdown; only whoever asks for it pays for loading it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from perfplan.export._status import StatusView
from perfplan.i18n import N_
from perfplan.tables.aligned import Paint, aligned
from perfplan.tables.board import PROJECT_COLUMNS, TARGET_COLUMNS, BoardRow, project_rows, target_rows
from perfplan.track.board import Board

_TARGETS, _PROJECTS = N_("Targets"), N_("Projects")


def board_text(board: Board, view: StatusView, painter: Callable[[StatusView, str], Paint]) -> Iterator[str]:
    """Yield the lines of the board in columns."""
    yield from _rows(_TARGETS, TARGET_COLUMNS, target_rows(board, view.translate), view, painter)
    if board.projects:
        yield from _rows(_PROJECTS, PROJECT_COLUMNS, project_rows(board, view.translate), view, painter)


def board_markdown(board: Board, view: StatusView, row: Callable[[Iterable[str]], str]) -> Iterator[str]:
    """Yield the lines of the board's tables; ``row`` draws one from its cells."""
    tables = ((_TARGETS, TARGET_COLUMNS, target_rows), (_PROJECTS, PROJECT_COLUMNS, project_rows))
    for title, columns, rows in tables:
        found = [row(cells.cells) for cells in rows(board, view.translate)]
        if found:
            yield from ("", f"## {view.translate(title)}", "", row(map(view.translate, columns)))
            yield row("---" for _ in columns)
            yield from found


def _rows(
    title: str,
    columns: Sequence[str],
    found: Iterable[BoardRow],
    view: StatusView,
    painter: Callable[[StatusView, str], Paint],
) -> Iterator[str]:
    rows = list(found)
    titles = [view.translate(column) for column in columns]
    yield ""
    yield view.paint(view.translate(title), "bold")
    yield from aligned(titles, [row.cells for row in rows], view.columns, [painter(view, row.colour) for row in rows])
