"""The totals that a series of months declares, as a tree: months in quarters, quarters in the year to date.

The parts of a part follow one another and make it up. Quarters are joined one after another (the year to date at each
quarter's end), so that with an exact year every half-year and every year to date is a part or what a part leaves of
the year. The parts of one series never cross: they are a laminar family.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby

from msgspec import Struct


class Part(Struct, frozen=True):
    """Months ``first``..``last`` (inclusive indexes) and the parts that they fall into; none for a month."""

    first: int
    last: int
    parts: tuple[Part, ...] = ()

    def inside(self) -> Iterator[Part]:
        """Yield all parts within this one, each before those within it."""
        for part in self.parts:
            yield part
            yield from part.inside()


@lru_cache(maxsize=64)
def declared_parts(quarters: tuple[int, ...]) -> Part:
    """Return the whole of some consecutive months; ``quarters`` names the quarter of each month."""
    ends: list[Part] = []
    for _, months in groupby(range(len(quarters)), key=lambda month: quarters[month]):
        ends.append(_joined([Part(month, month) for month in months]))
    whole = ends[0]
    for quarter in ends[1:]:
        whole = _joined([whole, quarter])
    return whole


def _joined(parts: Sequence[Part]) -> Part:
    return parts[0] if len(parts) == 1 else Part(parts[0].first, parts[-1].last, tuple(parts))
