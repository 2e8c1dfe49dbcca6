"""Working days: a weekly pattern plus the days that depart from it.

Days are proleptic Gregorian ordinals (``date.toordinal()``). The number of working days before any day is the weekly
pattern's own count, which is plain arithmetic, plus a running total over the departures, found by bisection. So every
question costs O(log departures), no table has an edge, and a year nobody has announced yet simply follows the pattern;
:meth:`Calendar.coverage` says how far a year can be trusted.

Dates end at the years 1 and 9999: an answer that would lie beyond is clamped to the first or last day there is. The
integer axis (:meth:`Calendar.rank`, :meth:`Calendar.workday_at`) has no such end.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from itertools import accumulate

from msgspec import Struct

_FIRST_DAY = date.min.toordinal()
_LAST_DAY = date.max.toordinal()
_WEEK = range(1, 8)


class Coverage(StrEnum):
    """How a year's days off are known: from an official notice, estimated, or not at all (weekly pattern only)."""

    OFFICIAL = "official"
    PROVISIONAL = "provisional"
    NONE = "none"


class Roll(StrEnum):
    """What becomes of a deadline that falls on a day off; :func:`perfplan.calendars.roll` applies it."""

    NONE = "none"
    PRECEDING = "preceding"
    FOLLOWING = "following"
    MODIFIED_PRECEDING = "modified-preceding"
    MODIFIED_FOLLOWING = "modified-following"
    NEAREST = "nearest"


class SpecialDay(Struct, frozen=True):
    """A day that differs from the weekly pattern, or a named working day: ``working`` says which way."""

    ordinal: int
    working: bool
    name: str


class YearCoverage(Struct, frozen=True):
    """How one year is known, and the notice or rule that says so (in the words of the source)."""

    coverage: Coverage
    source: str


_UNKNOWN_YEAR = YearCoverage(Coverage.NONE, "")


@dataclass(frozen=True, slots=True)
class Calendar:
    """A working calendar: immutable, picklable, equal by content, hashed by ``id``. Make one with :meth:`build`.

    Attributes:
        id: what plans and stages call it.
        name: what readers call it.
        weekdays: ISO weekdays (1 = Monday) that normally work, ascending, at least one.
        specials: the named and the departing days, ascending, one a day.
        years: what is known of each year; a year not listed follows the weekly pattern.
    """

    id: str
    name: str
    weekdays: tuple[int, ...]
    specials: tuple[SpecialDay, ...] = field(repr=False)
    years: Mapping[int, YearCoverage] = field(repr=False)
    _by_day: dict[int, SpecialDay] = field(init=False, repr=False, compare=False)
    _before: tuple[int, ...] = field(init=False, repr=False, compare=False)  # pattern days before weekday 0..6
    _turns: list[int] = field(init=False, repr=False, compare=False)  # ordinals of the departures
    _shift: list[int] = field(init=False, repr=False, compare=False)  # net departures before each; one longer
    _turn_ranks: list[int] = field(init=False, repr=False, compare=False)

    @classmethod
    def build(
        cls,
        id: str,  # noqa: A002 - the word of the plan format
        weekdays: Iterable[int],
        specials: Iterable[SpecialDay],
        coverage: Mapping[int, YearCoverage],
        *,
        name: str = "",
    ) -> Calendar:
        """Make a calendar; of several entries for one day the last counts.

        Raises:
            ValueError: no weekday works, or one is outside 1..7. Plan files are refused before they get here.
        """
        week = tuple(sorted(set(weekdays)))
        if not week or any(day not in _WEEK for day in week):
            raise ValueError(f"weekdays must be ISO numbers 1..7, at least one: {week}")
        last = {special.ordinal: special for special in specials}
        return cls(id, name or id, week, tuple(last[day] for day in sorted(last)), dict(coverage))

    def __post_init__(self) -> None:
        """Prepare the look-ups; frozen classes set derived fields this way."""
        derive = object.__setattr__
        derive(self, "_by_day", {special.ordinal: special for special in self.specials})
        derive(self, "_before", tuple(sum(day < first for day in self.weekdays) for first in _WEEK))
        departures = [s for s in self.specials if s.working != ((s.ordinal - 1) % 7 + 1 in self.weekdays)]
        derive(self, "_turns", [special.ordinal for special in departures])
        derive(self, "_shift", list(accumulate((1 if s.working else -1 for s in departures), initial=0)))
        derive(self, "_turn_ranks", [self.rank(ordinal) for ordinal in self._turns])

    def __hash__(self) -> int:
        """Hash by id: plans use few calendars, and their ids differ."""
        return hash(self.id)

    def rank(self, ordinal: int) -> int:
        """Return how many working days lie strictly before ``ordinal``, counted from 0001-01-01.

        Non-decreasing, and grows by one after each working day. Any integer is accepted.
        """
        weeks, weekday = divmod(ordinal - 1, 7)
        return weeks * len(self.weekdays) + self._before[weekday] + self._shift[bisect_left(self._turns, ordinal)]

    def workday_at(self, rank: int) -> int:
        """Return the ordinal of the working day that has this rank: the inverse of :meth:`rank` on working days."""
        passed = bisect_right(self._turn_ranks, rank)  # departures on or before the answer
        if passed and self._turn_ranks[passed - 1] == rank and self._by_day[self._turns[passed - 1]].working:
            return self._turns[passed - 1]
        weeks, place = divmod(rank - self._shift[passed], len(self.weekdays))
        return weeks * 7 + self.weekdays[place]

    def works(self, ordinal: int) -> bool:
        """Return whether the day with this ordinal is a working day."""
        special = self._by_day.get(ordinal)
        return special.working if special is not None else (ordinal - 1) % 7 + 1 in self.weekdays

    def is_workday(self, day: date) -> bool:
        """Return whether ``day`` is a working day."""
        return self.works(day.toordinal())

    def add(self, day: date, n: int) -> date:
        """Return the ``n``-th working day strictly after ``day`` (before it for negative ``n``); for 0 the day."""
        if n == 0:
            return day
        ordinal = day.toordinal()
        target = self.rank(ordinal + 1) + n - 1 if n > 0 else self.rank(ordinal) + n
        return _clamped(self.workday_at(target))

    def count(self, first: date, last: date) -> int:
        """Return the number of working days in the closed interval; 0 if it ends before it starts."""
        return max(self.rank(last.toordinal() + 1) - self.rank(first.toordinal()), 0)

    def back(self, last: date, n: int) -> date:
        """Return the first day of the inclusive span of ``n`` working days that ends on ``last``.

        The span's last working day is ``last`` or, on a day off, the working day before it. An empty span (``n`` = 0,
        a milestone) starts on ``last`` itself.

        Raises:
            ValueError: ``n`` is negative.
        """
        return self._span_end(last, n, self.rank(last.toordinal() + 1) - n)

    def forward(self, first: date, n: int) -> date:
        """Return the last day of the inclusive span of ``n`` working days that starts on or after ``first``.

        An empty span ends on ``first`` itself.

        Raises:
            ValueError: ``n`` is negative.
        """
        return self._span_end(first, n, self.rank(first.toordinal()) + n - 1)

    def _span_end(self, near: date, n: int, far_rank: int) -> date:
        if n < 0:
            raise ValueError(f"a span of working days cannot be negative: {n}")
        return _clamped(self.workday_at(far_rank)) if n else near

    def next_workday(self, day: date) -> date:
        """Return the first working day on or after ``day``."""
        return _clamped(self.workday_at(self.rank(day.toordinal())))

    def previous_workday(self, day: date) -> date:
        """Return the last working day on or before ``day``."""
        return _clamped(self.workday_at(self.rank(day.toordinal() + 1) - 1))

    def workdays(self, first: date, last: date) -> list[date]:
        """Return the working days of the closed interval, in order."""
        return [date.fromordinal(o) for o in range(first.toordinal(), last.toordinal() + 1) if self.works(o)]

    def name_of(self, day: date) -> str:
        """Return the name of a holiday or make-up working day (国庆节, 国庆节调休), or an empty text."""
        special = self._by_day.get(day.toordinal())
        return special.name if special is not None else ""

    def is_special(self, day: date) -> bool:
        """Return whether the calendar says something of its own about ``day``, beyond the weekly pattern."""
        return day.toordinal() in self._by_day

    def coverage(self, year: int) -> Coverage:
        """Return how the days off of ``year`` are known."""
        return self.years.get(year, _UNKNOWN_YEAR).coverage

    def source(self, year: int) -> str:
        """Return the notice or rule behind ``year``, or an empty text for a year that follows the weekly pattern."""
        return self.years.get(year, _UNKNOWN_YEAR).source


def _clamped(ordinal: int) -> date:
    return date.fromordinal(min(max(ordinal, _FIRST_DAY), _LAST_DAY))
