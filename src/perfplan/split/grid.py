"""The exact ideals of a table of units × months, and amounts that are to come near them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from msgspec import Struct

from perfplan.split.periods import Part

Cells = dict[tuple[int, int], list[int]]
"""Amounts of a part of the year, by its first and last month: one for each unit, then the total's."""


class Ideals(NamedTuple):
    """The ideals of one part for each unit, then for the total: ``floors + rests / whole``."""

    floors: Sequence[int]
    rests: Sequence[int]


class Grid(Struct, frozen=True, dict=True):
    """What is to be rounded: units with exact years ``totals`` (none negative), all by the same month ``weights``.

    ``parts`` is the whole of the months. ``own`` are the total's months where they are settled already; None where
    they may be any floor or ceiling.
    """

    totals: Sequence[int]
    weights: Sequence[int]
    parts: Part
    own: Sequence[int] | None = None

    @cached_property
    def rows(self) -> list[int]:
        """The years of the units, then the total's."""
        return [*self.totals, sum(self.totals)]

    @cached_property
    def whole(self) -> int:
        """What the weights add up to: the denominator of all ideals."""
        return sum(self.weights)

    @cached_property
    def reached(self) -> list[int]:
        """The weight before each month, and the whole."""
        return [0, *accumulate(self.weights)]

    @cached_property
    def ideals(self) -> dict[tuple[int, int], Ideals]:
        """The ideals of every part."""
        return {(part.first, part.last): self._ideals(part) for part in self.parts.inside()}

    def _ideals(self, part: Part) -> Ideals:
        weight, whole = self.reached[part.last + 1] - self.reached[part.first], self.whole
        floors, rests = zip(*[divmod(total * weight, whole) for total in self.rows], strict=True)
        return Ideals(floors, rests)

    def alone(self, part: Part) -> Sequence[int]:
        """Return what each row would have in a part if it were rounded by itself: cumulative rounding."""
        return [end - begin for begin, end in zip(self._ends[part.first], self._ends[part.last + 1], strict=True)]

    @cached_property
    def _ends(self) -> list[list[int]]:
        twice = 2 * self.whole
        return [[(2 * total * reached + self.whole) // twice for total in self.rows] for reached in self.reached]

    def distance(self, cells: Cells) -> int:
        """Return how far amounts are from their ideals: the sum over all parts and rows, in ``1 / whole``."""
        return sum(
            abs((amount - floor) * self.whole - rest)
            for place, (floors, rests) in self.ideals.items()
            for amount, floor, rest in zip(cells[place], floors, rests, strict=True)
        )
