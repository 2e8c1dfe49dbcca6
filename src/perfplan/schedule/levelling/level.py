"""The best schedule that can be found, and the proof of how good it is."""

from __future__ import annotations

from typing import NamedTuple

from perfplan.schedule.levelling.bounds import Prover
from perfplan.schedule.levelling.direction import Cost
from perfplan.schedule.levelling.problem import Problem
from perfplan.schedule.levelling.search import Budget, search

_PLACEMENTS, _FEWEST, _MOST = 60_000, 100, 2_000


class Levelled(NamedTuple):
    """Positions, what they cost, and a boundary before which no schedule without lateness can end."""

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


def level(problem: Problem, budget: Budget) -> Levelled | None:
    """Return a schedule in which nobody is needed more than they can be; None if the axis is too short.

    In this order it keeps the ceilings, ends early, and lets the groups end early.
    """
    prover = Prover(problem)
    tails = prover.tails()
    first = search(problem, tails, Budget(1), Cost(0, 0, 0))
    if first is None:
        return None
    bound = prover.earliest_end(first.cost.end)
    found = search(problem, tails, budget, Cost(0, bound, prover.linked_ends())) or first
    return Levelled(found.positions, found.cost, bound)
