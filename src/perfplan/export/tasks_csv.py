"""Tasks as CSV that Excel opens in any language: UTF-8 with a BOM, CRLF, RFC 4180 quotes, no cell that runs.

A text that a spreadsheet would take for a formula (it begins with ``=``, ``+``, ``-``, ``@``, full-width or not, a
tab or a carriage return) gets an apostrophe before it; numbers, dates and ids never need one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from perfplan.export._csv_cells import END, cell
from perfplan.export._csv_forms import Forms, chunk_bytes
from perfplan.export._tasks import TaskWriter
from perfplan.tables.tasks import COLUMNS, Chunk, Part

BOM = "\ufeff"
BUFFER = 1 << 20
HEAD = (BOM + ",".join(COLUMNS) + END).encode()
_NUMBERS = frozenset((COLUMNS.index("amount"), COLUMNS.index("checkpoint")))


def write(path: Path, parts: Iterable[Part]) -> None:
    """Write all parts to ``path``."""
    forms = Forms()
    with path.open("wb", buffering=BUFFER) as file:
        file.write(HEAD)
        for part in parts:
            file.write(chunk_bytes(part, forms) if isinstance(part, Chunk) else _row(part.cells).encode())


def _row(cells: Sequence[str]) -> str:
    return ",".join(text if i in _NUMBERS else cell(text) for i, text in enumerate(cells)) + END


WRITER = TaskWriter("csv", ".csv", write, HEAD)
