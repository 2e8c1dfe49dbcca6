"""What splitting a target gives: integer blocks, one a unit, over the plan's shared period table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from perfplan.diagnostics import Location
from perfplan.model.target import Target
from perfplan.model.unit import Unit


@dataclass(frozen=True, slots=True)
class Ramp:
    """How one month's amount falls on its working days: after k of them, ``(slope·k + offset) // scale`` is done."""

    slope: int
    offset: int
    scale: int

    def amounts(self, days: int) -> list[int]:
        """Return the amount of each of the month's ``days`` working days."""
        slope, offset, scale = self.slope, self.offset, self.scale
        ends = [(slope * k + offset) // scale for k in range(days + 1)]
        return [ends[k + 1] - ends[k] for k in range(days)]


@dataclass(frozen=True, slots=True)
class UnitSplit:
    """A target's year at one unit (``unit`` None: the target's own total), in quanta.

    ``reached`` is the level or amount before the first open month, ``months`` what each month adds, ``ramps`` how a
    month falls on days. A bound to hold, or a dated value, has ``value`` only.
    """

    unit: Unit | None
    value: int
    reached: int
    months: tuple[int, ...]
    ramps: tuple[Ramp | None, ...]

    @property
    def checkpoints(self) -> list[int]:
        """The running total at each month's end, what was reached before included."""
        return list(accumulate(self.months, initial=self.reached))[1:]

    def day_amounts(self, open_days: Sequence[int]) -> list[int]:
        """Return the amount of every open working day, given how many there are in each month."""
        amounts: list[int] = []
        for ramp, days in zip(self.ramps, open_days, strict=True):
            amounts += ramp.amounts(days) if ramp else [0] * days
        return amounts


def flat(unit: Unit | None, value: int) -> UnitSplit:
    """Return the block of a value that is not spread over the year."""
    return UnitSplit(unit, value, 0, (), ())


@dataclass(frozen=True, slots=True)
class Deviation:
    """A cell that could not stay within one quantum of its ideal: the ideal is ``numerator/denominator``."""

    unit: str
    period: str
    amount: int
    numerator: int
    denominator: int


@dataclass(frozen=True, slots=True)
class Conflict:
    """Locks of a target that cannot hold: where they are written, what they come to, and what there is."""

    location: Location
    cells: str
    found: int
    limit: int


@dataclass(frozen=True, slots=True)
class TargetSplit:
    """A target, split. ``own`` is its total; ``units`` add up to it where units add."""

    target: Target
    own: UnitSplit
    units: tuple[UnitSplit, ...]
    deviations: tuple[Deviation, ...]
    conflicts: tuple[Conflict, ...]

    @property
    def blocks(self) -> tuple[UnitSplit, ...]:
        """The target's own block, then its units'."""
        return (self.own, *self.units)

    def own_days(self, open_days: Sequence[int]) -> list[int]:
        """Return the daily amounts of the total: the sum of the units' where they share it."""
        if not self.units or not self.own.months:
            return self.own.day_amounts(open_days)
        columns = (unit.day_amounts(open_days) for unit in self.units)
        return [sum(day) for day in zip(*columns, strict=True)]
