"""What splitting a target gives: integer blocks, one a unit, over the plan's shared period table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import cached_property, lru_cache
from itertools import accumulate, pairwise
from typing import NamedTuple

from msgspec import Struct

from perfplan.diagnostics import Location
from perfplan.model.quantity import format_quanta
from perfplan.model.target import Target, UnitRollup
from perfplan.model.unit import Unit


class Ramp(NamedTuple):
    """How one month's amount falls on its working days: after k of them, ``(slope·k + offset) // scale`` is done."""

    slope: int
    offset: int
    scale: int

    def amounts(self, days: int) -> Sequence[int]:
        """Return the amount of each of the month's ``days`` working days."""
        each, rest = divmod(self.slope, self.scale)
        extra = _pattern if self.scale <= PATTERN_SCALE else _steps
        steps = extra(rest, self.offset % self.scale, self.scale, days)
        return [each + step for step in steps] if each else steps


def _steps(slope: int, offset: int, scale: int, days: int) -> tuple[int, ...]:
    """Return how a ramp of less than one a day steps from day to day: zeros and ones."""
    ends = [(slope * k + offset) // scale for k in range(days + 1)]
    return tuple(end - begin for begin, end in pairwise(ends))


# Months have few lengths and phases, so the same patterns come again for every unit and target.
_pattern = lru_cache(maxsize=1 << 15)(_steps)
PATTERN_SCALE = 64


PHASE_STEP, PHASE_SCALE = 6180339887, 10**10  # the golden ratio's fraction spreads phases most evenly


class Rhythm(NamedTuple):
    """How months fall on their working days; worked out only where somebody asks for days.

    A single series continues its own cumulative rounding, so that blocks across months hold too (``exact``); otherwise
    each month is spread by itself, a shared unit from a ``phase`` of its own.

    Attributes:
        weights: one weight a month.
        counts: the open working days of each month.
        phase: the number of the unit, or None for a total.
        exact: whether the whole year is one series.
    """

    weights: Sequence[int]
    counts: Sequence[int]
    phase: int | None
    exact: bool

    def ramps(self, months: Sequence[int]) -> Iterator[Ramp | None]:
        """Yield how each month's amount falls on its days; None for a month without any."""
        total, whole, reached = sum(months), sum(self.weights), 0
        for amount, weight, count in zip(months, self.weights, self.counts, strict=True):
            if not count:
                yield None
            elif self.exact and whole:
                offset = 2 * total * reached * count + whole * count
                yield Ramp(2 * total * weight, offset, 2 * whole * count)
            elif self.phase is None:
                yield Ramp(2 * amount, count, 2 * count)
            else:
                yield Ramp(amount, self.phase * PHASE_STEP % PHASE_SCALE * count // PHASE_SCALE, count)
            reached += weight


class UnitSplit(Struct, frozen=True):
    """A target's year at one unit (``unit`` None: the target's own total), in quanta.

    ``reached`` is the level or amount before the first open month, ``months`` what each month adds, ``rhythm`` how
    they fall on days. A bound to hold, or a dated value, has ``value`` only, and its ``changes``: from when it is
    which other value.
    """

    unit: Unit | None
    value: int
    reached: int
    months: tuple[int, ...]
    rhythm: Rhythm | None = None
    changes: tuple[tuple[date, int], ...] = ()

    def bound(self, day: date) -> int:
        """Return the value in force on a day, for one that is not spread over the year."""
        return next((value for since, value in reversed(self.changes) if since <= day), self.value)

    @property
    def checkpoints(self) -> list[int]:
        """The running total at each month's end, what was reached before included."""
        return list(accumulate(self.months, initial=self.reached))[1:]

    def day_amounts(self, open_days: Sequence[int]) -> list[int]:
        """Return the amount of every open working day, given how many there are in each month."""
        amounts: list[int] = []
        ramps = self.rhythm.ramps(self.months) if self.rhythm else ()
        for ramp, days in zip(ramps, open_days, strict=True):
            amounts += ramp.amounts(days) if ramp else [0] * days
        return amounts


def flat(unit: Unit | None, value: int, changes: tuple[tuple[date, int], ...] = ()) -> UnitSplit:
    """Return the block of a value that is not spread over the year."""
    return UnitSplit(unit, value, 0, (), None, changes)


class Deviation(Struct, frozen=True):
    """A cell that could not stay within one quantum of its ideal: the ideal is ``numerator/denominator``."""

    unit: str
    period: str
    amount: int
    numerator: int
    denominator: int

    @property
    def size(self) -> int:
        """How far the amount is from its ideal, in millionths of a quantum."""
        return abs(self.amount * self.denominator - self.numerator) * 1_000_000 // self.denominator


class Conflict(Struct, frozen=True):
    """Cells of a target that cannot all hold: where they are written, and by how much they are apart.

    If locks are the reason, they all hold without any one of them, and when one of them moves by ``gap``.
    """

    location: Location
    cells: str
    gap: int

    def args(self, decimals: int) -> dict[str, str]:
        """Return what the finding says; ``decimals`` are those of the target's annual amount."""
        return {"cells": self.cells, "gap": format_quanta(self.gap, decimals)}


class TargetSplit(Struct, frozen=True, dict=True):
    """A target, split. ``own`` is its total; ``units`` add up to it where units add.

    ``day_counts`` is the number of open working days of each month.
    """

    target: Target
    own: UnitSplit
    units: tuple[UnitSplit, ...]
    deviations: tuple[Deviation, ...]
    conflicts: tuple[Conflict, ...]
    day_counts: tuple[int, ...]

    @property
    def blocks(self) -> tuple[UnitSplit, ...]:
        """The target's own block, then its units'."""
        return (self.own, *self.units)

    @cached_property
    def days(self) -> tuple[Sequence[int], ...]:
        """The amount of every open working day, for each of :attr:`blocks`; kept, because several readers need it.

        The total's days are the sum of the units' where they share it.
        """
        units = [unit.day_amounts(self.day_counts) if unit.months else () for unit in self.units]
        if self.adds and all(units):
            return ([sum(day) for day in zip(*units, strict=True)], *units)
        return (self.own.day_amounts(self.day_counts) if self.own.months else (), *units)

    @property
    def adds(self) -> bool:
        """Whether the units' amounts make the total's."""
        return bool(self.units) and self.target.units_roll is UnitRollup.SUM
