"""Is there a schedule that ends by a boundary? Branch and bound over who comes first, for small and tight problems.

A node has windows, narrowed by everything that :class:`~perfplan.schedule.levelling.bounds.Prover` knows, and the
orders decided on the way. If nobody is needed too often with every activity at its first position, that is a schedule.
Else some that are needed too often together cannot stay so: of two of them one comes first (minimal forbidden sets,
Bartusch, Möhring and Radermacher 1988), or, where one may fit into another's pause, a window is halved. The tightest
choice is made first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import Enum
from itertools import accumulate, permutations
from typing import NamedTuple

from perfplan.schedule.levelling.bounds import Order, Prover, Windows
from perfplan.schedule.levelling.problem import Problem


class Answer(Enum):
    """What is known of a boundary."""

    FOUND = "found"
    REFUTED = "refuted"
    OPEN = "open"


Orders = tuple[Order, ...]
Branch = tuple[Windows | None, Orders]


class Decided(NamedTuple):
    """The answer, positions where there are any, and how many nodes it took."""

    answer: Answer
    positions: list[int]
    nodes: int


def decide(problem: Problem, prover: Prover, end: int, nodes: int) -> Decided:
    """Return whether any schedule keeps all ceilings and ends by ``end``, as far as so many nodes tell."""
    tree = _Tree(problem, prover, nodes)
    windows = prover.windows(end)
    answer = Answer.REFUTED if windows is None else tree.visit(windows, ())
    return Decided(answer, tree.positions, tree.nodes)


class _Tree:
    """A depth-first search, its schedule once one is found, and what is left of its nodes."""

    def __init__(self, problem: Problem, prover: Prover, nodes: int) -> None:
        self._problem, self._prover, self._most = problem, prover, nodes
        self.positions: list[int] = []
        self.nodes = 0

    def visit(self, windows: Windows, orders: Orders) -> Answer:
        """Decide one node."""
        self.nodes += 1
        if self.nodes > self._most:
            return Answer.OPEN
        rival = min(self._rivals(windows), default=None)
        crowded = self._crowded(windows.first) if rival is None else []
        if rival is None and not crowded:
            self.positions = windows.first
            return Answer.FOUND
        choice = rival[1:] if rival is not None else self._waits(windows, crowded)
        for narrowed, decided in (
            self._branches(windows, orders, choice) if choice else self._halves(windows, orders, crowded)
        ):
            answer = Answer.REFUTED if narrowed is None else self.visit(narrowed, decided)
            if answer is not Answer.REFUTED:
                return answer
        return Answer.REFUTED

    def _branches(self, windows: Windows, orders: Orders, choice: Sequence[Order]) -> Iterator[Branch]:
        """Yield a branch for each of some orders, one of which must hold."""
        for order in choice:
            decided = *orders, order
            yield self._prover.narrowed(windows, decided), decided

    def _halves(self, windows: Windows, orders: Orders, crowded: Sequence[int]) -> Iterator[Branch]:
        """Yield the two halves of the widest window of some activities; nothing where all of them are fixed."""
        place = max(crowded, key=lambda each: windows.last[each] - windows.first[each])
        low, high = windows.first[place], windows.last[place]
        if low < high:
            middle = (low + high) // 2
            last = [middle if each == place else at for each, at in enumerate(windows.last)]
            yield self._prover.narrowed(windows._replace(last=last), orders, (place,)), orders
            first = [middle + 1 if each == place else at for each, at in enumerate(windows.first)]
            yield self._prover.narrowed(windows._replace(first=first), orders, (place,)), orders

    def _waits(self, windows: Windows, crowded: Sequence[int]) -> list[Order]:
        """Return in which ways one of some activities can wait for another; none where one may fit into a pause."""
        pairs = list(permutations(crowded, 2))
        if not all(self._prover.apart(one, other) for one, other in pairs):
            return []
        return [pair for pair in pairs if self._slack(windows, pair) >= 0]

    def _rivals(self, windows: Windows) -> Iterator[tuple[int, Order, Order]]:
        """Yield pairs that exclude each other and overlap at their first positions, with how free both orders are."""
        for one, other in self._prover.rivals:
            forth, back = (one, other), (other, one)
            if self._overlap(windows.first, one, other):
                slack = self._slack(windows, forth), self._slack(windows, back)
                yield (sum(slack), forth, back) if slack[0] >= slack[1] else (sum(slack), back, forth)

    def _overlap(self, first: Sequence[int], one: int, other: int) -> bool:
        return self._prover.behind(one, first[one], other) > first[other] and (
            self._prover.behind(other, first[other], one) > first[one]
        )

    def _slack(self, windows: Windows, order: Order) -> int:
        before, after = order
        return windows.last[after] - self._prover.behind(before, windows.first[before], after)

    def _crowded(self, positions: Sequence[int]) -> list[int]:
        """Return the fewest that are needed too often together on a day; none if nobody is."""
        problem = self._problem
        busy: dict[tuple[int, int], list[tuple[int, int]]] = {}
        for place, at in enumerate(positions):
            for need in problem.needs[place]:
                for day in problem.rows[place][at : at + problem.durations[place]]:
                    busy.setdefault((need.resource, day), []).append((need.amount, place))
        for (resource, _), users in busy.items():
            capacity = problem.capacities[resource]
            if sum(amount for amount, _ in users) > capacity:
                return _fewest(users, capacity)
        return []


def _fewest(users: Sequence[tuple[int, int]], capacity: int) -> list[int]:
    """Return the fewest that exceed a capacity together: those with the greatest needs."""
    ranked = sorted(users, reverse=True)
    before = accumulate((amount for amount, _ in ranked), initial=0)
    return [place for (_, place), total in zip(ranked, before, strict=False) if total <= capacity]
