"""What a target's months are made of: amounts of the total and of each unit, and the cells of them that are settled."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from msgspec import Struct
from msgspec.structs import replace

from perfplan.diagnostics import Location
from perfplan.split.series import Span


class Months(Struct, frozen=True):
    """Amounts a month: the total's, and each unit's.

    ``exact`` says that every declared total is known to be within one quantum of its ideal.
    """

    own: list[int]
    units: list[list[int]]
    exact: bool = False

    def row(self, place: int | None) -> list[int]:
        """Return the months of the unit at a place; None for the total's."""
        return self.own if place is None else self.units[place]


class Range(Struct, frozen=True):
    """Bounds of an amount in months ``first``..``last``, None for no bound; ``place`` is the unit's, None the total."""

    place: int | None
    first: int
    last: int
    least: int | None
    most: int | None
    cell: str
    location: Location

    def broken(self, amount: int) -> int | None:
        """Return the bound that an amount breaks; None if it keeps within them."""
        if self.least is not None and amount < self.least:
            return self.least
        return self.most if self.most is not None and amount > self.most else None

    def at(self, value: int) -> Span:
        """Return the cell, fixed at a value."""
        return Span(self.first, self.last, value, self.cell, self.location)

    def moved(self, months: int, done: int) -> Range:
        """Return the bounds from a later month on, counted from it, when so much is done before."""
        least, most = (None if bound is None else bound - done for bound in (self.least, self.most))
        return replace(self, first=max(self.first - months, 0), last=self.last - months, least=least, most=most)

    def mirrored(self) -> Range:
        """Return the bounds with their signs turned."""
        least, most = (None if bound is None else -bound for bound in (self.most, self.least))
        return replace(self, least=least, most=most)


class Cells(Struct, frozen=True):
    """Settled cells of a target: fixed ones of the total and of each unit, and those with bounds.

    ``turns`` says that the target may rise and fall (a level).
    """

    own: tuple[Span, ...]
    units: tuple[tuple[Span, ...], ...]
    turns: bool
    ranges: tuple[Range, ...] = ()

    @property
    def all(self) -> tuple[Span, ...]:
        """Every fixed cell, the total's first."""
        return tuple(chain(self.own, *self.units))

    def __bool__(self) -> bool:
        """Whether anything is settled."""
        return bool(self.own) or any(self.units) or bool(self.ranges)

    def fixing(self, ranges: Sequence[tuple[Range, int]]) -> Cells:
        """Return the cells with some of the ranges fixed at a value."""
        units = [list(spans) for spans in self.units]
        own = list(self.own)
        for found, value in ranges:
            (own if found.place is None else units[found.place]).append(found.at(value))
        return replace(self, own=tuple(own), units=tuple(map(tuple, units)))

    def after(self, month: int, planned: Months) -> Cells:
        """Return the cells from ``month`` on, counted from it; one that crosses it keeps what is still to come."""
        units = (_after(spans, month, unit) for spans, unit in zip(self.units, planned.units, strict=True))
        ranges = (
            found.moved(month, sum(planned.row(found.place)[found.first : month]))
            for found in self.ranges
            if found.last >= month
        )
        return replace(self, own=_after(self.own, month, planned.own), units=tuple(units), ranges=tuple(ranges))

    def mirrored(self) -> Cells:
        """Return the cells with their signs turned."""
        units = tuple(_mirrored(unit) for unit in self.units)
        ranges = tuple(found.mirrored() for found in self.ranges)
        return replace(self, own=_mirrored(self.own), units=units, ranges=ranges)


def _after(spans: Sequence[Span], month: int, planned: Sequence[int]) -> tuple[Span, ...]:
    return tuple(
        replace(s, first=max(s.first - month, 0), last=s.last - month, value=s.value - sum(planned[s.first : month]))
        for s in spans
        if s.last >= month
    )


def _mirrored(spans: Sequence[Span]) -> tuple[Span, ...]:
    return tuple(replace(span, value=-span.value) for span in spans)
