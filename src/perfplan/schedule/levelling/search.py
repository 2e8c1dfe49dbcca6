"""A genetic search for short schedules, on two populations that stand at opposite ends of time.

After Debels and Vanhoucke (2005), "A bi-population based genetic algorithm for the resource-constrained project
scheduling problem". One population holds schedules built from the origin, the other schedules of the mirrored problem,
built back from where the best one ended. Each child is bred from two schedules of one population and built, in the
order in which these finish, in the other direction: so every generation is a justification too (Valls et al. 2005), and
no schedule is built only to be moved.

Everything is drawn from one seeded generator: the same problem and budget give the same schedule.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import NamedTuple

from perfplan.schedule.levelling.breeding import Breeder, drawn_keys
from perfplan.schedule.levelling.direction import Cost, Direction, Member

_SEED = 20250210
_SIZE = 30
_PATIENCE = 0.3  # rounds without a better schedule for each activity, after which all but the best is drawn anew


def _never() -> bool:
    return False


class Budget(NamedTuple):
    """How long to search: a number of generated schedules, and a question that may end it earlier."""

    schedules: int
    expired: Callable[[], bool] = _never


class Found(NamedTuple):
    """The best schedule of a search, what it costs, and how many were generated."""

    positions: list[int]
    cost: Cost
    generated: int


def search(forth: Direction, back: Direction, tails: list[int], budget: Budget, goal: Cost) -> Found | None:
    """Return the best schedule found, or None if the axis is too short for any.

    ``forth`` builds schedules of the problem, ``back`` of its mirror. ``tails`` rank the activities: how long after one
    begins the project cannot end. The search ends when the budget is used up or a schedule costs no more than ``goal``,
    a lower bound. Where only the groups' ends remain to be bettered, a tenth of the budget goes to them.
    """
    return _Search(forth, back, tails, budget, goal).run()


class _Search:
    """The two populations, the best schedule so far, and what is left of the budget."""

    def __init__(self, forth: Direction, back: Direction, tails: list[int], budget: Budget, goal: Cost) -> None:
        self._tails, self._budget, self._goal = tails, budget, goal
        self._length = forth.problem.length
        self._sides = forth, back
        self._random = Random(_SEED)  # noqa: S311 - to draw the same again, on purpose
        self._breeder = Breeder(forth.problem, self._random)
        self._best: Member | None = None
        self._generated, self._last = 0, budget.schedules

    def run(self) -> Found | None:
        """Begin and evolve populations until the search is finished."""
        self._build(0, self._tails)
        while self._best is not None and not self._finished():
            self._evolve(*self._populations(self._best))
        if self._best is None:
            return None
        return Found(self._best.positions, self._best.cost, self._generated)

    def _finished(self) -> bool:
        return (
            (self._best is not None and self._best.cost <= self._goal)
            or self._generated >= self._last
            or self._budget.expired()
        )

    def _build(self, side: int, keys: list[int]) -> Member | None:
        self._generated += 1
        made = self._sides[side].build(keys)
        if made is not None and side == 0 and (self._best is None or made.cost < self._best.cost):
            if made.cost[:2] <= self._goal[:2] and (self._best is None or self._best.cost[:2] > self._goal[:2]):
                self._last = min(self._last, self._generated + self._budget.schedules // 10)
            self._best = made
        return made

    def _populations(self, best: Member) -> tuple[list[Member], list[Member]]:
        """Draw a population around the best schedule, and build each of its members back from its end."""
        forth = [best]
        for _ in range(_SIZE - 1):
            if self._finished():
                break
            drawn = self._build(0, drawn_keys(self._tails, self._sides[0].before, self._random))
            forth.append(drawn if drawn is not None else best)
        self._sides[1].begin_at(self._length - min(member.cost.end for member in forth))
        built = (self._build(1, member.ends) for member in forth)
        back = [member for member in built if member is not None]
        return forth, back

    def _evolve(self, forth: list[Member], back: list[Member]) -> None:
        """Breed by turns from one population into the other until that has led nowhere for long."""
        stale = 0
        while back and stale < _PATIENCE * len(self._tails) and not self._finished():
            before = self._best
            self._breed(back, forth, 0)
            self._breed(forth, back, 1)
            stale = stale + 1 if self._best is before else 0

    def _breed(self, parents: list[Member], children: list[Member], side: int) -> None:
        """Build a child of every parent; it takes the place beside its mother, or of a member that is no better."""
        for place, mother in enumerate(parents):
            if self._finished():
                return
            child = self._build(side, self._breeder.keys(mother, self._better(parents)))
            if child is None:
                continue
            for rival in (place % len(children), self._worse(children)):
                if child.cost <= children[rival].cost:
                    children[rival] = child
                    break

    def _better(self, members: list[Member]) -> Member:
        one, other = self._random.choice(members), self._random.choice(members)
        return one if one.cost <= other.cost else other

    def _worse(self, members: list[Member]) -> int:
        one, other = self._random.randrange(len(members)), self._random.randrange(len(members))
        return one if members[one].cost >= members[other].cost else other
