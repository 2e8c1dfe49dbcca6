"""Circles: stages that wait for each other, units that are each other's parents."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import TypeVar

N = TypeVar("N", bound=Hashable)


def find_cycle(edges: Iterable[tuple[N, N]]) -> list[N] | None:
    """Return the first circle as a path that ends where it begins (``[a, b, a]``), or None.

    ``edges`` are (from, to); the search follows their order, so the same input names the same circle. It keeps its own
    stack: no depth is too deep.
    """
    following: dict[N, list[N]] = {}
    for source, target in edges:
        following.setdefault(source, []).append(target)
    closed: set[N] = set()
    for root in following:
        if root not in closed and (path := _circle_from(root, following, closed)):
            return path
    return None


def _circle_from(root: N, following: dict[N, list[N]], closed: set[N]) -> list[N] | None:
    path, places = [root], {root: 0}
    branches = [iter(following[root])]
    while branches:
        step = next(branches[-1], None)
        if step is None:
            branches.pop()
            closed.add(path[-1])
            del places[path.pop()]
        elif step in places:
            return [*path[places[step] :], step]
        elif step not in closed:
            places[step] = len(path)
            path.append(step)
            branches.append(iter(following.get(step, ())))
    return None
