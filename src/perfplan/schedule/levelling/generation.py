"""Serial schedule generation (Kelley 1963): one activity after another, each as early as links and people allow.

How much of every resource is in use on a day is one integer: a field of bits for each resource, with a guard bit above
it that an overload sets. A day fits when adding the needs leaves all guard bits clear, so any number of resources costs
one addition and one test. An activity's days are tried from the last backwards: the first conflict found is the latest
one, and every start up to it is passed over at once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from perfplan.schedule.levelling.problem import Problem, Row


class Generated(NamedTuple):
    """A schedule: the position of every activity, and the boundary at which it finishes."""

    positions: list[int]
    ends: list[int]


Generate = Callable[[Sequence[int], Sequence[int]], Generated | None]
"""From an order (every activity after its predecessors) and floors to a schedule; None where the axis is too short."""


class Packing(NamedTuple):
    """Needs as packed integers, the guard bits, and what a day has in use before anything is scheduled."""

    needs: Row
    guards: int
    idle: int


def pack(problem: Problem) -> Packing:
    """Return the needs of a problem as packed integers.

    A field for a resource starts as far below its guard bit as the capacity is high.
    """
    offset = guards = idle = 0
    offsets = []
    for capacity in problem.capacities:
        width = capacity.bit_length()
        offsets.append(offset)
        idle |= ((1 << width) - 1 - capacity) << offset
        guards |= 1 << (offset + width)
        offset += width + 1
    needs = tuple(sum(need.amount << offsets[need.resource] for need in row) for row in problem.needs)
    return Packing(needs, guards, idle)


def generator(problem: Problem) -> Generate:
    """Return the function that generates schedules of this problem.

    Where everybody works on the same days the profile is kept by position, else by day.
    """
    packing = pack(problem)
    incoming: list[list[tuple[int, Row]]] = [[] for _ in range(problem.size)]
    for tie in problem.ties:
        incoming[tie.target].append((tie.source, tie.table))
    facts = [
        (tuple(incoming[place]), problem.durations[place], packing.needs[place] if problem.durations[place] else 0)
        for place in range(problem.size)
    ]
    rows = {id(row): row for row, fact in zip(problem.rows, facts, strict=True) if fact[2]}
    if len(rows) <= 1:
        length = max(map(len, rows.values()), default=0)
        return _by_position(facts, [packing.idle] * length, packing.guards, problem.finishes())
    return _by_day(facts, [packing.idle] * problem.length, packing.guards, problem.finishes(), problem.rows)


_Facts = Sequence[tuple[tuple[tuple[int, Row], ...], int, int]]


def _by_position(facts: _Facts, empty: list[int], guards: int, finishes: Sequence[Row]) -> Generate:
    def generate(order: Sequence[int], floors: Sequence[int]) -> Generated | None:
        used = empty[:]
        found = list(floors)
        try:
            for place in order:
                position = found[place]
                incoming, days, needs = facts[place]
                for source, table in incoming:
                    if (bound := table[found[source]]) > position:
                        position = bound
                if needs:
                    known, day = position, position + days
                    while day > known:
                        day -= 1
                        if used[day] + needs & guards:
                            known, position = position + days, day + 1
                            day = position + days
                    for day in range(position, position + days):
                        used[day] += needs
                found[place] = position
            return Generated(found, [row[position] for row, position in zip(finishes, found, strict=True)])
        except IndexError:
            return None

    return generate


def _by_day(facts: _Facts, empty: list[int], guards: int, finishes: Sequence[Row], rows: Sequence[Row]) -> Generate:
    def generate(order: Sequence[int], floors: Sequence[int]) -> Generated | None:
        used = empty[:]
        found = list(floors)
        try:
            for place in order:
                position = found[place]
                incoming, days, needs = facts[place]
                for source, table in incoming:
                    if (bound := table[found[source]]) > position:
                        position = bound
                if needs:
                    row = rows[place]
                    known, index = position, position + days
                    while index > known:
                        index -= 1
                        if used[row[index]] + needs & guards:
                            known, position = position + days, index + 1
                            index = position + days
                    for day in row[position : position + days]:
                        used[day] += needs
                found[place] = position
            return Generated(found, [row[position] for row, position in zip(finishes, found, strict=True)])
        except IndexError:
            return None

    return generate
