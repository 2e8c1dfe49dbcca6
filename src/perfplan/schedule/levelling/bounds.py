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
from collections.abc import Sequence
from typing import NamedTuple

from perfplan.schedule.levelling.crews import crews, has_room, is_queue, rivals, starts_after_all
from perfplan.schedule.levelling.problem import Problem, floors_from, mirrored


class Windows(NamedTuple):
    """The lowest and the highest position of every activity."""

    first: list[int]
    last: list[int]


class Prover:
    """Lower bounds on the end of a problem, given with its mirror image; what all proofs share is prepared once."""

    def __init__(self, problem: Problem, image: Problem) -> None:
        self._problem, self._mirror = problem, image
        self._order = links_order(problem)
        self._into = _tables(problem)
        self._back = _tables(self._mirror)
        self._crews = list(crews(problem))
        windows = self._widest()
        self._queues = tuple(crew for crew in self._crews if is_queue(problem, crew, *windows))
        turned = self._image(windows)
        self._images = tuple(crew for crew in crews(image) if is_queue(image, crew, *turned))
        self._rivals = tuple(sorted({pair for crew in self._crews for pair in rivals(problem, crew, *windows)}))

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
        first = self._earliest()
        floors = list(floors_from(self._mirror, self._problem.length - end))
        back = _pushed(floors, self._order[::-1], self._back)
        for _ in range(_ROUNDS):
            if not _open(self._problem, first, back):
                return None
            windows = Windows(first, mirrored(self._problem, back))
            if not all(has_room(crew, self._problem, *windows) for crew in self._crews):
                return None
            moved = self._moved(windows, back)
            if moved is None:
                return None
            if moved == (first, back):
                break
            first = _pushed(moved[0], self._order, self._into)
            back = _pushed(moved[1], self._order[::-1], self._back)
        return windows

    def _moved(self, windows: Windows, back: list[int]) -> tuple[list[int], list[int]] | None:
        """Return the first positions in both directions that rivals leave; None if two fit in neither order."""
        ordered = self._ordered(windows)
        if ordered is None:
            return None
        forth, back = list(windows.first), list(back)
        for before, after in ordered:
            forth[after] = max(forth[after], self._behind(before, windows.first[before], after))
            latest = self._ahead(after, windows.last[after], before)
            back[before] = max(back[before], self._problem.positions(before) - 1 - latest)
        for queue in self._queues:
            for place, position in starts_after_all(queue, self._problem, *windows):
                forth[place] = max(forth[place], position)
        for queue in self._images:
            for place, position in starts_after_all(queue, self._mirror, *self._image(windows)):
                back[place] = max(back[place], position)
        return forth, back

    def _image(self, windows: Windows) -> Windows:
        """Return the windows of the mirrored problem."""
        return Windows(mirrored(self._problem, windows.last), mirrored(self._problem, windows.first))

    def _widest(self) -> Windows:
        """Return where links and floors let every activity stand on the whole axis."""
        last = [self._problem.positions(place) - 1 for place in range(self._problem.size)]
        return Windows([min(pair) for pair in zip(self._earliest(), last, strict=True)], last)

    def _ordered(self, windows: Windows) -> list[tuple[int, int]] | None:
        """Return rivals whose order is certain and moves a window; None if two fit in neither order."""
        first, last = windows
        found: list[tuple[int, int]] = []
        for one, other in self._rivals:
            forth = self._behind(one, first[one], other) <= last[other]
            back = self._behind(other, first[other], one) <= last[one]
            if not forth and not back:
                return None
            if forth != back:
                before, after = (one, other) if forth else (other, one)
                if first[after] < self._behind(before, first[before], after) or last[before] > self._ahead(
                    after, last[after], before
                ):
                    found.append((before, after))
        return found

    def _behind(self, before: int, position: int, after: int) -> int:
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


def _open(problem: Problem, first: Sequence[int], back: Sequence[int]) -> bool:
    return all(
        one + other < problem.positions(place) for place, (one, other) in enumerate(zip(first, back, strict=True))
    )
