"""Where in the ledger files the records of each task and target stand, so that a state needs little time and memory.

Nearly all lines of a ledger are reports of completion, sign-offs and figures as perfplan writes them; see
:mod:`perfplan.ledger.indexing`. Of such a line the index keeps where it stands, the day and what it is about, and the
line is read again when somebody asks for the record. Every other record is kept whole.

An index has one or two layers: what was remembered from an earlier run (:mod:`perfplan.ledger.columns`), and what
this run has read.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple, Protocol, TypeAlias

from msgspec import Struct, field

from perfplan.diagnostics import Diagnostic
from perfplan.ledger.record import Record
from perfplan.ledger.rereading import Source, records_in

Key: TypeAlias = tuple[bytes, bytes]
"""A target and a unit."""

_OFFSET = 40  # bits of a place that say where in its file a line begins; the bits above say which file
ADDED, TOO_LONG = 254, 255  # scales of amounts that are none: an increment, or more digits than fit


class Rows(NamedTuple):
    """Usual lines about the tasks of one ident, as columns.

    ``labels`` has the number of the line's label; ``places`` where it begins, or ``~place`` for a sign-off; ``days``
    the ordinal of the day that it is about.
    """

    labels: Sequence[int]
    places: Sequence[int]
    days: Sequence[int]


class Reports(NamedTuple):
    """Usual figures of one target at one unit, as columns: places, days, and amounts in quanta of 10^-scale.

    A scale of :data:`ADDED` or :data:`TOO_LONG` says that the line must be read to know what it leads to.
    """

    places: Sequence[int]
    days: Sequence[int]
    amounts: Sequence[int]
    scales: Sequence[int]


class Odd(NamedTuple):
    """A line that is not usual: where it begins, its number in its file, and what reading it gave."""

    place: int
    line: int
    read: Record | Diagnostic


class Layer(Protocol):
    """Usual lines, however they are kept."""

    @property
    def last_day(self) -> int:
        """The latest day among them, as an ordinal."""

    @property
    def idents(self) -> Iterable[bytes]:
        """The idents of tasks."""

    @property
    def keys(self) -> Iterable[Key]:
        """The targets and units with figures."""

    def rows(self, ident: bytes) -> Rows | None:
        """Return the lines about tasks of an ident."""

    def reports(self, key: Key) -> Reports | None:
        """Return the figures of a target at a unit."""

    def bits(self, ident: bytes) -> tuple[int, int]:
        """Return which labels of an ident are reported done, and which are signed off."""


def place_of(file: int, offset: int) -> int:
    """Return the place of an offset in the file with this number."""
    return file << _OFFSET | offset


def split_place(place: int) -> tuple[int, int]:
    """Return the number of the file and the offset of a place."""
    return place >> _OFFSET, place & ((1 << _OFFSET) - 1)


class Fresh(Struct):
    """What this run has read."""

    tasks: dict[bytes, tuple[array[int], array[int], array[int]]] = field(default_factory=dict)
    series: dict[Key, tuple[array[int], array[int], array[int], array[int]]] = field(default_factory=dict)
    last_day: int = 0

    def shelf(self, ident: bytes) -> tuple[array[int], array[int], array[int]]:
        """Return the columns of an ident, to add to: labels, places, days."""
        found = self.tasks.get(ident)
        if found is None:
            found = self.tasks[ident] = (array("I"), array("q"), array("I"))
        return found

    def report_shelf(self, key: Key) -> tuple[array[int], array[int], array[int], array[int]]:
        """Return the columns of a target at a unit, to add to: places, days, amounts, scales."""
        found = self.series.get(key)
        if found is None:
            found = self.series[key] = (array("q"), array("I"), array("q"), array("B"))
        return found

    @property
    def idents(self) -> Iterable[bytes]:
        """The idents of tasks."""
        return self.tasks

    @property
    def keys(self) -> Iterable[Key]:
        """The targets and units with figures."""
        return self.series

    def rows(self, ident: bytes) -> Rows | None:
        """Return the lines about tasks of an ident."""
        found = self.tasks.get(ident)
        return Rows(*found) if found else None

    def reports(self, key: Key) -> Reports | None:
        """Return the figures of a target at a unit."""
        found = self.series.get(key)
        return Reports(*found) if found else None

    def bits(self, ident: bytes) -> tuple[int, int]:
        """Return which labels of an ident are reported done, and which are signed off."""
        found = self.rows(ident)
        return bits_of(zip(found.labels, found.places, strict=True)) if found else (0, 0)


def bits_of(rows: Iterable[tuple[int, int]]) -> tuple[int, int]:
    """Return which labels are reported done, and which are signed off, from labels and places."""
    reported = signed = 0
    for label, place in rows:
        if place >= 0:
            reported |= 1 << label
        else:
            signed |= 1 << label
    return reported, signed


class Index(Struct):
    """Everything that ledger files say, by what it is about.

    Attributes:
        layers: the usual lines: what was remembered, if anything, and what was read.
        labels: the number of each label (``2025-03``).
        odd: all other lines.
        unreadable: files that could not be read.
        sources: the files, by number.
        until: the last day, as an ordinal, that is asked about; usual lines about later days are passed over.
    """

    layers: tuple[Layer, ...]
    labels: Mapping[bytes, int]
    odd: Sequence[Odd]
    unreadable: Sequence[Diagnostic]
    sources: Sequence[Source]
    until: int = date.max.toordinal()

    @property
    def records(self) -> list[Record]:
        """The records that are kept whole."""
        return [odd.read for odd in self.odd if not isinstance(odd.read, Diagnostic)]

    @property
    def findings(self) -> list[Diagnostic]:
        """What could not be read: files, and lines."""
        return [*self.unreadable, *(odd.read for odd in self.odd if isinstance(odd.read, Diagnostic))]

    @property
    def idents(self) -> dict[bytes, None]:
        """The idents of tasks that usual lines speak of, up to the day or after it."""
        return {ident: None for layer in self.layers for ident in layer.idents}

    @property
    def keys(self) -> dict[Key, None]:
        """The targets and units that usual figures are of, up to the day or after it."""
        return {key: None for layer in self.layers for key in layer.keys}

    def rows(self, ident: bytes) -> Iterator[tuple[int, int]]:
        """Yield label and place of the usual lines about an ident's tasks."""
        for layer in self.layers:
            found = layer.rows(ident)
            if found is not None:
                rows = zip(found.labels, found.places, found.days, strict=True)
                yield from ((label, place) for label, place, day in rows if day <= self.until)

    def bits(self, ident: bytes) -> tuple[int, int]:
        """Return which labels of an ident are reported done, and which are signed off, as far as usual lines go."""
        reported = signed = 0
        for layer in self.layers:
            more = layer.bits(ident) if layer.last_day <= self.until else bits_of(self.rows(ident))
            reported, signed = reported | more[0], signed | more[1]
        return reported, signed

    def reports(self, key: Key) -> Reports:
        """Return the usual figures of a target at a unit."""
        parts = [(layer, found) for layer in self.layers if (found := layer.reports(key)) is not None]
        if len(parts) == 1 and parts[0][0].last_day <= self.until:
            return parts[0][1]
        rows = [row for _, part in parts for row in zip(*part, strict=True) if row[1] <= self.until]
        return Reports(*zip(*rows, strict=True)) if rows else Reports((), (), (), ())

    def records_at(self, places: Iterable[int]) -> list[Record]:
        """Read the lines that begin at these places again.

        Raises:
            StorageError: a file is no longer the one that was indexed.
        """
        by_file: dict[int, list[int]] = {}
        for place in places:
            number, offset = split_place(place)
            by_file.setdefault(number, []).append(offset)
        return [record for number, offsets in by_file.items() for record in records_in(self.sources[number], offsets)]
