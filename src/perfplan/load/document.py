"""A YAML file that was read: plain data, and the place of every value and key."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from msgspec import Struct

from perfplan.diagnostics import Location
from perfplan.load.anchors import Marks, target
from perfplan.load.positions import Lines, token_span

_FEW = 40  # keys that are looked through faster than numbered


class _Step(Struct, frozen=True):
    """A node on a path: its key's offset and text (``None`` in a list), its value and its offsets."""

    key: tuple[int, str] | None
    data: Any
    marks: Marks


@dataclass(slots=True)
class Document:
    """A YAML file that was read.

    Attributes:
        name: the path as shown to the user.
        text: the source, without a byte order mark.
        data: dict, list, str, bool or None; keys are always text, and so is every quoted scalar.
        gaps: the offsets ``[start, end)`` of what is no YAML and was passed over.
    """

    name: str
    text: str
    data: Any
    gaps: tuple[tuple[int, int], ...]
    _clean: str = field(repr=False)  # the text as the parser saw it: unprintable characters replaced, offsets equal
    _marks: Marks = field(repr=False)
    _lines: Lines = field(repr=False)
    _orders: dict[int, dict[str, int]] = field(default_factory=dict, repr=False)
    _way: list[tuple[str | int, _Step]] = field(default_factory=list, repr=False)  # as walked last: most begin alike
    _parent: tuple[str | int, ...] | None = field(default=None, repr=False)  # where that way led

    def at(self, path: Sequence[str | int]) -> Location:
        """Return where the value at ``path`` is written.

        Segments that the document does not have are skipped, because validators put names of alternatives among them.
        A list or a mapping is shown by its own key, or as a list's item by its first token, never as a block; so is
        an empty value. A path that ends in something missing shows the deepest node there is.
        """
        step = self._walk(path)
        if path and path[-1] == "[key]" and step.key:  # a validator's way to say that the key itself is wrong
            return self._span(*step.key)
        marks = target(step.marks)
        if isinstance(marks, int):
            start, end = token_span(self._clean, marks, step.data)
            return self._span(*step.key) if step.key and start == end else self._lines.location(start, end)
        if step.key:
            return self._span(*step.key)
        if isinstance(step.marks, tuple):
            return self._span(step.marks[0], step.data)
        return self._first_token(step.data, marks)

    def key_at(self, path: Sequence[str | int]) -> Location:
        """Return where the key at the end of ``path`` is written; what :meth:`at` returns where there is none."""
        step = self._walk(path)
        return self._span(*step.key) if step.key else self.at(path)

    def outline(self) -> list[tuple[str, int, list[int]]]:
        """Return each root key with its line, and the lines at which the items of its list begin."""
        if not isinstance(self.data, dict):
            return []
        marks = target(self._marks)
        found = []
        for number, (key, value) in enumerate(self.data.items()):
            items = target(marks[2 + 2 * number])[1:] if isinstance(value, list) else []
            found.append((key, self._line(marks[1 + 2 * number]), [self._line(item) for item in items]))
        return found

    def _line(self, marks: Marks) -> int:
        while not isinstance(marks, int):
            marks = marks[0]
        return self._lines.line(marks)

    def lines_of_gaps(self) -> list[tuple[int, int]]:
        """Return the first and last line of each gap."""
        return [(self._lines.line(start), self._lines.line(max(end - 1, start))) for start, end in self.gaps]

    def _walk(self, path: Sequence[str | int]) -> _Step:
        parent = tuple(path[:-1])
        if parent != self._parent:
            self._go(parent)
        step = self._way[-1][1] if self._way else _Step(None, self.data, self._marks)
        return (self._child(step, path[-1]) or step) if path else step

    def _go(self, parent: tuple[str | int, ...]) -> None:
        """Walk to ``parent``, as far as it is not the way walked last."""
        way, known = self._way, 0
        for (before, _), segment in zip(way, parent, strict=False):
            if before != segment:
                break
            known += 1
        del way[known:]
        step = way[-1][1] if way else _Step(None, self.data, self._marks)
        for segment in parent[known:]:
            step = self._child(step, segment) or step
            way.append((segment, step))
        self._parent = parent

    def _child(self, parent: _Step, segment: str | int) -> _Step | None:
        data, marks = parent.data, target(parent.marks)
        if isinstance(data, dict):
            key = str(segment)
            if key not in data:
                return None
            at = 1 + 2 * (list(data).index(key) if len(data) <= _FEW else self._order(data, marks)[key])
            return _Step((marks[at], key), data[key], marks[at + 1])
        if isinstance(data, list) and isinstance(segment, int) and 0 <= segment < len(data):
            return _Step(None, data[segment], marks[1 + segment])
        return None

    def _order(self, data: dict[str, Any], marks: Marks) -> dict[str, int]:
        """Return which entry of a large mapping each key is."""
        order = self._orders.get(id(marks))
        if order is None:
            order = self._orders[id(marks)] = {name: index for index, name in enumerate(data)}
        return order

    def _first_token(self, data: Any, marks: Marks) -> Location:
        """Return the first key or scalar inside a container, or its bracket when it is empty."""
        while isinstance(marks, list):
            if len(marks) == 1:
                return self._lines.location(marks[0], marks[0] + 1)
            data = next(iter(data))
            marks = marks[1]
        return self._span(marks[0] if isinstance(marks, tuple) else marks, data)

    def _span(self, start: int, value: Any) -> Location:
        return self._lines.location(*token_span(self._clean, start, value))
