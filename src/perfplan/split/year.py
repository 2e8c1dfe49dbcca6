"""A target's year before it falls on days: its units' values, its months, and what later revisions change."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from msgspec import Struct

from perfplan.model.target import Revision, Shape, Target
from perfplan.model.unit import Unit
from perfplan.split.apportion import integer_weights, largest_remainder
from perfplan.split.cells import Cells, Months
from perfplan.split.months import separate_months, shared_months
from perfplan.split.periods import declared_parts
from perfplan.split.series import CannotHold, anchored
from perfplan.split.table import PeriodTable
from perfplan.split.units import YearLocks, annual_by_unit
from perfplan.split.within import values_apart, values_within, within_ranges


class Year(Struct, frozen=True):
    """A target's numbers before they fall on months: the units share a spread target unless only a rate binds them.

    ``weights`` has an integer a month, at least one of them positive, and ``quarters`` the quarter that each month is
    in; ``locks`` are the units' settled years.
    """

    target: Target
    units: tuple[Unit, ...]
    adds: bool
    weights: list[int]
    quarters: tuple[int, ...]
    cells: Cells
    locks: YearLocks

    @property
    def groups(self) -> list[str]:
        """The unit that each unit belongs to."""
        return [unit.parent or "" for unit in self.units]

    def values(self, annual: int) -> list[int]:
        """Return the units' annual values."""
        return annual_by_unit(self.target, annual, self.locks) if self.units else []

    def months(self, own: int, totals: Sequence[int], weights: Sequence[int], cells: Cells) -> Months:
        """Return the months of the total and of the units: the last ones of the year, one a weight."""
        parts = declared_parts(self.quarters[-len(weights) :])
        if self.adds and self.units:
            return within_ranges(
                lambda fixed: shared_months(totals, weights, fixed, parts, self.groups),
                cells,
                lambda bounds: values_within(totals, weights, bounds),
            )
        return within_ranges(
            lambda fixed: separate_months(own, totals, weights, fixed),
            cells,
            lambda bounds: values_apart(own, totals, weights, bounds),
        )


def still_to_do(target: Target, annual: int, reached: int) -> int:
    """Return what the rest of the year must bring; nothing where an amount has been reached already."""
    rest = annual - reached
    if target.shape is not Shape.PATH and (rest < 0 <= annual or annual <= 0 < rest):
        return 0
    return rest


def revised(year: Year, revision: Revision, months: Months, reached: Sequence[int], table: PeriodTable) -> Months:
    """Keep the months that began before the revision; the later ones, or the last open one, carry the difference."""
    target, plan = year.target, table.plan
    last = max(i for i, can_be_given in enumerate(table.is_open) if can_be_given)
    cut = min(next((i for i, month in enumerate(plan.months) if month.start >= revision.on), last), last)
    annual = target.annual_after(revision)
    before = [r + sum(unit[:cut]) for r, unit in zip(reached, months.units, strict=True)]
    done = target.reached + sum(months.own[:cut])
    own, totals = _rest(year, revision, annual - done, before)
    weights = anchored([Fraction(weight) for weight in year.weights[cut:]], last - cut)
    rest = year.months(own, totals, integer_weights(weights), year.cells.after(cut, months))
    units = [head[:cut] + tail for head, tail in zip(months.units, rest.units, strict=True)]
    return Months(months.own[:cut] + rest.own, units)


def _rest(year: Year, revision: Revision, own: int, before: Sequence[int]) -> tuple[int, list[int]]:
    """Return what is left for the total and the units after a revision; amounts are never taken back.

    A unit that has more than its revised share already keeps it, and the others that are not fixed have less to do.
    """
    target, annual = year.target, year.target.annual_after(revision)
    totals = [value - done for value, done in zip(year.values(annual), before, strict=True)]
    sign = -1 if (target.annual or 0) < 0 else 1
    if target.shape is Shape.PATH or min([own * sign, *(total * sign for total in totals)]) >= 0:
        return own, totals
    if own * sign < 0:
        raise CannotHold(revision.location, [target.id], annual - own, annual)
    if not year.adds:
        return own, [max(total * sign, 0) * sign for total in totals]
    return own, _evened(year, revision, own * sign, totals, sign)


def _evened(year: Year, revision: Revision, own: int, totals: Sequence[int], sign: int) -> list[int]:
    fixed = {**(year.target.allocation.fixed if year.target.allocation else {}), **year.locks.fixed}
    rests = [max(total * sign, 0) for total in totals]
    places = [i for i, unit in enumerate(year.units) if unit.id not in fixed]
    room = own - sum(rest for i, rest in enumerate(rests) if i not in places)
    sizes = [rests[i] for i in places]
    if room < 0 or (room and not any(sizes)):
        cells = [f"{year.target.id}@{unit}" for unit in fixed]
        raise CannotHold(revision.location, cells, own - room, own)
    for i, share in zip(places, largest_remainder(room, sizes) if any(sizes) else sizes, strict=True):
        rests[i] = share
    return [rest * sign for rest in rests]
