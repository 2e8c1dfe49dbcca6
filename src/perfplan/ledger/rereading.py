"""Reading lines again whose places an index knows."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from perfplan.errors import StorageError
from perfplan.ledger.coding import decode, figure_in
from perfplan.ledger.record import Record

_MOST = 1 << 10  # most lines are shorter


class Source(NamedTuple):
    """A ledger file as it was indexed: its path, which file it was, and of what size."""

    path: Path
    inode: int
    size: int


def records_in(source: Source, offsets: Iterable[int]) -> Iterator[Record]:
    """Yield the records in the lines that begin at these offsets.

    Raises:
        StorageError: the file is no longer the one that was indexed.
    """
    with _opened(source) as file:
        for offset in offsets:
            line = line_at(file, offset).decode()
            record = figure_in(line) or decode(json.loads(line))
            if isinstance(record, str):
                raise _changed(source)
            yield record


def line_at(file: int, offset: int) -> bytes:
    """Return the line that begins at an offset of an open file, without its end."""
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
