"""A project with limited people, as integers: activities on positions, links as look-up tables, needs and capacities.

Every activity has its own ascending row of axis days on which it can work. Standing at position ``k``, it works on
``row[k]`` up to ``row[k + duration - 1]``; what lies between (weekends, leave) is a pause in which it needs nobody. A
milestone (duration 0) has a row of boundaries instead and stands at one of them. A link is a table: with its source at
position ``k``, its target stands at ``table[k]`` or later. So calendars, leave, lags and all four link types are gone
before the search begins, and a problem without calendars is the case in which every row counts 0, 1, 2, …

Axis numbers are whole days; a boundary ``b`` is the beginning of day ``b``, as in :mod:`perfplan.schedule.axis`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import repeat
from typing import NamedTuple

from msgspec import Struct

Row = tuple[int, ...]


class Need(NamedTuple):
    """How much of a resource an activity takes on every day it works."""

    resource: int
    amount: int


class Tie(NamedTuple):
    """A link: ``table`` holds, for each position of ``source``, the lowest position of ``target``.

    Entries never fall; one beyond the target's last position says that the source stands too late for any.
    """

    source: int
    target: int
    table: Row


class Problem(Struct, frozen=True):
    """Activities by index: what they take, when they may stand where, and whom they need.

    Attributes:
        durations: numbers of working positions; 0 is a milestone.
        rows: the axis days (milestones: boundaries) each can use, ascending; equal rows may be one object.
        floors: the lowest position of each, from the origin and the activity's own dates.
        ceilings: the highest position each should stand at; its own dates may ask what cannot be kept.
        ties: the links.
        needs: the resources each takes, a resource at most once; never more of one than its capacity.
        capacities: how much of each resource there is on a day.
        groups: to which project each belongs, from 0.
        length: the number of days of the axis; every day lies in ``[0, length)``, every boundary in ``[0, length]``.
    """

    durations: Row
    rows: tuple[Row, ...]
    floors: Row
    ceilings: Row
    ties: tuple[Tie, ...]
    needs: tuple[tuple[Need, ...], ...]
    capacities: Row
    groups: Row
    length: int

    @property
    def size(self) -> int:
        """The number of activities."""
        return len(self.durations)

    def positions(self, place: int) -> int:
        """Return how many positions an activity has; they count from 0."""
        return max(len(self.rows[place]) - max(self.durations[place] - 1, 0), 0)

    def starts(self, positions: Sequence[int]) -> list[int]:
        """Return the start boundary of every activity at its position."""
        return [row[position] for row, position in zip(self.rows, positions, strict=True)]

    def finishes(self) -> tuple[Row, ...]:
        """Return the finish boundary of every activity at each of its positions; equal rows are one object."""
        known: dict[tuple[int, int], Row] = {}
        for row, days in zip(self.rows, self.durations, strict=True):
            if (id(row), days) not in known:
                known[id(row), days] = tuple(day + 1 for day in row[days - 1 :]) if days else row
        return tuple(known[id(row), days] for row, days in zip(self.rows, self.durations, strict=True))

    def ends(self, positions: Sequence[int]) -> list[int]:
        """Return the finish boundary of every activity at its position."""
        return [
            row[position + days - 1] + 1 if days else row[position]
            for row, days, position in zip(self.rows, self.durations, positions, strict=True)
        ]


def plain(
    durations: Sequence[int],
    links: Sequence[tuple[int, int]],
    needs: Sequence[Sequence[int]],
    capacities: Sequence[int],
    length: int,
) -> Problem:
    """Return the classical resource-constrained project: finish-to-start links without lags, every day a working day.

    ``needs[activity][resource]`` are amounts.

    The activities may stand anywhere on an axis of ``length`` days from its middle on; the first half is room for
    schedules that are built from the other end.
    """
    rows = {days: tuple(range(length if days else length + 1)) for days in (0, 1)}
    after = {days: tuple(range(days, length + 1)) for days in set(durations)}
    return Problem(
        durations=tuple(durations),
        rows=tuple(rows[min(days, 1)] for days in durations),
        floors=tuple(repeat(length // 2, len(durations))),
        ceilings=tuple(length - days for days in durations),
        ties=tuple(Tie(source, target, after[durations[source]]) for source, target in links),
        needs=tuple(tuple(Need(which, amount) for which, amount in enumerate(row) if amount) for row in needs),
        capacities=tuple(capacities),
        groups=tuple(repeat(0, len(durations))),
        length=length,
    )


def mirror(problem: Problem) -> Problem:
    """Return the same problem with time running the other way; mirrored twice, it is the first again.

    A schedule fits one exactly when its image (:func:`mirrored`) fits the other, whatever the calendars and leave,
    because these are mirrored too. Its floors are the ceilings of the first.
    """
    rows: dict[tuple[int, bool], Row] = {}
    for row, days in zip(problem.rows, problem.durations, strict=True):
        if (id(row), days > 0) not in rows:
            last = problem.length - (1 if days else 0)
            rows[id(row), days > 0] = tuple(last - day for day in reversed(row))
    tables: dict[tuple[int, int, int], Row] = {}
    return Problem(
        durations=problem.durations,
        rows=tuple(rows[id(row), days > 0] for row, days in zip(problem.rows, problem.durations, strict=True)),
        floors=_reflected(problem, problem.ceilings),
        ceilings=_reflected(problem, problem.floors),
        ties=tuple(_mirrored_tie(problem, tie, tables) for tie in problem.ties),
        needs=problem.needs,
        capacities=problem.capacities,
        groups=problem.groups,
        length=problem.length,
    )


def mirrored(problem: Problem, positions: Sequence[int]) -> list[int]:
    """Return the positions of the same schedule in the mirrored problem."""
    return [problem.positions(place) - 1 - position for place, position in enumerate(positions)]


def _reflected(problem: Problem, bounds: Row) -> Row:
    return tuple(mirrored(problem, bounds))


def _mirrored_tie(problem: Problem, tie: Tie, known: dict[tuple[int, int, int], Row]) -> Tie:
    """Turn "with the source at k, the target at or after" into "with the target there, the source at or before"."""
    sources, targets = problem.positions(tie.source), problem.positions(tie.target)
    key = id(tie.table), sources, targets
    if key not in known:
        known[key] = _adjoint(tie.table[:sources], targets)
    return Tie(tie.target, tie.source, known[key])


def _adjoint(table: Row, targets: int) -> Row:
    sources, allowed = len(table), 0
    found: list[int] = []
    for position in range(targets):
        while allowed < sources and table[allowed] <= position:
            allowed += 1
        found.append(sources - allowed)
    return tuple(reversed(found))


def floors_from(problem: Problem, boundary: int) -> Row:
    """Return the problem's floors, raised so that nothing starts before ``boundary``."""
    firsts: dict[int, int] = {}
    found = []
    for row, floor in zip(problem.rows, problem.floors, strict=True):
        if id(row) not in firsts:
            firsts[id(row)] = bisect_left(row, boundary)
        found.append(max(floor, firsts[id(row)]))
    return tuple(found)
