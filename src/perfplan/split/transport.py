"""Amounts from sources to places with room, where not every source may use every place: exact, or proof of too little.

Augmenting paths (L. R. Ford, D. R. Fulkerson, "Maximal flow through a network", 1956), shortest first. Rows and areas
are few (units times locks), so plain lists do.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from perfplan.split.apportion import largest_remainder


class TooLittle(Struct, frozen=True):
    """Rows that together supply more than the ``areas`` they may use have room for."""

    rows: frozenset[int]
    areas: frozenset[int]


def transport(
    supply: Sequence[int], room: Sequence[int], shapes: Sequence[Sequence[int]]
) -> list[list[int]] | TooLittle:
    """Return the amount of every row in every area; each row near the proportions of its shape.

    ``shapes`` holds a weight a row and area; 0 forbids. Supplies and rooms are not negative and come to the same total.
    """
    flow = _Flow(list(supply), list(room), shapes, [[0] * len(room) for _ in supply])
    for row, amount in enumerate(supply):
        ideal = largest_remainder(amount, shapes[row]) if any(shapes[row]) else []
        for area, wanted in enumerate(ideal):
            flow.move([(row, area, 1)], min(wanted, flow.room[area]))
    for row in range(len(supply)):
        while flow.supply[row]:
            problem = flow.augment(row)
            if problem:
                return problem
    return flow.amounts


class _Flow(Struct):
    """What lies where, and what rows and areas still lack."""

    supply: list[int]
    room: list[int]
    shapes: Sequence[Sequence[int]]
    amounts: list[list[int]]

    def augment(self, start: int) -> TooLittle | None:
        """Place some of a row's rest along a shortest path; rows on the way move over to other areas."""
        reached_by: dict[int, int] = {}  # area: the row that may put more into it
        moved_from: dict[int, int] = {}  # row: the area that it can take some back from
        queue = [start]
        for row in queue:
            for area, weight in enumerate(self.shapes[row]):
                if not weight or area in reached_by:
                    continue
                reached_by[area] = row
                if self.room[area]:
                    self._follow(start, area, reached_by, moved_from)
                    return None
                known = {start, *moved_from}
                others = [r for r, amounts in enumerate(self.amounts) if amounts[area] and r not in known]
                moved_from.update(dict.fromkeys(others, area))
                queue += others
        return TooLittle(frozenset(queue), frozenset(reached_by))

    def _follow(self, start: int, area: int, reached_by: dict[int, int], moved_from: dict[int, int]) -> None:
        steps, most = [], min(self.supply[start], self.room[area])
        row = reached_by[area]
        steps.append((row, area, 1))
        while row != start:
            area = moved_from[row]
            most = min(most, self.amounts[row][area])
            steps.append((row, area, -1))
            row = reached_by[area]
            steps.append((row, area, 1))
        self.move(steps, most)

    def move(self, steps: Sequence[tuple[int, int, int]], amount: int) -> None:
        """Apply a path: what rows put into areas (1) and take back (-1)."""
        for row, area, sign in steps:
            self.amounts[row][area] += sign * amount
            self.supply[row] -= sign * amount
            self.room[area] -= sign * amount
