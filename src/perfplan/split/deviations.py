"""Cells that could not stay within one quantum of their ideal: found and listed, never hidden."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import accumulate

from perfplan.model.period import Level
from perfplan.model.quantity import round_half_up
from perfplan.split.apportion import integer_weights
from perfplan.split.cells import Months
from perfplan.split.result import Deviation, TargetSplit
from perfplan.split.table import PeriodTable


def cell_deviations(
    unit: str, months: Sequence[int], weights: Sequence[int], totals: Iterable[tuple[str, int, int]]
) -> Iterator[Deviation]:
    """Yield the ``totals`` of one unit ('' for the target's own) that are a whole quantum or more from their ideal."""
    whole, total = sum(weights), sum(months)
    ends, reached = [0, *accumulate(months)], [0, *accumulate(weights)]
    for label, first, last in totals:
        amount, ideal = ends[last + 1] - ends[first], total * (reached[last + 1] - reached[first])
        if abs(amount * whole - ideal) >= whole:
            yield Deviation(unit, label, amount, ideal, whole)


def mean_deviations(
    months: Months, reached: int, by_unit: Sequence[int], weights: Sequence[Fraction], table: PeriodTable
) -> Iterator[Deviation]:
    """Yield the months at whose end the weighted mean of the units does not round to the total's running total."""
    whole = integer_weights(weights)
    ends = [accumulate(unit, initial=before) for unit, before in zip(months.units, by_unit, strict=True)]
    running = zip(accumulate(months.own, initial=reached), zip(*ends, strict=True), strict=True)
    for month, (own, values) in zip(table.plan.months, list(running)[1:], strict=True):
        weighed = sum(weight * value for weight, value in zip(whole, values, strict=True))
        if round_half_up(weighed, sum(whole)) != own:
            yield Deviation("", month.label, own, weighed, sum(whole))


def ten_day_deviations(split: TargetSplit, table: PeriodTable) -> Iterator[Deviation]:
    """Yield the ten-day periods in which all units together are a whole quantum or more from the month's share.

    Each unit by itself never is: inside a month every block of its days is the floor or the ceiling of its ideal.
    """
    if not split.adds or not split.own.months:
        return
    begin = 0
    for slot, end in zip(table.slots[Level.TEN_DAY], table.ten_day_ends, strict=True):
        amount, count = sum(split.days[0][begin:end]), table.counts[slot.first_month]
        ideal = split.own.months[slot.first_month] * (end - begin)
        if abs(amount * count - ideal) >= count:
            yield Deviation("", slot.label, amount, ideal, count)
        begin = end


def day_deviations(split: TargetSplit, table: PeriodTable) -> Iterator[Deviation]:
    """Yield the days on which the running total of all units is a whole quantum or more from its ideal.

    Inside a month units are spread each alone, so their sum need not be; months themselves are exact.
    """
    if not split.adds or not split.own.months:
        return
    daily = iter(split.days[0])
    for amount, days in zip(split.own.months, table.open_days, strict=True):
        done = 0
        for number, day in enumerate(days, start=1):
            done += next(daily)
            if abs(done * len(days) - amount * number) >= len(days):
                yield Deviation("", day.isoformat(), done, amount * number, len(days))
