"""A table of units × months made better by exchange, until no exchange brings it nearer to its ideals.

A quantum that one unit moves from a month to another must be made up for by others, so what can change is a cycle in
a network: from the parts of a unit's year to its months, and from the months to the parts of the total's year. Cycles
of negative cost are cancelled (M. Klein, 1967), found by correcting labels first in, first out, and looking for the
node that a label comes back to. What is left has the least sum of distances. Distances are whole numbers here, in the
smallest fraction of a quantum, so nothing is rounded.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator

from msgspec import Struct, field

from perfplan.split.grid import Cells, Grid
from perfplan.split.periods import Part

Place = tuple[int, int]


class _Arc(Struct):
    """An amount (of a row in a part) as a way through the network: more of it leads on, less leads back."""

    tail: int
    head: int
    row: int
    place: Place
    floor: int
    rest: int


def exchanged(grid: Grid, cells: Cells, *, loose: bool) -> bool:
    """Bring the amounts in ``cells`` to their least distance; return whether all are floors or ceilings.

    ``loose`` lets amounts leave the two, at a cost above all distances together: for tables that did not fit so far.
    """
    network = _Network(grid, cells, loose=loose)
    network.improve()
    return not loose or network.fits()


class _Network(Struct):
    """All arcs and what one quantum more or less on each costs; None where it cannot be."""

    grid: Grid
    cells: Cells
    loose: bool
    arcs: list[_Arc] = field(default_factory=list)
    ways: list[list[int]] = field(default_factory=list)
    costs: list[int | None] = field(default_factory=list)
    much: int = 0

    def __post_init__(self) -> None:
        grid = self.grid
        self.ways = [[] for _ in grid.weights]  # the months' nodes come first
        rows = range(len(grid.rows) if grid.own is None else len(grid.totals))
        for row in rows:
            self.arcs += self._tree(row, grid.parts, self._node())
        self.much = 4 * grid.whole * (len(self.arcs) + 1)
        self.costs = [None] * (2 * len(self.arcs))
        for number, arc in enumerate(self.arcs):
            self.ways[arc.tail].append(2 * number)
            self.ways[arc.head].append(2 * number + 1)
            self._price(number)

    def _node(self) -> int:
        self.ways.append([])
        return len(self.ways) - 1

    def _tree(self, row: int, part: Part, node: int) -> Iterator[_Arc]:
        """Yield the arcs from a part's node to those of its parts; the total's lead the other way."""
        for inner in part.parts:
            place = (inner.first, inner.last)
            ideals = self.grid.ideals[place]
            below = self._node() if inner.parts else inner.first
            ends = (below, node) if row == len(self.grid.totals) else (node, below)
            if ideals.rests[row] or (self.loose and ideals.floors[row]):
                yield _Arc(*ends, row, place, ideals.floors[row], ideals.rests[row])
            yield from self._tree(row, inner, below)

    def _price(self, number: int) -> None:
        """Set what one quantum more and one less cost on an arc."""
        arc = self.arcs[number]
        amount = self.cells[arc.place][arc.row]
        over, top = amount - arc.floor, 1 if arc.rest else 0
        near, beyond = self.grid.whole - 2 * arc.rest, self.much if self.loose else None
        more, less = beyond, beyond if amount else None
        if over < 0:
            more = -self.much
        elif over < top:
            more = near
        if over > top:
            less = -self.much
        elif over == top == 1:
            less = -near
        self.costs[2 * number], self.costs[2 * number + 1] = more, less

    def _ends(self, way: int) -> tuple[int, int]:
        arc = self.arcs[way // 2]
        return (arc.head, arc.tail) if way & 1 else (arc.tail, arc.head)

    def improve(self) -> None:
        """Cancel negative cycles until there is none."""
        labels = [0] * len(self.ways)
        came_by: list[int | None] = [None] * len(self.ways)
        waiting = deque(range(len(self.ways)))
        is_waiting = [True] * len(self.ways)
        while waiting:
            node = waiting.popleft()
            is_waiting[node] = False
            for way in self.ways[node]:
                cost = self.costs[way]
                if cost is None:
                    continue
                following = self._ends(way)[1]
                if labels[node] + cost >= labels[following]:
                    continue
                cycle = self._cycle(came_by, node, following, way)
                if cycle:
                    for on_it in self._cancel(cycle):
                        came_by[on_it] = None
                        if not is_waiting[on_it]:
                            is_waiting[on_it] = True
                            waiting.append(on_it)
                    break
                labels[following], came_by[following] = labels[node] + cost, way
                if not is_waiting[following]:
                    is_waiting[following] = True
                    waiting.append(following)

    def _cycle(self, came_by: list[int | None], node: int, goal: int, closing: int) -> list[int]:
        """Return the ways of the cycle that ``closing`` makes if labels lead back from ``node`` to ``goal``."""
        cycle = [closing]
        while node != goal:
            way = came_by[node]
            if way is None:
                return []
            cycle.append(way)
            node = self._ends(way)[0]
        return cycle

    def _cancel(self, cycle: list[int]) -> list[int]:
        """Move one quantum along a cycle; return its nodes."""
        for way in cycle:
            arc = self.arcs[way // 2]
            self.cells[arc.place][arc.row] += -1 if way & 1 else 1
            self._price(way // 2)
        return [self._ends(way)[1] for way in cycle]

    def fits(self) -> bool:
        """Return whether every amount is a floor or a ceiling."""
        return all(0 <= self.cells[arc.place][arc.row] - arc.floor <= (1 if arc.rest else 0) for arc in self.arcs)
