"""Reported figures against what was to be reached, by kind and direction, exactly.

An amount, or a value measured once, is met as soon as a reported value reaches its checkpoint: what has been reached
once stays reached. A level, a bound to hold (ratio, mean, growth, limit) and anything that must stay low is met by a
figure of the checkpoint's day or a later one: such a value can turn again, and one that holds again is caught up.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from operator import attrgetter
from typing import TypeAlias

from msgspec import Struct

from perfplan.ledger.figures import Figures
from perfplan.ledger.states import Figure
from perfplan.model.target import Direction, Shape, Target, UnitRollup
from perfplan.split.blocks import ShareBlock
from perfplan.split.ratio import scale_of
from perfplan.split.table import Slot
from perfplan.track.masks import first_periods, periods_where

NONE = Figures()
_DEADLINE = attrgetter("deadline")
ByUnit: TypeAlias = Mapping[tuple[str, str], Figures]
"""Figures by target and unit."""


class Marks(Struct, frozen=True):
    """What one share was to reach, period by period, in the terms in which its figures are reported.

    ``values`` are quanta of 10^-decimals. A growth rate is reported as a rate, also where the plan's tasks show the
    amounts that it implies. ``stays``: what was reached once stays reached. ``grows``: a running total that must stay
    low, so that a figure says only whether what was allowed by its own day was kept.
    """

    slots: Sequence[Slot]
    values: Sequence[int]
    decimals: int
    uom: str
    up: bool
    stays: bool
    grows: bool = False

    @property
    def days(self) -> list[date]:
        """The day by which each period's value was to be reached."""
        return [slot.deadline for slot in self.slots]

    def meets(self, value: Fraction, mark: int) -> bool:
        """Whether a reported value, in the unit of measure, reaches a mark."""
        scaled = value * 10**self.decimals
        return bool(scaled >= mark if self.up else scaled <= mark)

    def met(self, figures: Figures) -> int:
        """Return the set of periods that the figures meet."""
        if not figures:
            return 0
        if self.stays and self._rising():
            return first_periods(bisect_right(self.values, figures.highest(self.decimals)))
        return periods_where(self._met_one(i, figures) for i in range(len(self.values)))

    def covered(self, figures: Figures) -> int:
        """Return how many periods, from the first, the figures say something about: those that ended by the last."""
        return self._ended(figures.last_day) if figures.last_day else 0

    def _ended(self, day: date) -> int:
        return bisect_right(self.slots, day, key=_DEADLINE)

    def _rising(self) -> bool:
        values = self.values
        return self.up and all(map(int.__le__, values, values[1:]))

    def _met_one(self, index: int, figures: Sequence[Figure]) -> bool:
        telling = figures if self.stays else figures[_first_on_or_after(figures, self.slots[index].deadline) :]
        if self.grows:
            return any(self.meets(figure.value, self.values[self._ended(figure.on) - 1]) for figure in telling)
        return any(self.meets(figure.value, self.values[index]) for figure in telling)


def marks_of(block: ShareBlock) -> Marks:
    """Return what the periods of a block must reach."""
    target = block.target
    up = target.direction is Direction.UP
    if target.implied is not None and block.amounts:
        rates = [rate_on(target, slot.deadline) for slot in block.slots]
        return Marks(block.slots, rates, target.decimals, target.uom, up, stays=False)
    stays = up and target.shape in {Shape.FLOW, Shape.DATED}
    grows = not up and target.shape is Shape.FLOW
    return Marks(block.slots, block.checkpoints, block.decimals, block.uom, up, stays, grows)


def rate_on(target: Target, day: date) -> int:
    """Return the annual value in force on a day, as written: after the revisions until then."""
    value = target.value or 0
    for revision in target.revisions:
        if revision.on <= day:
            value = revision.value
    return value


def ratio_figures(figures: ByUnit, target: Target, unit: str) -> Figures:
    """Return the figures of a bound to hold, ratios of counts in the target's unit of measure.

    Where nobody reports the ratio itself, it is that of its parts on the days for which both have a figure, or, for
    the whole, that of the sums over the units where all of them report counts.
    """
    found = figures.get((target.id, unit), NONE)
    if not found and target.parts:
        numerator, denominator = (figures_until(figures, part, unit, date.max) for part in target.parts)
        wholes = {figure.on: figure for figure in denominator if figure.value > 0}
        found = Figures(_ratio([part], [wholes[part.on]]) for part in numerator if part.on in wholes)
    elif not found and not unit and target.allocation:
        found = Figures(_counted(parts) for parts in _same_days(figures, target) if all(part.whole for part in parts))
    if not found.counts:
        return found
    scale = scale_of(target.uom)
    return Figures(figure._replace(value=figure.value * scale) if figure.whole else figure for figure in found)


def _counted(parts: Sequence[Figure]) -> Figure:
    return _ratio(
        [part._replace(value=part.part) for part in parts], [part._replace(value=part.whole) for part in parts]
    )


def _ratio(numerators: Sequence[Figure], denominators: Sequence[Figure]) -> Figure:
    """Return the ratio of two sums of figures of one day."""
    part, whole = _sum(numerators), _sum(denominators)
    last = max(part, whole, key=lambda figure: figure.at)
    return last._replace(value=part.value / whole.value, part=part.value, whole=whole.value)


def figures_until(figures: ByUnit, target: Target, unit: str, today: date) -> Figures:
    """Return the figures of a target at a unit for days up to ``today``, in order.

    ``unit`` is '' for the target's own. Where nobody reports that and amounts add up, it is the sum of the units on
    every day for which all of them have a figure.
    """
    found = figures.get((target.id, unit), NONE)
    if target.shape is Shape.HOLD:
        found = ratio_figures(figures, target, unit)
    elif not found and not unit and target.units_roll is UnitRollup.SUM and target.allocation:
        found = summed(figures, target)
    return found.until(today)


def summed(figures: ByUnit, target: Target) -> Figures:
    """Return the sums of a target's units, for the days on which every one of them has a figure."""
    return Figures(_sum(parts) for parts in _same_days(figures, target))


def _same_days(figures: ByUnit, target: Target) -> Iterator[list[Figure]]:
    """Yield the figures of all units of a target for each day for which every one of them has a figure."""
    units = target.allocation.units if target.allocation else ()
    series = [figures.get((target.id, unit.id), NONE) for unit in units]
    if series and all(series):
        days = set.intersection(*({figure.on for figure in one} for one in series))
        yield from ([_on(one, day) for one in series] for day in sorted(days))


def _on(figures: Sequence[Figure], day: date) -> Figure:
    return figures[_first_on_or_after(figures, day)]


def _sum(parts: Sequence[Figure]) -> Figure:
    last = max(parts, key=lambda figure: figure.at)
    total = sum((figure.value for figure in parts), Fraction(0))
    return Figure(last.on, total, last.at, last.by, last.source, last.record)


def _first_on_or_after(figures: Sequence[Figure], day: date) -> int:
    return bisect_left([figure.on for figure in figures], day)
