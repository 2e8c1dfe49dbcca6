"""Building the index of a plan's ledger, from the first byte or from where an earlier run ended."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from hashlib import sha256
from itertools import accumulate, count
from operator import itemgetter
from os import fstat
from pathlib import Path
from typing import BinaryIO

from msgspec import Struct, field

from perfplan.diagnostics import Diagnostic
from perfplan.ledger.index import ADDED, TOO_LONG, Fresh, Index, Layer, Odd, place_of
from perfplan.ledger.reading import BYTE_ORDER_MARK, paused_collector, read_line, unreadable
from perfplan.ledger.remembering import LEAST, Read, Remembered, keep, named_in, recall
from perfplan.ledger.rereading import Source
from perfplan.ledger.store import ledger_files
from perfplan.ledger.usual import about_records, ordinals, usual_lines
from perfplan.regular import open_regular

_BLOCK = 1 << 18
_WORTH = 32  # what is remembered is written anew when more than this fraction of it was read
_MOST_DIGITS = 18  # fit into eight bytes


def index_ledger(plan: Path, until: date = date.max, folder: Path | None = None) -> Index:
    """Return the index of the ledger of the plan at this path, asked up to the day ``until``.

    Args:
        plan: a folder with plan.yaml, or one YAML file.
        until: usual lines about later days are passed over.
        folder: where what was read is remembered; None for nowhere.
    """
    files = ledger_files(plan)
    known = recall(folder, plan, files) if folder is not None else None
    work = _read_all(files, known)
    if folder is not None and work.is_worth_keeping:
        keep(folder, plan, work.layers, tuple(work.labels), work.odd, work.files)
    return work.index(until)


def _read_all(files: Sequence[Path], known: Remembered | None) -> _Indexing:
    """Read what is not known of the files; everything, where new lines may be about records that are known."""
    named = _named_at_first_sight(files, known)
    while True:
        if known is not None and known.speaks_of(named - known.named):
            known, named = None, _named_at_first_sight(files, None)
        work = _Indexing.beginning(known, named | (known.named if known else set()))
        with paused_collector():
            for path in files:
                work.add(path)
        missed = named_in(work.odd) - work.named
        if not missed:
            return work
        named |= missed  # written by hand, or appended meanwhile


def _named_at_first_sight(files: Sequence[Path], known: Remembered | None) -> set[bytes]:
    """Return the ids that records about records name in what is not known yet, as far as a quick look finds them."""
    named: set[bytes] = set()
    begun = {file.source.path: file.source.size for file in known.files} if known else {}
    for path in files:
        try:
            with open_regular(path) as file:
                file.seek(begun.get(path, 0))
                for block in _blocks(file):
                    if b'"kind":"retract"' in block or b'"kind":"correction"' in block:
                        named.update(about_records().findall(block))
        except OSError:
            continue  # told when it is indexed
    return named


def _blocks(file: BinaryIO) -> Iterator[bytes]:
    """Yield a file in blocks of whole lines."""
    while block := file.read(_BLOCK):
        yield block if block.endswith(b"\n") else block + file.readline()


class _Indexing(Struct):
    """An index in the making. ``named`` are the ids of records that other records are about."""

    known: Remembered | None
    named: set[bytes]
    labels: dict[bytes, int]
    odd: list[Odd]
    files: list[Read]
    fresh: Fresh = field(default_factory=Fresh)
    findings: list[Diagnostic] = field(default_factory=list)
    bytes_read: int = 0
    ends_within_a_line: bool = False

    @classmethod
    def beginning(cls, known: Remembered | None, named: set[bytes]) -> _Indexing:
        """Begin with what is known, or with nothing."""
        if known is None:
            return cls(None, named, {}, [], [])
        labels = {label: number for number, label in enumerate(known.labels)}
        files = [Read(file.source, file.lines, file.digest.copy()) for file in known.files]
        return cls(known, named, labels, list(known.odd), files)

    @property
    def layers(self) -> tuple[Layer, ...]:
        """The usual lines: what is known, and what has been read."""
        return (self.known.layer, self.fresh) if self.known else (self.fresh,)

    @property
    def is_worth_keeping(self) -> bool:
        """Whether so much has been read that the next run should not have to."""
        whole = sum(file.source.size for file in self.files)
        enough = whole >= LEAST and self.bytes_read * _WORTH > whole
        return enough and not self.findings and not self.ends_within_a_line

    def index(self, until: date) -> Index:
        """Return the index."""
        sources = [file.source for file in self.files]
        return Index(self.layers, self.labels, self.odd, self.findings, sources, until.toordinal())

    def add(self, path: Path) -> None:
        """Add the lines of a file that are not known."""
        try:
            with open_regular(path) as file:
                number, read = self._begun(path, file)
                file.seek(read.source.size)
                self._add_lines(file, number, read)
        except OSError as error:
            self.findings.append(unreadable(path, error))

    def _begun(self, path: Path, file: BinaryIO) -> tuple[int, Read]:
        """Return the number of a file, and how far it has been read."""
        for number, read in enumerate(self.files):
            if read.source.path == path:
                return number, read
        begun = Read(Source(path, fstat(file.fileno()).st_ino, 0), 0, sha256())
        self.files.append(begun)
        return len(self.files) - 1, begun

    def _add_lines(self, file: BinaryIO, number: int, read: Read) -> None:
        name = read.source.path.as_posix()
        for block in _blocks(file):
            offset = read.source.size
            text = block.removeprefix(BYTE_ORDER_MARK) if offset == 0 else block
            lines = text.removesuffix(b"\n").split(b"\n")
            begins = [*accumulate((len(line) + 1 for line in lines), initial=offset + len(block) - len(text))]
            places = [place_of(number, begin) for begin in begins]
            for row in self._usual_lines(text, lines, places):
                if lines[row].strip():
                    line = read.lines + row + 1
                    self.odd.append(Odd(places[row], line, read_line(lines[row], name, line)))
            read.digest.update(block)
            read.source = read.source._replace(size=offset + len(block))
            read.lines += len(lines)
            self.bytes_read += len(block)
            self.ends_within_a_line |= not block.endswith(b"\n")

    def _usual_lines(self, text: bytes, lines: Sequence[bytes], places: Iterable[int]) -> Sequence[int]:
        """Put usual lines on their shelves, and return the indexes of the others."""
        try:
            text.decode()
        except UnicodeDecodeError:
            return range(len(lines))
        rows = usual_lines().findall(text.removesuffix(b"\n"))
        days = ordinals({*map(itemgetter(4), rows), *map(itemgetter(7), rows)} - {b""})
        if days:
            self.fresh.last_day = max(self.fresh.last_day, *days.values())
        return self._shelve(rows, places, days)

    def _shelve(self, rows: Sequence[Sequence[bytes]], places: Iterable[int], days: Mapping[bytes, int]) -> list[int]:
        named, shelf, labels, report = self.named, self.fresh.shelf, self.labels, self._report
        odd: list[int] = []
        for row, place, (kind, id_, ident, label, on, figure, target, figure_on, unit, add, number, other) in zip(
            count(), places, rows, strict=False
        ):
            if kind and id_ not in named and on in days:
                numbers, where, ordinals = shelf(ident)
                numbers.append(labels.setdefault(label, len(labels)))
                where.append(place if kind == b"done" else ~place)
                ordinals.append(days[on])
            elif figure and figure not in named and figure_on in days:
                report((target, unit), place, days[figure_on], number, added=bool(add))
            elif kind or figure or other:
                odd.append(row)
        return odd

    def _report(self, key: tuple[bytes, bytes], place: int, day: int, number: bytes, *, added: bool) -> None:
        whole, _, rest = number.partition(b".")
        digits = whole + rest
        places, days, amounts, scales = self.fresh.report_shelf(key)
        fits = len(digits) <= _MOST_DIGITS and not added
        places.append(place)
        days.append(day)
        amounts.append(int(digits) if fits else 0)
        scales.append(len(rest) if fits else ADDED if added else TOO_LONG)
