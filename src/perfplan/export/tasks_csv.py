"""Tasks as CSV that Excel opens in any language: UTF-8 with a BOM, CRLF, RFC 4180 quotes, no cell that runs.

A text that a spreadsheet would take for a formula (it begins with ``=``, ``+``, ``-``, ``@``, full-width or not, a
tab or a carriage return) gets an apostrophe before it; numbers, dates and ids never need one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import compress
from pathlib import Path

from perfplan.export._tasks import TaskWriter
from perfplan.split.table import Slot
from perfplan.tables.tasks import COLUMNS, Chunk, Part

BOM = "\ufeff"
END = "\r\n"
BUFFER = 1 << 20
HEAD = (BOM + ",".join(COLUMNS) + END).encode()
_RUNS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r")
_QUOTED = frozenset('",\r\n')
_NUMBERS = frozenset((COLUMNS.index("amount"), COLUMNS.index("checkpoint")))


def harmless(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_RUNS) else text


@lru_cache(maxsize=1 << 14)
def cell(text: str) -> str:
    """Return a text as a CSV cell that no spreadsheet runs."""
    text = harmless(text)
    return '"' + text.replace('"', '""') + '"' if _QUOTED.intersection(text) else text


def write(path: Path, parts: Iterable[Part]) -> None:
    """Write all parts to ``path``."""
    prepared = _Prepared()
    with path.open("wb", buffering=BUFFER) as file:
        file.write(HEAD)
        for part in parts:
            text = _chunk(part, prepared) if isinstance(part, Chunk) else _row(part.cells)
            file.write(text.encode())


class _Prepared:
    """The period's cells of a whole level, made once and used by every chunk of it."""

    def __init__(self) -> None:
        self._made: dict[int, tuple[Sequence[Slot], list[str]]] = {}

    def cells(self, slots: Sequence[Slot], level: str) -> list[str]:
        """Return ``label,level,label,start,deadline,`` for every slot (the first ends the task's id)."""
        known = self._made.get(id(slots))
        if known is None or known[0] is not slots:
            made = [f"{s.label},{level},{s.label},{s.start.isoformat()},{s.deadline.isoformat()}" for s in slots]
            known = self._made[id(slots)] = (slots, made)
        return known[1]


def _chunk(chunk: Chunk, prepared: _Prepared) -> str:
    """Lay the columns beside each other in one list and join it once."""
    cells, turns = prepared.cells(chunk.slots, chunk.level), chunk.turns
    if chunk.keep is not None:
        cells, turns = list(compress(cells, chunk.keep)), list(compress(turns, chunk.keep))
    before = f",{cell(chunk.target)},,{cell(chunk.title)},{cell(chunk.unit)},"
    middles = [f"{before}{cell(owner)},{cell(chunk.supervisor)}," for owner in chunk.owners]
    head = f"{cell(chunk.ident)}/"
    tail = f",{cell(chunk.uom)},{cell(chunk.kind)},{cell(chunk.source)}{END}"
    size, count = chunk.size, len(middles)
    pieces = [","] * (size * 6)
    pieces[0::6] = cells
    pieces[1::6] = middles * size if count == 1 else [middles[turn % count] for turn in turns]
    pieces[2::6] = chunk.amounts
    pieces[4::6] = chunk.checkpoints
    pieces[5::6] = [tail + head] * size
    pieces[-1] = tail
    return head + "".join(pieces)


def _row(cells: Sequence[str]) -> str:
    return ",".join(text if i in _NUMBERS else cell(text) for i, text in enumerate(cells)) + END


WRITER = TaskWriter("csv", ".csv", write, HEAD)
