"""Anchors, aliases and merge keys: what is written once and used in several places.

An alias shares the object it stands for, so it costs nothing to read; what it would cost whoever walks the data is
counted here, because nine levels of nine aliases each are a billion values.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeAlias

Marks: TypeAlias = Any
"""Offsets that mirror the data: ``int | list[Marks] | tuple[int, Marks]``, too recursive to spell to a type checker.

A mapping has ``[start, key, value, key, value, …]`` in the order of its keys, a list ``[start, item, item, …]``. A
value is an offset, the marks of a container, or ``(offset, marks)`` for an alias to a container.
"""


def target(marks: Marks) -> Marks:
    """Return the marks an alias leads to; other marks as they are."""
    return marks[1] if isinstance(marks, tuple) else marks


class Anchor:
    """What ``&name`` stands for. ``size`` is its number of values, aliases expanded; ``None`` while it is open."""

    __slots__ = ("before", "data", "marks", "size")

    def __init__(self, data: Any, marks: Marks, size: int | None, before: int) -> None:
        self.data = data
        self.marks = marks
        self.size = size
        self.before = before


class Anchors:
    """The anchors of one document, by name, and the number of values so far with aliases expanded."""

    def __init__(self) -> None:
        self.expanded = 0
        self._by_name: dict[str, Anchor] = {}
        self._open: dict[int, Anchor] = {}

    def add(self, name: str, value: Any, start: int) -> None:
        """Register a scalar; the same name again means the newer one from here on."""
        self._by_name[name] = Anchor(value, start, 1, 0)

    def open(self, name: str, data: Any, marks: list[Marks]) -> None:
        """Register a container before its content, so that an alias inside it is seen to be circular."""
        self._by_name[name] = self._open[id(marks)] = Anchor(data, marks, None, self.expanded)

    def close(self, marks: list[Marks]) -> None:
        """Count what a container holds, anchored or not."""
        self.expanded += len(marks)
        if anchor := self._open.pop(id(marks), None):
            anchor.size = self.expanded - anchor.before

    def get(self, name: str) -> Anchor | None:
        """Return an anchor for an alias to it, counting what the alias expands to."""
        anchor = self._by_name.get(name)
        if anchor is not None:
            self.expanded += anchor.size or 0
        return anchor


def merge_entries(current: dict[Any, Any], marks: list[Marks], at: int) -> bool:
    """Replace the merge key ``<<``, whose key's mark is ``marks[at]``, by the entries it brings in.

    The mapping's own entries win, then those merged first. Entries keep the places where they are written. Returns
    whether the value was a mapping or a list of mappings.
    """
    value, value_marks = current.pop("<<"), target(marks[at + 1])
    del marks[at : at + 2]
    sources: Iterable[tuple[Any, Marks]] = [(value, value_marks)]
    if isinstance(value, list):
        sources = zip(value, value_marks[1:], strict=True)
    good = True
    for source, source_marks in sources:
        if not isinstance(source, dict):
            good = False
            continue
        places = target(source_marks)
        for index, (key, item) in enumerate(source.items()):
            if key not in current and isinstance(key, str):
                current[key] = item
                marks += places[1 + 2 * index : 3 + 2 * index]
    return good
