"""Projects that share people, as one problem of levelling: from networks on calendars to rows and tables.

The problem is built in the direction of time, on an axis of days that begins ``low`` days after the first of the
calendar's ordinals; the search gets its mirror image, in which the latest schedule is the earliest.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from msgspec import Struct

from perfplan.model.calendar import Calendar
from perfplan.model.project import Project
from perfplan.model.unit import Person, Resource
from perfplan.schedule.axis import lag_after
from perfplan.schedule.levelling.problem import Need, Problem, Row, Tie
from perfplan.schedule.network import Arc, Network


class Part(NamedTuple):
    """One project in the problem: its network, whose places count from ``first`` there."""

    project: Project
    network: Network
    first: int


class Staffing(Struct, frozen=True):
    """The problem of some projects; ``low`` is the ordinal of its day 0, and ``who`` are its resources."""

    parts: tuple[Part, ...]
    who: tuple[Person | Resource, ...]
    low: int
    problem: Problem


def staffing(parts: Sequence[Part], low: int, high: int, finish_caps: dict[int, int]) -> Staffing:
    """Return the problem of projects on the days ``[low, high)``, given as ordinals.

    ``finish_caps`` are further ceilings: the highest finish boundary of a place, in ordinals.
    """
    return _Builder(parts, low, high, finish_caps).build()


def needed_people(projects: Sequence[Project]) -> dict[str, Person | Resource]:
    """Return all whose time is limited and who are needed, by id, in the order in which they are first named."""
    stages = (stage for project in projects for stage in project.stages)
    return {need.who.id: need.who for stage in stages for need in stage.needs}


class _Place(NamedTuple):
    """A place's row, how many days it works, and for every boundary of the axis the row's next entry."""

    row: Row
    days: int
    ahead: Row

    def from_start(self, boundary: int) -> int:
        """Return the first position that starts at or after a boundary."""
        return self.ahead[boundary]

    def from_finish(self, boundary: int) -> int:
        """Return the first position that finishes at or after a boundary."""
        if not self.days:
            return self.ahead[boundary]
        return max(self.ahead[max(boundary - 1, 0)] - self.days + 1, 0)

    def bounds(self, of_finish: bool) -> Row:
        """Return the start or finish boundaries of all positions."""
        if not self.days:
            return self.row
        return tuple(day + 1 for day in self.row[self.days - 1 :]) if of_finish else self.row

    def first_table(self, to_finish: bool) -> Row:
        """Return, for every boundary, the first position that starts or finishes at or after it."""
        if not to_finish or not self.days:
            return self.ahead
        fewer = self.days - 1
        return tuple(max(at - fewer, 0) for at in (self.ahead[0], *self.ahead[:-1]))


class _Builder:
    """The rows and tables of one problem, each made once."""

    def __init__(self, parts: Sequence[Part], low: int, high: int, finish_caps: dict[int, int]) -> None:
        self._parts, self._low, self._length, self._caps = tuple(parts), low, high - low, finish_caps
        self._rows: dict[tuple[int, int], tuple[Row, Row]] = {}
        self._shifts: dict[tuple[int, int], Row] = {}
        self._tables: dict[tuple[int, ...], Row] = {}

    def build(self) -> Staffing:
        """Return the problem."""
        who = needed_people([part.project for part in self._parts])
        numbers = {person: number for number, person in enumerate(who)}
        places = [self._place(part, place) for part in self._parts for place in range(len(part.network.days))]
        problem = Problem(
            durations=tuple(place.days for place in places),
            rows=tuple(place.row for place in places),
            floors=self._each(places, self._floor),
            ceilings=self._each(places, self._ceiling),
            ties=tuple(
                Tie(part.first + arc.source, part.first + arc.target, self._table(arc, part, places))
                for part in self._parts
                for arcs in part.network.incoming
                for arc in arcs
            ),
            needs=tuple(needs for part in self._parts for needs in _needs(part, numbers)),
            capacities=tuple(person.capacity or 0 for person in who.values()),
            groups=tuple(group for group, part in enumerate(self._parts) for _ in part.network.days),
            length=self._length,
        )
        return Staffing(self._parts, tuple(who.values()), self._low, problem)

    def _each(self, places: Sequence[_Place], of: Callable[[Part, int, _Place], int]) -> Row:
        return tuple(
            of(part, place, places[part.first + place])
            for part in self._parts
            for place in range(len(part.network.days))
        )

    def _place(self, part: Part, place: int) -> _Place:
        days, calendar = part.network.days[place], part.network.activities[place].calendar
        origin = part.project.start.toordinal() - self._low
        key = id(calendar), -1 if days else origin
        if key not in self._rows:
            row = self._workdays(calendar) if days else self._boundaries(calendar, origin)
            self._rows[key] = row, _ahead(row, self._length)
        return _Place(self._rows[key][0], days, self._rows[key][1])

    def _workdays(self, calendar: Calendar | None) -> Row:
        if calendar is None:
            return tuple(range(self._length))
        first, last = calendar.rank(self._low), calendar.rank(self._low + self._length)
        return tuple(calendar.workday_at(rank) - self._low for rank in range(first, last))

    def _boundaries(self, calendar: Calendar | None, origin: int) -> Row:
        """Return where a milestone can stand: at the end of a working day, or at the beginning of its project."""
        if calendar is None:
            return tuple(range(self._length + 1))
        return tuple(sorted({origin, *(day + 1 for day in self._workdays(calendar))}))

    def _floor(self, part: Part, place: int, at: _Place) -> int:
        activity = part.network.activities[place]
        start = max(activity.start_floor, part.project.start.toordinal())
        return max(at.from_start(self._clip(start)), at.from_finish(self._clip(activity.finish_floor)))

    def _ceiling(self, part: Part, place: int, at: _Place) -> int:
        activity, end = part.network.activities[place], part.project.deadline.toordinal() + 1
        finish = min(activity.finish_ceiling, end, self._caps.get(part.first + place, end))
        starts = at.from_start(self._clip(min(activity.start_ceiling, end) + 1))
        return min(starts, at.from_finish(self._clip(finish + 1))) - 1

    def _clip(self, ordinal: int) -> int:
        return min(max(ordinal - self._low, 0), self._length)

    def _table(self, arc: Arc, part: Part, places: Sequence[_Place]) -> Row:
        source, target = places[part.first + arc.source], places[part.first + arc.target]
        key = (
            *(id(source.row), source.days, arc.from_finish, id(target.row), target.days, arc.to_finish),
            *(arc.lag, id(arc.calendar)),
        )
        if key not in self._tables:
            first, shift = target.first_table(arc.to_finish), self._shift(arc)
            self._tables[key] = tuple(first[shift[boundary]] for boundary in source.bounds(arc.from_finish))
        return self._tables[key]

    def _shift(self, arc: Arc) -> Row:
        """Return the boundary that keeps a link's lag, for every boundary of the axis."""
        key = arc.lag, id(arc.calendar) if arc.lag else 0
        if key not in self._shifts:
            low = self._low
            bounds = (lag_after(low + at, arc.lag, arc.calendar) for at in range(self._length + 1))
            self._shifts[key] = tuple(self._clip(bound) for bound in bounds)
        return self._shifts[key]


def _ahead(row: Row, length: int) -> Row:
    """Return for every boundary from 0 to ``length`` the place of the row's first entry at or after it."""
    found: list[int] = []
    for place, entry in enumerate(row):
        found += [place] * (entry + 1 - len(found))
    found += [len(row)] * (length + 2 - len(found))
    return tuple(found[: length + 2])


def _needs(part: Part, numbers: dict[str, int]) -> list[tuple[Need, ...]]:
    stages = [tuple(Need(numbers[need.who.id], need.amount) for need in stage.needs) for stage in part.project.stages]
    return stages + [()] * (len(part.network.days) - len(stages))
