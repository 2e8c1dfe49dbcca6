"""Rows as plain text in columns that fit the terminal: cells fold, nothing is cut, Chinese counts two columns."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import zip_longest

from perfplan.text import fold, pad, width

_GAP = 2
_NARROWEST = 10  # a date still fits; below this, rows are stacked instead
_INDENT = "  "

Paint = Callable[[str], str]


def aligned(
    titles: Sequence[str], rows: Sequence[Sequence[str]], columns: int, paints: Sequence[Paint]
) -> Iterator[str]:
    """Yield the lines of a table: in columns where ``columns`` allow it, else each row as a small block.

    Args:
        titles: what stands above each column, or before each cell of a block.
        rows: cells, one a title; runs of blanks and line ends in a cell count as one blank.
        columns: the width there is.
        paints: for each row, what colours its last cell.
    """
    plain = [[" ".join(cell.split()) for cell in row] for row in rows]
    widths = column_widths([titles, *plain], columns)
    if widths:
        yield from _beside(titles, widths, str)
    for row, paint in zip(plain, paints, strict=True):
        yield from _beside(row, widths, paint) if widths else _stacked(titles, row, columns, paint)


def column_widths(rows: Sequence[Sequence[str]], columns: int) -> list[int] | None:
    """Return the width of each column so that the rows fit: the widest columns give way first.

    None when some column would become too narrow to read.
    """
    natural = [max(map(width, column)) for column in zip(*rows, strict=True)]
    room = columns - _GAP * (len(natural) - 1)
    if sum(natural) <= room:
        return natural
    limit = max((cap for cap in range(_NARROWEST, room + 1) if _sum_capped(natural, cap) <= room), default=0)
    if not limit:
        return None
    widths = [min(size, limit) for size in natural]
    widest = natural.index(max(natural))
    widths[widest] = min(natural[widest], widths[widest] + room - sum(widths))
    return widths


def _sum_capped(sizes: Sequence[int], cap: int) -> int:
    return sum(min(size, cap) for size in sizes)


def _beside(row: Sequence[str], widths: Sequence[int], paint: Paint) -> Iterator[str]:
    cells = [fold(cell, size) for cell, size in zip(row, widths, strict=True)]
    for parts in zip_longest(*cells, fillvalue=""):
        *left, last = parts
        start = "".join(pad(part, size + _GAP) for part, size in zip(left, widths, strict=False))
        yield (start + (paint(last) if last else "")).rstrip()


def _stacked(titles: Sequence[str], row: Sequence[str], columns: int, paint: Paint) -> Iterator[str]:
    """Yield a row as a block: its first cell, then the others behind their titles; empty ones say nothing."""
    _, *middle, last = [f"{title} {cell}".strip() if cell else "" for title, cell in zip(titles, row, strict=True)]
    room = columns - len(_INDENT)
    yield from fold(row[0], columns)
    yield from (_INDENT + line for line in fold(" · ".join(filter(None, middle)), room))
    yield from (_INDENT + paint(line) for line in fold(last, room))
