"""One direction of time: a problem, its generator, what comes before what, and how its schedules are judged."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from perfplan.schedule.levelling.generation import generator
from perfplan.schedule.levelling.problem import Problem, Row, floors_from


class Cost(NamedTuple):
    """What a schedule is judged by, in this order: days beyond ceilings, the last end, the sum of the groups' ends."""

    late: int
    end: int
    ends: int


class Member(NamedTuple):
    """A schedule of one direction, judged."""

    cost: Cost
    ends: list[int]
    positions: list[int]


class Direction:
    """Builds and judges schedules of one problem.

    With ``judged`` off only the end counts: the ceilings of a mirrored problem are floors of the first, and schedules
    that go beyond them are mended on the way back.
    """

    def __init__(self, problem: Problem, *, judged: bool) -> None:
        self.problem = problem
        self._generate = generator(problem)
        self.before: list[list[int]] = [[] for _ in range(problem.size)]
        for tie in problem.ties:
            self.before[tie.target].append(tie.source)
        self._floors: Row = problem.floors
        self._bounded = tuple(_bounded(problem)) if judged else ()
        self._groups = _members(problem.groups) if judged else []

    def begin_at(self, boundary: int) -> None:
        """Let nothing start before a boundary."""
        self._floors = floors_from(self.problem, boundary)

    def build(self, keys: Sequence[int]) -> Member | None:
        """Generate the schedule in which activities come by falling key, predecessors always first.

        None if the axis is too short for it.
        """
        made = self._generate(self._order(keys), self._floors)
        if made is None:
            return None
        return Member(self._cost(made.positions, made.ends), made.ends, made.positions)

    def _cost(self, positions: Sequence[int], ends: Sequence[int]) -> Cost:
        late = sum(positions[place] - ceiling for place, ceiling in self._bounded if positions[place] > ceiling)
        end = max(ends)
        if len(self._groups) < 2:
            return Cost(late, end, end)
        return Cost(late, end, sum(max([ends[place] for place in group]) for group in self._groups))

    def _order(self, keys: Sequence[int]) -> list[int]:
        placed, order, before = bytearray(len(keys)), [], self.before
        for place in sorted(range(len(keys)), key=keys.__getitem__, reverse=True):
            waiting = [place]
            while waiting:
                top = waiting[-1]
                if placed[top]:
                    waiting.pop()
                elif missing := [each for each in before[top] if not placed[each]]:
                    waiting += missing
                else:
                    placed[top] = 1
                    order.append(waiting.pop())
        return order


def judge(problem: Problem, positions: Sequence[int]) -> Cost:
    """Return what a schedule of a problem costs."""
    late = sum(max(positions[place] - ceiling, 0) for place, ceiling in _bounded(problem))
    ends = problem.ends(positions)
    return Cost(late, max(ends), sum(max(ends[place] for place in group) for group in _members(problem.groups)))


def _bounded(problem: Problem) -> list[tuple[int, int]]:
    """Return the ceilings that bind: those below an activity's last position."""
    return [
        (place, ceiling) for place, ceiling in enumerate(problem.ceilings) if ceiling < problem.positions(place) - 1
    ]


def _members(groups: Sequence[int]) -> list[list[int]]:
    found: dict[int, list[int]] = {}
    for place, group in enumerate(groups):
        found.setdefault(group, []).append(place)
    return list(found.values())
