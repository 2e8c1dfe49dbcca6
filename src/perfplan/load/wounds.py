"""Items with mistakes, patched just enough to be read: what they refer to can then be looked up in the same run.

A key that may be absent is left out; one that may not gets a value that says nothing. What such an item amounts to is
never used; see :mod:`perfplan.load.resolve.wounded`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import deepcopy
from typing import Any, Final, NamedTuple

from perfplan.load.faults import faults, problems
from perfplan.load.planfile import plan_file_model
from perfplan.load.shape import Path, Spot, as_written, is_optional

NOBODY: Final = "__"
"""A name that says nothing: whatever it should name, it is not called unknown."""
_PLACEHOLDERS: Final = (NOBODY, "flow", "2025-12-31", "1wd", "2025", "1", "1%")
_MOST_ITEMS: Final = 100
"""Of one file; with more mistakes than that, people mend some first."""
_MOST_ROUNDS: Final = 16
_SECTION, _ITEM = "section", 0


class Wounded(NamedTuple):
    """An item as patched.

    Attributes:
        spec: what could be read of it.
        at: where it stands in its section.
        lost: texts of what was left out; references to them are not called unknown.
    """

    spec: Any
    at: int
    lost: frozenset[str]


def patched(data: Mapping[str, Any], pruned: Mapping[str, Iterable[int]]) -> dict[str, list[Wounded]]:
    """Return the items that were taken out, by section, as far as they can be patched."""
    found: dict[str, list[Wounded]] = {}
    left = _MOST_ITEMS
    for section, indexes in pruned.items():
        for index in sorted(indexes)[:left]:
            left -= 1
            wounded = _patched(section, index, data[section][index])
            if wounded is not None:
                found.setdefault(section, []).append(wounded)
    return found


def _patched(section: str, index: int, item: Any) -> Wounded | None:
    if not isinstance(item, dict):
        return None
    patch = _Patch({section: [deepcopy(item)]})
    for _ in range(_MOST_ROUNDS):
        found = problems(plan_file_model(), patch.data)
        if not found:
            (spec,) = getattr(plan_file_model().model_validate(patch.data), section)
            return Wounded(spec, index, frozenset(patch.lost))
        spots = sorted((fault.spot for fault in faults(found)), key=lambda spot: len(spot.path), reverse=True)
        if not spots or not all(patch.cover(spot) for spot in spots):
            return None
    return None


class _Patch:
    """An item while it is being patched: ``tried`` counts the placeholders that did not do at a path."""

    def __init__(self, data: dict[str, Any]) -> None:
        self.data = data
        self.lost: set[str] = set()
        self.tried: dict[Path, int] = {}

    def cover(self, spot: Spot) -> bool:
        """Take away what is wrong at a spot, or put something harmless there; False when neither is possible."""
        path, is_required = self._place(spot)
        if len(path) <= len((_SECTION, _ITEM)):
            return False
        at: Any = self.data
        for segment in path[:-1]:
            at = at[segment]
        key: Any = path[-1]
        if isinstance(at, dict) and not is_required:
            self.lost |= texts_in(at.pop(key, None))
            return True
        number = self.tried[path] = self.tried.get(path, -1) + 1
        if number >= len(_PLACEHOLDERS):
            return self.cover(Spot(_owner_of(path), None, (), "", (), is_key=False))
        if isinstance(at, list):
            self.lost |= texts_in(at[key])
        at[key] = _PLACEHOLDERS[number]
        return True

    def _place(self, spot: Spot) -> tuple[Path, bool]:
        """Return the path of what is to be changed, and whether something must stand there.

        Specs have segments that the data lacks, where a text stands for a mapping: then that text is meant.
        """
        path = as_written(self.data, spot.path)
        is_absent = len(path) == len(spot.path) - 1 and isinstance(self._at(path), dict)
        known = spot.owner is not None and str(spot.path[-1]) in spot.owner.model_fields
        is_required = known and not spot.is_key and not is_optional(spot)
        if is_absent:
            return spot.path, is_required
        return path, is_required and len(path) == len(spot.path)

    def _at(self, path: Path) -> Any:
        node: Any = self.data
        for segment in path:
            node = node[segment]
        return node


def _owner_of(path: Path) -> Path:
    """Return the path of the key that holds a value, whatever lists there are between."""
    path = path[:-1]
    while path and isinstance(path[-1], int):
        path = path[:-1]
    return path


def texts_in(data: Any) -> set[str]:
    """Return all texts in a value, keys included."""
    found: set[str] = set()
    pending: list[Any] = [data]
    seen: set[int] = set()
    while pending:
        node = pending.pop()
        if isinstance(node, str):
            found.add(node.strip())
        elif isinstance(node, (dict, list)) and id(node) not in seen:
            seen.add(id(node))
            pending += node
            pending += node.values() if isinstance(node, dict) else ()
    return found
