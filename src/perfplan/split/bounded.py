"""Amounts of units × months that keep within bounds, or none: a circulation with lower and upper bounds.

What a unit has in a period flows from its year through the periods that its locks name, the longer before the shorter,
into the months, and from there through the total's own locked periods to the total's year. Lower bounds become
supplies (A. J. Hoffman's circulation theorem, 1960) and a maximal flow (J. Edmonds and R. M. Karp, 1972) decides.
Calendar periods contain each other or are apart, so every row is a tree. Units without locks are one row.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence

from msgspec import Struct, field

from perfplan.split.cells import Cells, Range


class _Box(Struct, frozen=True):
    """A period of a row and its bounds; ``number`` is that of the range it stands for."""

    first: int
    last: int
    least: int
    most: int | None
    number: int | None = None


def bounded_values(totals: Sequence[int], weights: Sequence[int], cells: Cells) -> list[int] | None:
    """Return an amount for every range such that all cells hold; None if nothing can hold them.

    ``totals`` are the units' amounts; neither they nor what is settled may be negative. A month without weight takes
    amounts only as the last of a locked period that has no weight at all.
    """
    rows = _rows(totals, cells)
    boxes = [box for _, row in rows for box in row]
    usable = [
        bool(weight) or any(box.last == month and not any(weights[box.first : box.last + 1]) for box in boxes)
        for month, weight in enumerate(weights)
    ]
    endless = sum(totals) + sum(max(box.least, box.most or 0) for box in boxes) + 1
    network = _Network(len(weights), endless)
    places: dict[int, int] = {}
    for amount, row in rows[:-1]:
        places |= network.add_row(amount, row, usable, gives=True)
    places |= network.add_row(sum(totals), rows[-1][1], usable, gives=False)
    if not network.balances():
        return None
    return [network.amounts[places[number]] for number in range(len(cells.ranges))]


def _rows(totals: Sequence[int], cells: Cells) -> list[tuple[int, list[_Box]]]:
    """Return amount and locked periods of each unit that has any, then of all others, then of the total."""
    rows: list[tuple[int, list[_Box]]] = []
    others = 0
    for place, (total, spans) in enumerate(zip(totals, cells.units, strict=True)):
        boxes = [_Box(span.first, span.last, span.value, span.value) for span in spans]
        boxes += _ranges(cells.ranges, place)
        if boxes:
            rows.append((total, boxes))
        else:
            others += total
    own = [_Box(span.first, span.last, span.value, span.value) for span in cells.own]
    return [*rows, (others, []), (sum(totals), [*own, *_ranges(cells.ranges, None)])]


def _ranges(ranges: Sequence[Range], place: int | None) -> Iterator[_Box]:
    for number, found in enumerate(ranges):
        if found.place == place:
            yield _Box(found.first, found.last, max(found.least or 0, 0), found.most, number)


class _Network(Struct):
    """Arcs in pairs, there and back, with what each can still take; the months' nodes come after source and sink."""

    months: int
    endless: int
    heads: list[int] = field(default_factory=list)
    room: list[int] = field(default_factory=list)
    ways: list[list[int]] = field(default_factory=list)
    least: dict[int, int] = field(default_factory=dict)
    wanted: int = 0
    possible: bool = True

    def __post_init__(self) -> None:
        self.ways = [[] for _ in range(self.months + 2)]

    @property
    def amounts(self) -> dict[int, int]:
        """What flows on each arc that has bounds."""
        return {arc: least + self.room[arc + 1] for arc, least in self.least.items()}

    def add_row(self, amount: int, boxes: Sequence[_Box], usable: Sequence[bool], *, gives: bool) -> dict[int, int]:
        """Add a row and return the arcs of its ranges; units give their amount, the total takes it."""
        nodes = [self._node()]
        whole = _Box(0, self.months - 1, amount, amount)
        ordered = [whole, *sorted(boxes, key=lambda box: (box.first, -box.last))]
        self._arc(0, nodes[0], amount) if gives else self._arc(nodes[0], 1, amount)
        self.wanted += amount if gives else 0
        inner, places = [0] * self.months, {}
        for box in ordered[1:]:
            node = self._node()
            nodes.append(node)
            above = nodes[inner[box.first]]
            arc = self._bounded(*((above, node) if gives else (node, above)), box.least, box.most)
            inner[box.first : box.last + 1] = [len(nodes) - 1] * (box.last + 1 - box.first)
            if box.number is not None:
                places[box.number] = arc
        for month, place in enumerate(inner):
            if usable[month]:
                ends = (nodes[place], month + 2) if gives else (month + 2, nodes[place])
                self._arc(*ends, self.endless)
        return places

    def _node(self) -> int:
        self.ways.append([])
        return len(self.ways) - 1

    def _arc(self, tail: int, head: int, room: int) -> int:
        self.ways[tail].append(len(self.heads))
        self.ways[head].append(len(self.heads) + 1)
        self.heads += [head, tail]
        self.room += [room, 0]
        return len(self.heads) - 2

    def _bounded(self, tail: int, head: int, least: int, most: int | None) -> int:
        """Add an arc with a lower bound: so much is taken from its tail and given to its head beforehand."""
        self.possible = self.possible and (most is None or least <= most)
        arc = self._arc(tail, head, self.endless if most is None else max(most - least, 0))
        self.least[arc] = least
        if least:
            self._arc(0, head, least)
            self._arc(tail, 1, least)
            self.wanted += least
        return arc

    def balances(self) -> bool:
        """Let as much flow as can, along shortest paths; return whether everything that is wanted does."""
        while self.possible and self.wanted:
            path = self._path()
            if not path:
                return False
            most = min(self.room[arc] for arc in path)
            for arc in path:
                self.room[arc] -= most
                self.room[arc ^ 1] += most
            self.wanted -= most
        return self.possible

    def _path(self) -> list[int]:
        """Return the arcs of a shortest way from source to sink that has room; none if there is no way."""
        came_by: dict[int, int] = {0: -1}
        waiting = deque([0])
        while waiting and 1 not in came_by:
            for arc in self.ways[waiting.popleft()]:
                if self.room[arc] and self.heads[arc] not in came_by:
                    came_by[self.heads[arc]] = arc
                    waiting.append(self.heads[arc])
        path, node = [], 1 if 1 in came_by else 0
        while node:
            path.append(came_by[node])
            node = self.heads[came_by[node] ^ 1]
        return path
