"""What the months of a share have brought so far, by the figures in the ledger."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from datetime import date
from enum import StrEnum
from fractions import Fraction

from msgspec import Struct

from perfplan.ledger.states import Figure
from perfplan.model.quantity import round_half_up
from perfplan.model.target import Target
from perfplan.split.apportion import spread
from perfplan.split.result import UnitSplit
from perfplan.split.table import PeriodTable
from perfplan.track.figures import rate_on


class MonthState(StrEnum):
    """What is known of a month: its figure; nothing though it is over, so the plan is assumed; or it is still open."""

    ACTUAL = "actual"
    ASSUMED = "assumed"
    OPEN = "open"


class Actuals(Struct, frozen=True):
    """The months of a share on a day, in quanta.

    Attributes:
        states: what is known of each month.
        brought: what each month has brought by its figures; of the running month, what it has so far.
        left: what each month was still to bring after the last figure: nothing for known months.
        on: the day of the last figure.
        reached: what was reached by then, where the year started included.
    """

    states: tuple[MonthState, ...]
    brought: tuple[int, ...]
    left: tuple[int, ...]
    on: date
    reached: int


def actuals(
    target: Target, part: UnitSplit, daily: Sequence[int], figures: Sequence[Figure], table: PeriodTable, today: date
) -> Actuals | None:
    """Return what the months of a share have brought by ``today``; None where nobody has reported a figure.

    A month is known when there is a figure of its last working day or later in it; what several months brought together
    is shared by what they were to bring. The month in which the last figure lies is known up to that day.
    """
    if not figures:
        return None
    series = _Series(target, part, daily, table)
    ends = list(_known_ends(figures, table))
    last = figures[-1]
    known, brought = 0, [0] * len(part.months)
    before = part.reached
    for month, figure in ends:
        value = series.amount(figure)
        brought[known : month + 1] = _shared(value - before, part.months[known : month + 1])
        known, before = month + 1, value
    left = [*[0] * known, *part.months[known:]]
    reached = series.amount(last)
    running = next((i for i, month in enumerate(table.plan.months) if last.on in month), known)
    if running >= known and (not ends or last.on > ends[-1][1].on):
        so_far = [*part.months[known:running], series.planned_until(running, last.on)]
        brought[known : running + 1] = _shared(reached - before, so_far)
        left[known : running + 1] = [*[0] * (running - known), part.months[running] - so_far[-1]]
        known = running
    states = [_state(i, known, month.last, today) for i, month in enumerate(table.plan.months)]
    return Actuals(tuple(states), tuple(brought), tuple(left), last.on, reached)


def _state(month: int, known: int, last: date, today: date) -> MonthState:
    if month < known:
        return MonthState.ACTUAL
    return MonthState.ASSUMED if last <= today else MonthState.OPEN


def _known_ends(figures: Sequence[Figure], table: PeriodTable) -> Iterator[tuple[int, Figure]]:
    """Yield the months with a figure of their end, and that figure."""
    days = [figure.on for figure in figures]
    for index, month in enumerate(table.plan.months):
        place = bisect_right(days, month.last) - 1
        if place >= 0 and days[place] >= max(table.plan.calendar.previous_workday(month.last), month.start):
            yield index, figures[place]


def _shared(amount: int, planned: Sequence[int]) -> list[int]:
    """Share what several months brought together by what they were to bring; where that is nothing, the last has it."""
    if len(planned) > 1 and min(planned) >= 0 < sum(planned):
        return spread(amount, planned)
    return [*[0] * (len(planned) - 1), amount]


class _Series:
    """A share's plan in the terms of its figures."""

    def __init__(self, target: Target, part: UnitSplit, daily: Sequence[int], table: PeriodTable) -> None:
        self._target, self._part, self._daily, self._table = target, part, daily, table

    def amount(self, figure: Figure) -> int:
        """Return a figure in quanta; a growth rate as the amount that it means.

        The plan's amount by that day holds the target's rate on last year's base; the reported rate takes its place.
        """
        target = self._target
        scaled = figure.value * 10**target.decimals
        if target.implied is not None:
            wanted = 1 + Fraction(rate_on(target, figure.on), 100 * 10**target.decimals)
            scaled = self._planned_by(figure.on) * (1 + figure.value / 100) / wanted
        return round_half_up(scaled.numerator, scaled.denominator)

    def planned_until(self, month: int, day: date) -> int:
        """Return what a month was to bring by a day in it."""
        open_days = self._table.open_days
        first = sum(map(len, open_days[:month]))
        return sum(self._daily[first : first + bisect_right(open_days[month], day)])

    def _planned_by(self, day: date) -> Fraction:
        month = bisect_left([month.last for month in self._table.plan.months], day)
        whole = self._part.reached + sum(self._part.months[:month])
        return Fraction(whole + self.planned_until(month, day))
