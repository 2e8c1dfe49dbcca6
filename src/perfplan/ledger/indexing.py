"""Building the index of a plan's ledger: one regular expression recognises the usual lines whole.

A usual line is a report of completion, a sign-off or a figure exactly as perfplan writes it, with good dates, and no
other record corrects or retracts it. Every other line is decoded: the state that comes of an index is the one that
comes of the records. ``tests/test_ledger_index.py`` holds the two against each other.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import accumulate, count
from operator import itemgetter
from os import fstat
from pathlib import Path
from typing import BinaryIO, NamedTuple

from perfplan.diagnostics import Diagnostic
from perfplan.ledger.coding import read_day
from perfplan.ledger.index import Index, Shelf, Source
from perfplan.ledger.reading import BYTE_ORDER_MARK, paused_collector, read_line, unreadable
from perfplan.ledger.record import Correction, Retraction
from perfplan.ledger.store import ledger_files
from perfplan.regular import open_regular

_BLOCK = 1 << 18
_PARTS = {
    b"TEXT": rb'[^"\\\x00-\x1f]+',
    b"PART": rb'[^"\\/\x00-\x1f]+',
    b"DAY": rb"[0-9]{4}-[0-9]{2}-[0-9]{2}",
    b"NUMBER": rb"-?[0-9]{1,14}(?:\.[0-9]{1,14})?",
}
_AT = b'","at":"'


def _pattern(text: bytes) -> re.Pattern[bytes]:
    for name, part in _PARTS.items():
        text = text.replace(name, part)
    return re.compile(text, re.MULTILINE)


@cache
def _usual() -> re.Pattern[bytes]:
    """Return what matches every line: a usual one by its fields, any other one by the last group."""
    return _pattern(
        rb'^\{"kind":"(?:'
        rb'(done|closed)","id":"(TEXT)","task":"(PART)/(PART)","on":"(DAY","at":"DAY)"'
        rb'(?:,"by":"TEXT")?(?:,"note":"TEXT")?(?:,"evidence":"TEXT")?'
        rb'|progress","id":"(TEXT)","target":"(TEXT)","on":"(DAY","at":"DAY)"(?:,"unit":"(TEXT)")?'
        rb',"(?:value|add)":"NUMBER"(?:,"by":"TEXT")?(?:,"source":"TEXT")?(?:,"note":"TEXT")?'
        rb')(?:,"step":"[1-9][0-9]{0,8}")?\}$'
        rb"|^(.*)$"
    )


@cache
def _about_records() -> re.Pattern[bytes]:
    return _pattern(rb'^\{"kind":"(?:retract|correction)",[^\n]*?"record":"(TEXT)"')


def index_ledger(plan: Path, until: date | None = None) -> Index:
    """Return the index of the ledger of the plan at this path, without usual lines about days after ``until``."""
    files = ledger_files(plan)
    named = _named_at_first_sight(files)
    while True:
        index = _index(files, until, named)
        about = (record for record in index.records if isinstance(record, Retraction | Correction))
        missed = {record.record.encode(errors="replace") for record in about} - named
        if not missed:
            return index
        named |= missed  # written by hand, or appended meanwhile


def _named_at_first_sight(files: Sequence[Path]) -> set[bytes]:
    """Return the ids that records about records name, as far as a quick look finds them."""
    named: set[bytes] = set()
    for path in files:
        try:
            with open_regular(path) as file:
                for block in _blocks(file):
                    if b'"kind":"retract"' in block or b'"kind":"correction"' in block:
                        named.update(_about_records().findall(block))
        except OSError:
            continue  # told when it is indexed
    return named


def _blocks(file: BinaryIO) -> Iterator[bytes]:
    """Yield a file in blocks of whole lines."""
    while block := file.read(_BLOCK):
        yield block if block.endswith(b"\n") else block + file.readline()


def _index(files: Sequence[Path], until: date | None, named: set[bytes]) -> Index:
    work = _Indexing(Index(), until.isoformat().encode() if until else b"9999-99-99", named)
    start = 0
    with paused_collector():
        for path in files:
            try:
                with open_regular(path) as file:
                    info = fstat(file.fileno())
                    work.index.sources.append(Source(path, start, info.st_ino, info.st_size))
                    start = work.add_file(file, path.as_posix(), start)
            except OSError as error:
                work.index.findings.append(unreadable(path, error))
    return work.index


class _Days(NamedTuple):
    """What is wrong with the two days of a usual line: one is none, or the first is later than what is asked for."""

    bad: frozenset[bytes]
    late: frozenset[bytes]


@dataclass(slots=True)
class _Indexing:
    """An index in the making. ``named`` are the ids of records that other records are about."""

    index: Index
    until: bytes
    named: set[bytes]

    def add_file(self, file: BinaryIO, name: str, start: int) -> int:
        """Add a file's lines, whose places begin at ``start``, and return where the next file's begin."""
        place, number = start, 1
        for block in _blocks(file):
            text = block.removeprefix(BYTE_ORDER_MARK) if place == start else block
            lines = text.removesuffix(b"\n").split(b"\n")
            for row in self._usual_lines(text, lines, place + len(block) - len(text)):
                self._add_odd(lines[row], name, number + row)
            place += len(block)
            number += len(lines)
        return place

    def _add_odd(self, line: bytes, name: str, number: int) -> None:
        if line.strip():
            read = read_line(line, name, number)
            if isinstance(read, Diagnostic):
                self.index.findings.append(read)
            else:
                self.index.records.append(read)

    def _usual_lines(self, text: bytes, lines: Sequence[bytes], place: int) -> Sequence[int]:
        """Put usual lines on their shelves, and return the indexes of the others."""
        try:
            text.decode()
        except UnicodeDecodeError:
            return range(len(lines))
        rows = _usual().findall(text.removesuffix(b"\n"))
        places = accumulate(map(len, lines), initial=place)  # without the ends of the lines before
        days = self._days({*map(itemgetter(4), rows), *map(itemgetter(7), rows)} - {b""})
        return self._shelve(rows, places, days)

    def _shelve(self, rows: Sequence[Sequence[bytes]], places: Iterable[int], days: _Days) -> list[int]:
        named, tasks, series, labels = self.named, self.index.tasks, self.index.series, self.index.labels
        odd: list[int] = []
        bad, late = days
        rows_at = zip(count(), places, rows)
        for row, place, (kind, id_, ident, label, on, figure, target, figure_on, unit, other) in rows_at:
            if kind:
                if id_ in named or on in bad:
                    odd.append(row)
                elif on not in late:
                    shelf = tasks.get(ident)
                    if shelf is None:
                        shelf = tasks[ident] = Shelf()
                    shelf.labels.append(labels.setdefault(label, len(labels)))
                    shelf.places.append(place + row if kind == b"done" else ~(place + row))
            elif other or not figure or figure in named or figure_on in bad:
                odd.append(row)
            elif figure_on not in late:
                known = series.get((target, unit))
                if known is None:
                    known = series[target, unit] = array("q")
                known.append(place + row)
        return odd

    def _days(self, pairs: Iterable[bytes]) -> _Days:
        bad, late = set(), set()
        for pair in pairs:
            on, _, at = pair.partition(_AT)
            if not (_is_day(on) and _is_day(at)):
                bad.add(pair)
            elif on > self.until:
                late.add(pair)
        return _Days(frozenset(bad), frozenset(late))


def _is_day(text: bytes) -> bool:
    try:
        read_day(text.decode())
    except ValueError:
        return False
    return True
