"""The plan's periods as the splitting and its writers need them: made once a plan, shared by every target."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import cached_property
from itertools import groupby
from operator import itemgetter
from typing import TypeAlias

from msgspec import Struct

from perfplan.model.period import Level, Period, halves, quarter_of, ten_day_label
from perfplan.model.plan import Plan
from perfplan.split.methods._method import MonthFacts
from perfplan.split.periods import declared_parts


class Slot(Struct, frozen=True):
    """A period that gets tasks: its label, first day and deadline, and the months [first, last] that it covers."""

    label: str
    start: date
    deadline: date
    first_month: int
    last_month: int


Picked: TypeAlias = Callable[[Sequence[int]], tuple[int, ...]]


def _ends(slots: Sequence[Slot]) -> tuple[Picked, Picked]:
    before = [0, *(slot.first_month for slot in slots[1:])]
    return _picking(before), _picking([slot.last_month + 1 for slot in slots])


def _picking(places: Sequence[int]) -> Picked:
    if len(places) > 1:
        return itemgetter(*places)
    return lambda values: tuple(values[place] for place in places)


class PeriodTable(Struct, frozen=True, dict=True):
    """Months of the plan, which of their days are still open when it is issued, and the slots of each level.

    ``open_days`` are the open working days of each month. A month without any is closed, unless it is the last
    resort: when no month has an open working day, the last one stays open.
    """

    plan: Plan
    facts: tuple[MonthFacts, ...]
    open_days: tuple[tuple[date, ...], ...]

    @cached_property
    def is_open(self) -> tuple[bool, ...]:
        """Which months can still be given work."""
        flags = tuple(bool(days) for days in self.open_days)
        return flags if any(flags) else (*flags[:-1], True)

    @cached_property
    def days(self) -> tuple[date, ...]:
        """All open working days of the year, in order."""
        return tuple(day for month in self.open_days for day in month)

    @cached_property
    def slots(self) -> dict[Level, tuple[Slot, ...]]:
        """The periods of each level that have not ended when the plan is issued."""
        days = (
            Slot(day.isoformat(), day, day, month, month) for month, days in enumerate(self.open_days) for day in days
        )
        return {
            Level.QUARTER: tuple(self._slot(p) for p in self.plan.quarters if p.end > self.plan.issued),
            Level.MONTH: tuple(self._slot(p) for p in self.plan.months if p.end > self.plan.issued),
            Level.TEN_DAY: tuple(self._ten_days()),
            Level.DAY: tuple(days),
        }

    @cached_property
    def ends(self) -> dict[Level, tuple[Picked, Picked]]:
        """What picks, of running totals month by month from before the first, those before and after each slot.

        Months before the issue belong to the first slot.
        """
        return {level: _ends(self.slots[level]) for level in (Level.QUARTER, Level.MONTH)}

    @cached_property
    def ten_day_ends(self) -> tuple[int, ...]:
        """The number of open days of the year by the end of each ten-day slot."""
        last_days = [slot.deadline for slot in self.slots[Level.TEN_DAY]]
        return tuple(bisect_right(self.days, day) for day in last_days)

    def _ten_days(self) -> Iterator[Slot]:
        """Yield the ten-day periods that have an open working day; each is due on its last one."""
        for label, group in groupby(self.days, key=ten_day_label):
            days = list(group)
            begin = days[0].replace(day=10 * (int(label[-1]) - 1) + 1)
            month = next(i for i, inside in enumerate(self.open_days) if days[0] in inside)
            yield Slot(label, max(begin, self.plan.start, self.plan.issued), days[-1], month, month)

    @cached_property
    def counts(self) -> tuple[int, ...]:
        """The number of open working days of each month."""
        return tuple(len(days) for days in self.open_days)

    @cached_property
    def turns(self) -> dict[str, tuple[int, ...]]:
        """How many turns have been taken before each open day, by rotation rule: day, week or month."""
        week = [(day.toordinal() - 1) // 7 for day in self.days]  # weeks begin on Monday
        return {
            "day": tuple(range(len(self.days))),
            "week": tuple(number - week[0] for number in week) if week else (),
            "month": tuple(slot.first_month for slot in self.slots[Level.DAY]),
        }

    def _slot(self, period: Period) -> Slot:
        first, last = self._months_in(period)
        start = max(period.start, self.plan.issued)
        deadline = self.plan.calendar.previous_workday(period.last)
        return Slot(period.label, start, deadline if deadline >= start else period.last, first, last)

    @cached_property
    def quarters(self) -> tuple[int, ...]:
        """The quarter that each month is in."""
        return tuple(month.quarter for month in self.facts)

    @cached_property
    def named(self) -> dict[str, tuple[int, int]]:
        """The indexes of the first and last month of every month, quarter, half-year and year, by label."""
        months = self.plan.months
        periods = (*months, *self.plan.quarters, *halves(months[0].start, months[-1].end))
        years = [str(month.start.year) for month in months]
        return {period.label: self._months_in(period) for period in periods} | {
            year: (years.index(year), len(years) - 1 - years[::-1].index(year)) for year in years
        }

    @cached_property
    def declared(self) -> tuple[tuple[str, int, int], ...]:
        """Every total that a series of months declares, once: its label, and the indexes of its first and last month.

        Months, quarters, half-years and calendar years, and the year to date at the end of each quarter
        (``2025-01/2025-09``).
        """
        months = self.plan.months
        to_date = {
            f"{months[0].label}/{months[last].label}": (0, last) for _, last in map(self._months_in, self.plan.quarters)
        }
        once = {months: label for label, months in reversed((self.named | to_date).items())}
        return tuple((label, first, last) for (first, last), label in sorted(once.items()))

    @cached_property
    def crossing(self) -> tuple[tuple[str, int, int], ...]:
        """The declared totals that cross others, so that near their ideals is more than can be promised.

        Those are half-years and calendar years that neither begin nor end a plan of other than a calendar year.
        """
        parts, last_month = declared_parts(self.quarters), len(self.facts) - 1
        sure = {(part.first, part.last) for part in (parts, *parts.inside())}
        return tuple(
            (label, first, last)
            for label, first, last in self.declared
            if first > 0 and last < last_month and (first, last) not in sure
        )

    def _months_in(self, period: Period) -> tuple[int, int]:
        inside = [i for i, month in enumerate(self.plan.months) if period.start <= month.start < period.end]
        return inside[0], inside[-1]

    def months_of(self, label: str) -> tuple[int, int] | None:
        """Return the first and last month index of a period that :attr:`named` has; None outside the plan."""
        return self.named.get(label)


def period_table(plan: Plan) -> PeriodTable:
    """Return the period table of a plan."""
    facts, open_days = [], []
    for month in plan.months:
        workdays = plan.calendar.workdays(month.start, month.last)
        number = month.start.month
        facts.append(MonthFacts(number, quarter_of(number), (month.end - month.start).days, len(workdays)))
        open_days.append(tuple(day for day in workdays if day >= plan.issued))
    return PeriodTable(plan, tuple(facts), tuple(open_days))
