"""How early a project can end at best: a proof, by refuting every earlier end.

To refute an end, every activity gets the window between the earliest position that links and floors allow and the
latest that still meets the end (Klein and Scholl 1999 call such bounds destructive). The end is impossible when

* a window is empty;
* the work that must lie between two boundaries exceeds what the people can do there (the energy of an interval);
* two activities that exclude each other fit in neither order. Where they fit in one order only, that order is a link
  from then on and windows shrink (disjunctive propagation, Brucker et al. 1998), as they do by edge finding, until
  nothing changes.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Sequence
from typing import NamedTuple

from perfplan.schedule.levelling.crews import crews, has_room, is_queue, rivals, starts_after_all
from perfplan.schedule.levelling.problem import Problem, floors_from


class Windows(NamedTuple):
    """The lowest and the highest position of every activity."""

    first: list[int]
    last: list[int]


Order = tuple[int, int]
"""Of two activities the one that is finished before the other begins, and that other."""


class Prover:
    """Lower bounds on the end of a problem, given with its mirror image; what all proofs share is prepared once."""

    def __init__(self, problem: Problem, image: Problem) -> None:
        self._problem, self._mirror = problem, image
        self._lasts = [problem.positions(place) - 1 for place in range(problem.size)]
        self._order = links_order(problem)
        self._into = _tables(problem)
        self._back = _tables(self._mirror)
        self._crews = list(crews(problem))
        windows = self._widest()
        pairs = [list(rivals(problem, crew, *windows)) for crew in self._crews]
        both = list(zip(self._crews, crews(image), pairs, strict=True))
        self._queues = {n: (crew, turned) for n, (crew, turned, found) in enumerate(both) if is_queue(crew, found)}
        self.rivals = tuple(sorted({pair for found in pairs for pair in found}))
        self._apart = frozenset(self.rivals)
        self._crews_of: list[list[int]] = [[] for _ in range(problem.size)]
        self._rivals_of: list[list[Order]] = [[] for _ in range(problem.size)]
        for number, crew in enumerate(self._crews):
            for user in crew.users:
                self._crews_of[user.place].append(number)
        for pair in self.rivals:
            for place in pair:
                self._rivals_of[place].append(pair)

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

    def linked_ends(self) -> int:
        """Return the sum of the groups' earliest ends if nobody's time were limited."""
        found: dict[int, int] = {}
        for group, end in zip(self._problem.groups, self._problem.ends(self._earliest()), strict=True):
            found[group] = max(found.get(group, end), end)
        return sum(found.values())

    def tails(self) -> list[int]:
        """Return for every activity how far back from the axis's other end it must begin, on links alone."""
        back = _pushed(list(self._mirror.floors), self._order[::-1], self._back)
        return self._mirror.ends([min(at, self._mirror.positions(place) - 1) for place, at in enumerate(back)])

    def _earliest(self) -> list[int]:
        return _pushed(list(self._problem.floors), self._order, self._into)

    def windows(self, end: int) -> Windows | None:
        """Return where every activity can stand if all is done by ``end``; None if that was refuted."""
        floors = list(floors_from(self._mirror, self._problem.length - end))
        everything = set(range(self._problem.size))
        return self._shrunk(self._earliest(), _pushed(floors, self._order[::-1], self._back), (), everything)

    def narrowed(self, windows: Windows, orders: Sequence[Order], changed: Collection[int] = ()) -> Windows | None:
        """Return what is left of windows where some orders hold as well; None if that was refuted.

        All but the last order held before; ``changed`` are activities whose windows have been narrowed since.
        """
        ends = {place for order in orders[-1:] for place in order}
        return self._shrunk(windows.first, self._turned(windows.last), orders, ends.union(changed))

    def _shrunk(
        self, first: list[int], back: list[int], orders: Sequence[Order], changed: Collection[int]
    ) -> Windows | None:
        """Shrink windows, given by first positions in both directions, as long as anything changes."""
        for _ in range(_ROUNDS):
            if not _open(self._lasts, first, back):
                return None
            windows = Windows(first, self._turned(back))
            if not changed:
                break
            crews = sorted({number for place in changed for number in self._crews_of[place]})
            if not all(has_room(self._crews[number], self._problem, *windows) for number in crews):
                return None
            moved = self._moved(windows, back, orders, (changed, crews))
            if moved is None:
                return None
            forth, behind = _pushed(moved[0], self._order, self._into), _pushed(moved[1], self._order[::-1], self._back)
            changed = [
                place
                for place, (one, other) in enumerate(
                    zip(zip(forth, behind, strict=True), zip(first, back, strict=True), strict=True)
                )
                if one != other
            ]
            first, back = forth, behind
        return windows

    def _moved(
        self, windows: Windows, back: list[int], orders: Sequence[Order], touched: tuple[Collection[int], list[int]]
    ) -> tuple[list[int], list[int]] | None:
        """Return the first positions in both directions that rivals leave; None if two fit in neither order.

        Only ``touched`` activities and crews can have news.
        """
        changed, crews = touched
        ordered = self._ordered(windows, changed)
        if ordered is None:
            return None
        forth, back = list(windows.first), list(back)
        for before, after in (*orders, *ordered):
            forth[after] = max(forth[after], self.behind(before, windows.first[before], after))
            latest = self._ahead(after, windows.last[after], before)
            back[before] = max(back[before], self._lasts[before] - latest)
        image = Windows(self._turned(windows.last), self._turned(windows.first))
        for queue, turned in (self._queues[number] for number in crews if number in self._queues):
            for place, position in starts_after_all(queue, self._problem, *windows):
                forth[place] = max(forth[place], position)
            for place, position in starts_after_all(turned, self._mirror, *image):
                back[place] = max(back[place], position)
        return forth, back

    def _turned(self, positions: Sequence[int]) -> list[int]:
        """Return the positions of the mirrored problem (:func:`mirrored`), or back from there."""
        return [last - at for last, at in zip(self._lasts, positions, strict=True)]

    def _widest(self) -> Windows:
        """Return where links and floors let every activity stand on the whole axis."""
        return Windows([min(pair) for pair in zip(self._earliest(), self._lasts, strict=True)], self._lasts)

    def _ordered(self, windows: Windows, changed: Collection[int]) -> list[Order] | None:
        """Return rivals, one of them changed, whose order is certain; None if two fit in neither order."""
        first, last = windows
        found: list[Order] = []
        for one, other in sorted({pair for place in changed for pair in self._rivals_of[place]}):
            forth = self.behind(one, first[one], other) <= last[other]
            back = self.behind(other, first[other], one) <= last[one]
            if not forth and not back:
                return None
            if forth != back:
                found.append((one, other) if forth else (other, one))
        return found

    def apart(self, one: int, other: int) -> bool:
        """Return whether two that overlap never do so in a pause: each could wait for the other to be finished."""
        rows = self._problem.rows
        return rows[one] is rows[other] or (min(one, other), max(one, other)) in self._apart

    def behind(self, before: int, position: int, after: int) -> int:
        """Return the first position of ``after`` once ``before`` has finished at its own."""
        rows, days = self._problem.rows, self._problem.durations
        if rows[before] is rows[after]:
            return position + days[before]
        return bisect_left(rows[after], rows[before][position + days[before] - 1] + 1)

    def _ahead(self, after: int, position: int, before: int) -> int:
        """Return the last position of ``before`` that is finished when ``after`` starts at its own."""
        rows, days = self._problem.rows, self._problem.durations
        if rows[before] is rows[after]:
            return position - days[before]
        return bisect_left(rows[before], rows[after][position]) - days[before]


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


def _open(lasts: Sequence[int], first: Sequence[int], back: Sequence[int]) -> bool:
    return all(one + other <= last for last, one, other in zip(lasts, first, back, strict=True))
