"""Today's calls as files: a Markdown table for a bulletin or a page, and CSV for a spreadsheet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from perfplan.export._csv_cells import END, cell
from perfplan.export._markdown import inert, row

Table: TypeAlias = tuple[str, Sequence[str], Sequence[Sequence[str]]]
"""A heading ('' for none), titles of columns, and rows."""

_TITLES = ("step", "name", "whom", "person", "unit", "id", "title", "deadline", "count", "why")


def calls_markdown(title: str, tables: Sequence[Table], empty: str) -> str:
    """Return a document of tables; ``empty`` stands for no rows."""
    lines = [f"# {inert(title)}"]
    for heading, titles, rows in tables:
        lines += ["", f"## {inert(heading)}"] if heading else []
        shown = [row(map(inert, titles)), row("---" for _ in titles), *(row(map(inert, cells)) for cells in rows)]
        lines += ["", *(shown if rows else [inert(empty)])]
    return "\n".join(lines) + "\n"


def calls_csv(calls: Sequence[Mapping[str, str | int]]) -> str:
    """Return one line a call, with a byte order mark, because spreadsheets read Chinese only so."""
    rows = [_TITLES, *([str(call[title]) for title in _TITLES] for call in calls)]
    return "\ufeff" + "".join(",".join(map(cell, cells)) + END for cells in rows)
