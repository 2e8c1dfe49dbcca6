"""Units × months: both exact, locks held, every running total within one quantum of its ideal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from perfplan.split.apportion import differences, spread, stagger
from perfplan.split.series import CannotHold, Span, months_with_locks


@dataclass(frozen=True, slots=True)
class Months:
    """Amounts a month: the total's, and each unit's."""

    own: list[int]
    units: list[list[int]]


@dataclass(frozen=True, slots=True)
class Cells:
    """Fixed cells of a target: the total's, and each unit's."""

    own: tuple[Span, ...]
    units: tuple[tuple[Span, ...], ...]

    @property
    def any_unit(self) -> bool:
        """Whether any unit has a fixed cell."""
        return any(self.units)

    def __bool__(self) -> bool:
        """Whether anything is fixed."""
        return bool(self.own) or self.any_unit

    def after(self, month: int) -> Cells:
        """Return the cells that begin at ``month`` or later, counted from it. Raises where one crosses it."""
        return Cells(_after(self.own, month), tuple(_after(unit, month) for unit in self.units))


def _after(spans: Sequence[Span], month: int) -> tuple[Span, ...]:
    for span in spans:
        if span.first < month <= span.last:
            raise CannotHold(span.location, [span.cell], span.value, span.value)
    return tuple(Span(s.first - month, s.last - month, s.value, s.cell, s.location) for s in spans if s.first >= month)


def separate_months(own: int, totals: Sequence[int], weights: Sequence[int], cells: Cells) -> Months:
    """Spread a total and its units each alone: a target without units, or a mean, whose units do not add."""
    units = [alone(t, weights, spans) for t, spans in zip(totals, cells.units, strict=True)]
    return Months(alone(own, weights, cells.own), units)


def alone(total: int, weights: Sequence[int], spans: Sequence[Span]) -> list[int]:
    """Spread one series over months."""
    return spread(total, weights) if not spans and any(weights) else months_with_locks(total, weights, spans)


def shared_months(totals: Sequence[int], weights: Sequence[int], cells: Cells) -> Months:
    """Spread units whose amounts add up to the total's.

    Units with locks are settled first; the others take what is left of each month of the total. Where some units
    fall and others rise (levels), each is spread alone, and the total is their sum.
    """
    if any(total < 0 for total in totals):
        return _falling(totals, weights, cells)
    own = alone(sum(totals), weights, cells.own)
    if cells or not any(weights):
        return Months(own, _around_locks(totals, weights, own, cells.units))
    ends = stagger(totals, list(accumulate(weights)), sum(weights), list(accumulate(own)))
    return Months(own, [differences(unit) for unit in ends])


def _falling(totals: Sequence[int], weights: Sequence[int], cells: Cells) -> Months:
    if not cells and all(total <= 0 for total in totals):
        mirrored = shared_months([-total for total in totals], weights, cells)
        return Months([-m for m in mirrored.own], [[-m for m in unit] for unit in mirrored.units])
    units = [alone(total, weights, spans) for total, spans in zip(totals, cells.units, strict=True)]
    return Months([sum(month) for month in zip(*units, strict=True)], units)


def _around_locks(
    totals: Sequence[int], weights: Sequence[int], own: Sequence[int], spans: Sequence[Sequence[Span]]
) -> list[list[int]]:
    settled = {i: alone(totals[i], weights, locks) for i, locks in enumerate(spans) if locks}
    left = [amount - sum(taken) for amount, *taken in zip(own, *settled.values(), strict=True)]
    free = [i for i in range(len(totals)) if i not in settled]
    if min(left) < 0 or (any(left) and not any(totals[i] for i in free)):
        raise _refusal(own, left, spans)
    ends = list(accumulate(left))
    running = stagger([totals[i] for i in free], ends, ends[-1], ends) if any(ends) else [ends for _ in free]
    shares = dict(zip(free, map(differences, running), strict=True))
    return [settled[i] if i in settled else shares[i] for i in range(len(totals))]


def _refusal(own: Sequence[int], left: Sequence[int], spans: Sequence[Sequence[Span]]) -> CannotHold:
    """Name the locks that touch the first month that cannot hold."""
    month = next((i for i, rest in enumerate(left) if rest < 0), None)
    if month is None:
        month = next(i for i, rest in enumerate(left) if rest)
    every = [span for unit in spans for span in unit]
    touching = [span for span in every if span.first <= month <= span.last] or every
    return CannotHold(touching[0].location, [s.cell for s in touching], own[month] - left[month], own[month])
