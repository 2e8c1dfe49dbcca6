"""The best schedule that can be found, and the proof of how good it is."""

from __future__ import annotations

from typing import NamedTuple

from msgspec.structs import replace

from perfplan.schedule.levelling.bounds import Prover
from perfplan.schedule.levelling.branching import Answer, decide
from perfplan.schedule.levelling.direction import Cost, Direction, judge
from perfplan.schedule.levelling.limits import Limits
from perfplan.schedule.levelling.problem import Problem, mirror
from perfplan.schedule.levelling.search import Budget, search

_PLACEMENTS, _FEWEST, _MOST = 60_000, 150, 2_000
_SCHEDULES_PER_NODE = 12


class Levelled(NamedTuple):
    """Positions, what they cost, and a boundary before which none can end: no schedule as late at most as this one."""

    positions: list[int]
    cost: Cost
    bound: int

    @property
    def proved(self) -> bool:
        """Whether no schedule can keep all dates and end earlier."""
        return self.cost.late == 0 and self.cost.end <= self.bound


def usual_budget(size: int, effort: int = 1) -> Budget:
    """Return how much to search for so many activities: about a fifth of a second for each ``effort``."""
    return Budget(effort * max(_FEWEST, min(_MOST, _PLACEMENTS // max(size, 1))))


def level(problem: Problem, image: Problem, budget: Budget) -> Levelled | None:
    """Return a schedule in which nobody is needed more than they can be; None if the axis is too short.

    In this order it keeps the ceilings, ends early, and lets the groups end early. ``image`` is the problem mirrored.
    """
    if not all(problem.positions(place) for place in range(problem.size)):
        return None
    prover = Prover(problem, image)
    tails = prover.tails()
    forth = Direction(problem, judged=True)
    first = forth.build(tails)
    if first is None:
        return None
    bound = prover.earliest_end(first.cost.end)
    goal = Cost(0, bound, prover.linked_ends())
    found = search(forth, Direction(image, judged=False), tails, budget, goal) or first
    if found.cost.late:
        return Levelled(found.positions, found.cost, _end_without_ceilings(problem, found.cost.end))
    return _closed(problem, prover, forth, Levelled(found.positions, found.cost, bound), budget)


def _closed(problem: Problem, prover: Prover, forth: Direction, found: Levelled, budget: Budget) -> Levelled:
    """Return an earlier schedule, or the proof that there is none, where a small search over all of them tells."""
    nodes = min(budget.schedules, _MOST) // _SCHEDULES_PER_NODE
    while not found.proved and nodes and not budget.expired():
        decided = decide(problem, prover, found.cost.end - 1, nodes)
        nodes = max(nodes - decided.nodes, 0)
        if decided.answer is Answer.OPEN:
            break
        if decided.answer is Answer.REFUTED:
            return found._replace(bound=found.cost.end)
        made = forth.build([-end for end in problem.ends(decided.positions)])
        cost = judge(problem, decided.positions)
        positions, cost = (made.positions, made.cost) if made and made.cost < cost else (decided.positions, cost)
        found = Levelled(positions, cost, found.bound)
    return found


def _end_without_ceilings(problem: Problem, upper: int) -> int:
    """Return a boundary before which the project cannot end, kept ceilings or not."""
    free = replace(problem, ceilings=tuple(problem.positions(place) - 1 for place in range(problem.size)))
    return Prover(free, mirror(free)).earliest_end(upper)


def solved(problem: Problem, image: Problem, found: Levelled, limits: Limits) -> Levelled:
    """Return a better schedule, or a better bound, from the solver, beginning with the schedule found; else the same.

    Raises:
        ImportError: OR-Tools is not installed.
    """
    from perfplan.schedule.levelling.solver import solve

    if found.proved:
        return found
    upper = found.cost.end if not found.cost.late else problem.length
    windows = Prover(problem, image).windows(upper)
    if windows is None:
        return found
    got = solve(problem, windows, (min(found.bound, upper), upper), found.positions, limits)
    bound = max(found.bound, got.bound) if not found.cost.late else found.bound
    if got.positions is None:
        return found._replace(bound=min(bound, found.cost.end))
    cost = judge(problem, got.positions)
    better = Levelled(got.positions, cost, bound) if cost < found.cost else found
    return better._replace(bound=min(bound, better.cost.end))
