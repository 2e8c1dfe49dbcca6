"""All runs at once, with numpy: the same integers as :mod:`perfplan.schedule.risk.scalar`, run for run.

Working days are looked up in tables between the project's start and the end of the longest run, so calendars cost two
look-ups a stage. Boundaries below the start need no table: everything is held by the start.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from perfplan.model.calendar import Calendar
from perfplan.model.risk import Spread
from perfplan.schedule.axis import place_early
from perfplan.schedule.cpm import Dates, early_floors
from perfplan.schedule.network import Arc, Network
from perfplan.schedule.risk.draws import FIRST, SECOND, STEP, thresholds
from perfplan.schedule.risk.outcome import Outcome

Column: TypeAlias = npt.NDArray[np.int64]
"""One whole number a run."""


class VectorRuns:
    """So many runs of one project: a column of durations for every uncertain place."""

    def __init__(self, days: Sequence[int], spreads: dict[int, tuple[Spread, int]], runs: int) -> None:
        """Draw. ``spreads`` are the uncertain places with the keys of their streams, ``days`` those of all others."""
        self._range = [
            (spreads[place][0].optimistic, spreads[place][0].pessimistic) if place in spreads else (n, n)
            for place, n in enumerate(days)
        ]
        self._days = [
            _drawn(*spreads[place], runs) if place in spreads else np.full(runs, fixed, np.int64)
            for place, fixed in enumerate(days)
        ]

    def play(self, network: Network, origin: int, watched: Sequence[int] = ()) -> Outcome:
        """Return when each run ends, every stage as soon as it can, and when the watched stages finish."""
        played = _Pass(network, self._days, self._range, origin)
        finishes = {place: np.sort(played.finish[place]).tolist() for place in watched}
        return Outcome(np.sort(played.end()).tolist(), finishes)

    def critical(self, network: Network, origin: int) -> list[int]:
        """Return in how many runs each stage is on a chain that decides when the project ends."""
        return _Pass(network, self._days, self._range, origin).decisive()


def _drawn(spread: Spread, key: int, runs: int) -> Column:
    """Return the durations of :func:`perfplan.schedule.risk.draws.drawn`."""
    words = np.arange(1, (runs + 3) // 4 + 1, dtype=np.uint64) * np.uint64(STEP) + np.uint64(key)
    words = (words ^ (words >> np.uint64(30))) * np.uint64(FIRST)
    words = (words ^ (words >> np.uint64(27))) * np.uint64(SECOND)
    levels = (words ^ (words >> np.uint64(31))).astype("<u8").view("<u2")[:runs]
    counts = [step - below for below, step in pairwise([0, *thresholds(spread)])]
    table: Column = np.repeat(np.arange(spread.optimistic, spread.pessimistic + 1, dtype=np.int64), counts)
    found: Column = table[levels]
    return found


class _Days:
    """A calendar between two boundaries: the rank of every day, and the working day of every rank."""

    def __init__(self, calendar: Calendar, origin: int, top: int) -> None:
        self._base, self._lowest = origin - 1, calendar.rank(origin) - 1
        self._ranks = np.array([calendar.rank(day) for day in range(self._base, top + 2)], np.int64)
        highest = int(self._ranks[-1])
        self._workdays = np.array([calendar.workday_at(rank) for rank in range(self._lowest, highest + 1)], np.int64)

    def rank(self, boundary: Column) -> Column:
        return self._ranks[boundary - self._base]

    def workday(self, rank: Column) -> Column:
        return self._workdays[np.maximum(rank - self._lowest, 0)]


def _last_finish(network: Network, ranges: Sequence[tuple[int, int]], origin: int) -> int:
    """Return a boundary after which no stage finishes, whatever the durations between the least and the greatest.

    A stage tied to a finish starts later the shorter it is, so starts are those of the least durations.
    """
    late = Dates([origin] * len(ranges), [origin] * len(ranges))
    for place in network.order:
        least, most = ranges[place]
        calendar, floors = network.activities[place].calendar, early_floors(network, place, late, origin)
        late.start[place] = place_early(least, calendar, *floors, origin)[0]
        late.finish[place] = place_early(most, calendar, *floors, origin)[1]
    return max(late.finish, default=origin)


class _Pass:
    """The forward pass of all runs; ``start`` and ``finish`` hold a column for every place."""

    def __init__(
        self, network: Network, days: Sequence[Column], ranges: Sequence[tuple[int, int]], origin: int
    ) -> None:
        self._network, self._days, self._ranges, self._origin = network, days, ranges, origin
        self._top = _last_finish(network, ranges, origin)
        self._calendars: dict[int, _Days] = {}
        blank = np.full(len(days[0]), origin, np.int64)
        self.start, self.finish = [blank] * len(days), [blank] * len(days)
        for place in network.order:
            activity = network.activities[place]
            start = np.maximum(blank, activity.start_floor)
            finish = np.maximum(blank, activity.finish_floor)
            for arc in network.incoming[place]:
                if arc.to_finish:
                    finish = np.maximum(finish, self._reached(arc))
                else:
                    start = np.maximum(start, self._reached(arc))
            self.start[place], self.finish[place] = self._placed(place, start, finish)

    def end(self) -> Column:
        """Return when each run ends."""
        last = self.finish[0]
        for column in self.finish[1 : self._network.size]:
            last = np.maximum(last, column)
        return last

    def decisive(self) -> list[int]:
        """Return in how many runs each stage ends last, or fixes the start of one that does, in turn."""
        size, end = self._network.size, self.end()
        never = np.zeros(len(end), bool)
        found = [column == end if place < size else never for place, column in enumerate(self.finish)]
        held = np.full(len(end), self._origin, np.int64)
        for place in reversed(self._network.order):
            for arc in self._network.incoming[place]:
                bound = np.maximum(self._reached(arc), self._origin)
                floors = (held, bound) if arc.to_finish else (bound, held)
                fixes = self._placed(place, *floors)[0] == self.start[place]
                found[arc.source] = found[arc.source] | (found[place] & fixes)
        return [int(np.count_nonzero(column)) for column in found[:size]]

    def _calendar(self, calendar: Calendar) -> _Days:
        known = self._calendars.get(id(calendar))
        if known is None:
            known = self._calendars[id(calendar)] = _Days(calendar, self._origin, self._top)
        return known

    def _reached(self, arc: Arc) -> Column:
        """Return the lowest boundary that a link allows at its target; as ``axis.lag_after``."""
        bound = self.finish[arc.source] if arc.from_finish else self.start[arc.source]
        if arc.lag == 0:
            return bound
        if arc.calendar is None:
            return bound + arc.lag
        days = self._calendar(arc.calendar)
        return days.workday(days.rank(bound) + (arc.lag - 1)) + 1

    def _placed(self, place: int, start: Column, finish: Column) -> tuple[Column, Column]:
        """Return the first start and finish boundary above these floors; as ``axis.place_early``."""
        days, calendar = self._days[place], self._network.activities[place].calendar
        if not self._ranges[place][1]:
            boundary = np.maximum(start, finish)
            if calendar is not None:
                known = self._calendar(calendar)
                worked = known.workday(known.rank(boundary - 1)) + 1
                boundary = np.where(boundary == self._origin, boundary, worked)
            return boundary, boundary
        if calendar is None:
            start = np.maximum(start, finish - days)
            return start, start + days
        known = self._calendar(calendar)
        first = np.maximum(known.rank(start), known.rank(finish - 1) - days + 1)
        return known.workday(first), known.workday(first + days - 1) + 1
