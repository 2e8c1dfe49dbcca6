"""How early a project can end at best: a proof, by refuting every earlier end.

To refute an end, every activity gets the window between the earliest position that links and floors allow and the
latest that still meets the end (Klein and Scholl 1999 call such bounds destructive). The end is impossible when

* a window is empty;
* the work that must lie between two boundaries exceeds what the people can do there (the energy of an interval);
* two activities that exclude each other fit in neither order. Where they fit in one order only, that order is a link
  from then on and windows shrink (disjunctive propagation, Brucker et al. 1998), until nothing changes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, combinations
from typing import NamedTuple

from perfplan.schedule.levelling.problem import Problem, floors_from, mirror, mirrored


class Windows(NamedTuple):
    """The lowest and the highest position of every activity."""

    first: list[int]
    last: list[int]


class _User(NamedTuple):
    place: int
    amount: int
    work: int


class Prover:
    """Lower bounds on the end of a problem; what all proofs share is prepared once."""

    def __init__(self, problem: Problem) -> None:
        self._problem, self._mirror = problem, mirror(problem)
        self._order = links_order(problem)
        self._into = _tables(problem)
        self._back = _tables(self._mirror)
        self._crews = [
            (capacity, users, _counts(problem, users))
            for capacity, users in zip(problem.capacities, _users(problem), strict=True)
            if len(users) > 1
        ]
        self._rivals = tuple(sorted({pair for crew in self._crews for pair in _rivals(problem, crew[0], crew[1])}))

    def earliest_end(self, upper: int) -> int:
        """Return a boundary before which the project cannot end while it keeps every ceiling; ``upper`` at most."""
        low, high = self.linked_end(), upper
        while low < high:
            middle = (low + high) // 2
            if self.windows(middle) is None:
                low = middle + 1
            else:
                high = middle
        return min(low, upper)

    def linked_end(self) -> int:
        """Return the earliest end if nobody's time were limited."""
        return max(self._problem.ends(self._earliest()), default=0)

    def linked_ends(self) -> dict[int, int]:
        """Return the earliest end of every group if nobody's time were limited."""
        found: dict[int, int] = {}
        for group, end in zip(self._problem.groups, self._problem.ends(self._earliest()), strict=True):
            found[group] = max(found.get(group, end), end)
        return found

    def _earliest(self) -> list[int]:
        return _pushed(list(self._problem.floors), self._order, self._into)

    def windows(self, end: int) -> Windows | None:
        """Return where every activity can stand if all is done by ``end``; None if that was refuted."""
        first = self._earliest()
        floors = list(floors_from(self._mirror, self._problem.length - end))
        back = _pushed(floors, self._order[::-1], self._back)
        for _ in range(_ROUNDS):
            if not _open(self._problem, first, back):
                return None
            windows = Windows(first, mirrored(self._problem, back))
            ordered = self._ordered(windows)
            if ordered is None or not self._has_room(windows):
                return None
            if not ordered:
                return windows
            for before, after in ordered:
                days = self._problem.durations
                first[after] = max(first[after], first[before] + days[before])
                back[before] = max(back[before], back[after] + days[after])
            first = _pushed(first, self._order, self._into)
            back = _pushed(back, self._order[::-1], self._back)
        return windows

    def _ordered(self, windows: Windows) -> list[tuple[int, int]] | None:
        """Return rivals whose order is certain and moves a window; None if two fit in neither order."""
        days, (first, last) = self._problem.durations, windows
        found: list[tuple[int, int]] = []
        for one, other in self._rivals:
            forth, back = first[one] + days[one] <= last[other], first[other] + days[other] <= last[one]
            if not forth and not back:
                return None
            if forth != back:
                before, after = (one, other) if forth else (other, one)
                if first[after] < first[before] + days[before] or last[before] > last[after] - days[before]:
                    found.append((before, after))
        return found

    def _has_room(self, windows: Windows) -> bool:
        rows, days = self._problem.rows, self._problem.durations
        for capacity, users, counts in self._crews:
            spans = sorted(
                (rows[place][windows.last[place] + days[place] - 1] + 1, rows[place][windows.first[place]], work)
                for place, _, work in users
            )
            for begin in {start for _, start, _ in spans}:
                total, offset = 0, counts[begin]
                for finish, start, work in spans:
                    if start >= begin:
                        total += work
                        if total > capacity * (counts[finish] - offset):
                            return False
        return True


def links_order(problem: Problem) -> list[int]:
    """Return the activities, each after its predecessors (Kahn 1962)."""
    waiting = [0] * problem.size
    after: list[list[int]] = [[] for _ in waiting]
    for tie in problem.ties:
        waiting[tie.target] += 1
        after[tie.source].append(tie.target)
    order = [place for place, count in enumerate(waiting) if not count]
    for place in order:
        for target in after[place]:
            waiting[target] -= 1
            if not waiting[target]:
                order.append(target)
    return order


_ROUNDS = 50  # each shrinks windows further; stopping early only proves less

_Tables = list[list[tuple[int, tuple[int, ...]]]]


def _tables(problem: Problem) -> _Tables:
    found: _Tables = [[] for _ in range(problem.size)]
    for tie in problem.ties:
        found[tie.target].append((tie.source, tie.table))
    return found


def _pushed(floors: list[int], order: Sequence[int], into: _Tables) -> list[int]:
    """Raise floors until every link holds; a position beyond a table's end stays where no window is open."""
    for place in order:
        for source, table in into[place]:
            at = floors[source]
            bound = table[at] if at < len(table) else _NOWHERE
            floors[place] = max(floors[place], bound)
    return floors


_NOWHERE = 1 << 40


def _open(problem: Problem, first: Sequence[int], back: Sequence[int]) -> bool:
    return all(
        one + other < problem.positions(place) for place, (one, other) in enumerate(zip(first, back, strict=True))
    )


def _users(problem: Problem) -> list[list[_User]]:
    users: list[list[_User]] = [[] for _ in problem.capacities]
    for place, (needs, days) in enumerate(zip(problem.needs, problem.durations, strict=True)):
        for need in needs:
            if days:
                users[need.resource].append(_User(place, need.amount, need.amount * days))
    return users


def _counts(problem: Problem, users: Sequence[_User]) -> list[int]:
    """Return how many days before each boundary hold work that needs a resource, by any activity."""
    used = bytearray(problem.length)
    for row in {id(problem.rows[user.place]): problem.rows[user.place] for user in users}.values():
        for day in row:
            used[day] = 1
    return list(accumulate(used, initial=0))


def _rivals(problem: Problem, capacity: int, users: Sequence[_User]) -> Iterator[tuple[int, int]]:
    """Yield pairs that can never work on one day because somebody would be needed twice.

    Only pairs with the same days: of others, one could work in a pause of the other.
    """
    for one, other in combinations(users, 2):
        if one.amount + other.amount > capacity and problem.rows[one.place] is problem.rows[other.place]:
            yield one.place, other.place
