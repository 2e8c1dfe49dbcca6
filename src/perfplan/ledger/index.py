"""Where in the ledger files the records of each task and target stand, so that a state needs little time and memory.

Nearly all lines of a ledger are reports of completion, sign-offs and figures as perfplan writes them; see
:mod:`perfplan.ledger.indexing`. Of such a line the index keeps where it stands, and the line is read again when
somebody asks for the record. Every other record is kept whole.
"""

from __future__ import annotations

import json
import os
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from perfplan.diagnostics import Diagnostic
from perfplan.errors import StorageError
from perfplan.ledger.coding import decode, figure_in
from perfplan.ledger.record import Record

_MOST = 1 << 10  # most lines are shorter


class Source(NamedTuple):
    """A ledger file as it was indexed: its place ``start`` among all, and which file it was, of what size."""

    path: Path
    start: int
    inode: int
    size: int


@dataclass(slots=True)
class Shelf:
    """Where the usual lines of one ident stand, as two columns.

    ``labels`` has the number of the line's label; ``places`` where it begins, or ``~place`` for a sign-off.
    """

    labels: array[int] = field(default_factory=lambda: array("L"))
    places: array[int] = field(default_factory=lambda: array("q"))


@dataclass(slots=True)
class Index:
    """Everything that ledger files say, by what it is about.

    Attributes:
        tasks: usual lines about tasks, by ident (``jobs@chengguan`` of ``jobs@chengguan/2025-03``).
        series: places of usual figures, by target and unit.
        labels: the number of each label (``2025-03``).
        records: every other record, and every one that another record is about.
        findings: what could not be read.
        sources: the files, in the order of their places.
    """

    tasks: dict[bytes, Shelf] = field(default_factory=dict)
    series: dict[tuple[bytes, bytes], array[int]] = field(default_factory=dict)
    labels: dict[bytes, int] = field(default_factory=dict)
    records: list[Record] = field(default_factory=list)
    findings: list[Diagnostic] = field(default_factory=list)
    sources: list[Source] = field(default_factory=list)

    def records_at(self, places: Iterable[int]) -> list[Record]:
        """Read the lines that begin at these places again.

        Raises:
            StorageError: a file is no longer the one that was indexed.
        """
        starts = [source.start for source in self.sources]
        by_file: dict[int, list[int]] = {}
        for place in places:
            number = bisect_right(starts, place) - 1
            by_file.setdefault(number, []).append(place - starts[number])
        return [record for number, offsets in by_file.items() for record in _read(self.sources[number], offsets)]


def _read(source: Source, offsets: Iterable[int]) -> Iterator[Record]:
    with _opened(source) as file:
        for offset in offsets:
            line = _line(file, offset).decode()
            record = figure_in(line) or decode(json.loads(line))
            if isinstance(record, str):
                raise _changed(source)
            yield record


def _line(file: int, offset: int) -> bytes:
    length = _MOST
    while True:
        found = os.pread(file, length, offset)
        line, end, _ = found.partition(b"\n")
        if end or len(found) < length:
            return line
        length *= 8


@contextmanager
def _opened(source: Source) -> Iterator[int]:
    try:
        file = os.open(source.path, os.O_RDONLY | os.O_CLOEXEC)
    except OSError as gone:
        raise _changed(source) from gone
    try:
        info = os.fstat(file)
        if info.st_ino != source.inode or info.st_size < source.size:
            raise _changed(source)
        yield file
    finally:
        os.close(file)


def _changed(source: Source) -> StorageError:
    return StorageError("{file} was replaced while it was being read; try again", file=str(source.path))
