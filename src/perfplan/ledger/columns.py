"""Usual lines as a few long columns instead of thousands of short ones: what is remembered of an index between runs.

The bytes hold numbers and texts only, so that reading them can run nothing; a digest tells damage.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterable, Sequence
from typing import Any, Literal, NamedTuple

from msgspec import Struct

from perfplan.ledger.index import Key, Layer, Reports, Rows

_TYPES: tuple[Literal["I", "q", "B"], ...] = (
    "I",
    "q",
    "I",
    "I",
    "q",
    "I",
    "q",
    "B",
    "I",
)  # of the columns of numbers, in their order
_END = b"\n"  # idents, targets and units hold no control characters


class Names(NamedTuple):
    """What columns are about: the number of each ident, of each key, bytes of a set of labels, the latest day."""

    idents: dict[bytes, int]
    keys: dict[Key, int]
    width: int
    last_day: int


class Columns(Struct, frozen=True):
    """A layer of an index.

    Attributes:
        names: what the columns are about.
        reported: for each ident the set of labels that are reported done.
        signed: likewise those that are signed off.
        tasks: labels, places and days (see :class:`Rows`), then where those of each ident begin, and the end.
        series: places, days, amounts and scales (see :class:`Reports`), then where those of each key begin, likewise.
    """

    names: Names
    reported: bytes
    signed: bytes
    tasks: Sequence[Sequence[int]]
    series: Sequence[Sequence[int]]

    @property
    def last_day(self) -> int:
        """The latest day among all, as an ordinal."""
        return self.names.last_day

    @property
    def idents(self) -> Iterable[bytes]:
        """The idents of tasks."""
        return self.names.idents

    @property
    def keys(self) -> Iterable[Key]:
        """The targets and units with figures."""
        return self.names.keys

    def rows(self, ident: bytes) -> Rows | None:
        """Return the lines about tasks of an ident."""
        found = _part(self.tasks, self.names.idents.get(ident))
        return Rows(*found) if found else None

    def reports(self, key: Key) -> Reports | None:
        """Return the figures of a target at a unit."""
        found = _part(self.series, self.names.keys.get(key))
        return Reports(*found) if found else None

    def bits(self, ident: bytes) -> tuple[int, int]:
        """Return which labels of an ident are reported done, and which are signed off."""
        number, width = self.names.idents.get(ident), self.names.width
        if number is None:
            return 0, 0
        first, end = number * width, (number + 1) * width
        return int.from_bytes(self.reported[first:end], "little"), int.from_bytes(self.signed[first:end], "little")


def _part(columns: Sequence[Sequence[int]], number: int | None) -> list[Sequence[int]] | None:
    """Return the part of the columns that belongs to a number; the last column says where the parts begin."""
    if number is None:
        return None
    *values, starts = columns
    first, end = starts[number], starts[number + 1]
    return [column[first:end] for column in values]


def joined(layers: Iterable[Layer], labels: int) -> Columns:
    """Return the layers as one; ``labels`` is how many labels have a number."""
    layers = tuple(layers)
    idents = {ident: None for layer in layers for ident in layer.idents}
    keys = {key: None for layer in layers for key in layer.keys}
    width = (labels + 7) // 8
    sets = bytearray(), bytearray()
    for ident in idents:
        for number, bits in enumerate(_bits(layers, ident)):
            sets[number].extend(bits.to_bytes(width, "little"))
    tasks, starts = _columns([[layer.rows(ident) for layer in layers] for ident in idents], _TYPES[:3])
    series, firsts = _columns([[layer.reports(key) for layer in layers] for key in keys], _TYPES[4:8])
    names = Names(_numbered(idents), _numbered(keys), width, max((layer.last_day for layer in layers), default=0))
    return Columns(names, bytes(sets[0]), bytes(sets[1]), (*tasks, starts), (*series, firsts))


def _bits(layers: Iterable[Layer], ident: bytes) -> tuple[int, int]:
    reported = signed = 0
    for layer in layers:
        more = layer.bits(ident)
        reported, signed = reported | more[0], signed | more[1]
    return reported, signed


def _columns(
    groups: Iterable[Iterable[Sequence[Sequence[int]] | None]], types: Iterable[Literal["I", "q", "B"]]
) -> tuple[list[array[int]], array[int]]:
    """Return the parts of all groups one after another, and where each group begins."""
    columns, starts = [array(type_) for type_ in types], array("I", [0])
    for parts in groups:
        for part in parts:
            for column, more in zip(columns, part or (), strict=False):
                column.extend(more)
        starts.append(len(columns[0]))
    return columns, starts


def _numbered(names: Iterable[Any]) -> dict[Any, int]:
    return {name: number for number, name in enumerate(names)}


def pack(columns: Columns) -> bytes:
    """Return columns as bytes: a line of lengths, then everything one after another."""
    names = columns.names
    numbers = [
        array(type_, column).tobytes() for type_, column in zip(_TYPES, (*columns.tasks, *columns.series), strict=True)
    ]
    keys = _END.join(part for key in names.keys for part in key)
    parts = [_END.join(names.idents), keys, columns.reported, columns.signed, *numbers]
    head = [names.width, names.last_day, *map(len, parts)]
    return json.dumps(head).encode() + _END + b"".join(parts)


def unpack(data: bytes) -> Columns:
    """Return what :func:`pack` made; raises ``ValueError`` (and the like) for anything else."""
    head, _, _ = data.partition(_END)
    width, last_day, *lengths = json.loads(head)
    view, place = memoryview(data), len(head) + 1
    parts: list[memoryview] = []
    for length in lengths:
        parts.append(view[place : place + length])
        place += length
    numbers: list[Sequence[int]] = []
    for part, type_ in zip(parts[4:], _TYPES, strict=True):
        numbers.append(part.cast(type_))
    idents, keys = (bytes(part).split(_END) if part else [] for part in parts[:2])
    pairs = zip(keys[::2], keys[1::2], strict=True)
    names = Names(_numbered(idents), _numbered(pairs), width, last_day)
    return Columns(names, bytes(parts[2]), bytes(parts[3]), numbers[:4], numbers[4:])
