"""YAML events into plain data and the offset of every token, in one pass and without recursion.

The parser (libyaml, through ruamel.yaml.clib) is linear in the size of the text and keeps no tree; the tree is built
here, where depth, expansion and number of values are limited while it grows. Scalars stay text, except null, true and
false of YAML 1.2's core schema, so that no number ever passes through a float.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from types import MappingProxyType
from typing import Any, Final

from ruamel.yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from perfplan.load.anchors import Anchor, Anchors, Marks, merge_entries
from perfplan.load.core import CORE, MAX_VALUES
from perfplan.load.events import parser_events, relaxed_events
from perfplan.load.positions import Found, Lines, first_content, token_span, token_start
from perfplan.load.source import MAX_SAME, first_unprintable

MAX_DEPTH: Final = 64
MAX_SCALAR: Final = 1024 * 1024

PROBLEMS: Final = MappingProxyType(
    {
        "alias": "this alias (*) refers to no anchor (&) above it",
        "merge": "a merge key (<<) takes a mapping or a list of mappings",
    }
)

_ITEM: Final = object()  # stands in place of the key while a list is being filled


class _Dropped:
    """Key of an entry that is reported and left out: a repeated key, or a key that is not text."""

    __slots__ = ()


class Composer:
    """One reading of one text. After :meth:`run`, ``data``, ``marks`` and ``findings`` hold what was understood."""

    def __init__(self, text: str, lines: Lines, *, relaxed: bool = False) -> None:
        """Prepare to read ``text``, in which every character is one that YAML allows.

        ``relaxed`` reads ``:`` and ``?`` inside texts within brackets; see :mod:`perfplan.load.events`.
        """
        self.text = text
        self.relaxed = relaxed
        self.lines = lines
        self.findings: list[Found] = []
        self.complete = True
        self._root: list[Any] = []
        self._root_marks: list[Marks] = [0]
        self._anchors = Anchors()
        self._spoiled: dict[int, tuple[dict[Any, Any], list[Marks]]] = {}
        self._duplicates = 0
        self._end = 0

    @property
    def data(self) -> Any:
        """The value of the document: ``None`` for an empty one."""
        return self._root[0] if self._root else None

    @property
    def marks(self) -> Marks:
        """The offsets of the document."""
        return self._root_marks[1] if self._root else 0

    def run(self) -> None:
        """Read to the end, or to the finding after which reading makes no sense.

        Raises:
            ruamel.yaml.error.YAMLError: the text is not YAML; what came before the error is kept.
        """
        if self._has_directive():
            return
        events = islice((relaxed_events if self.relaxed else parser_events)(self.text), MAX_VALUES)
        try:
            if self._compose(events) and not self._has_second():
                next(events, None)  # anything left that is no document is a syntax error, raised here
        finally:
            self._leave_out_dropped()

    def _compose(self, events: Iterator[Any]) -> bool:  # noqa: C901, PLR0912, PLR0915
        """Compose one document; return whether its end was reached.

        Longer than other functions on purpose: it runs once a token, and a call a token would double its time.
        """
        special = len(self.text) > MAX_SCALAR or any(sign in self.text for sign in "&!\\")
        current: Any = self._root
        marks = self._root_marks
        mark = marks.append
        key: Any = _ITEM
        stack: list[Any] = []
        core = CORE
        for event in events:
            kind = event.__class__
            if kind is ScalarEvent:
                value = event.value
                start = event.start_mark.index
                mark(start)
                if key is None:
                    key = value if value not in current else self._duplicate(current, marks, value)
                    if special:
                        self._check_scalar(event, value, start)
                    continue
                if value in core and event.implicit[0]:
                    value = core[value]
                if special:
                    self._check_scalar(event, value, start)
                if key is _ITEM:
                    current.append(value)
                else:
                    current[key] = value
                    key = None
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                if len(stack) >= MAX_DEPTH:
                    return self._stop("PP107", event, limit=str(MAX_DEPTH))
                child: Any = {} if kind is MappingStartEvent else []
                child_marks: list[Marks] = [event.start_mark.index]
                if key is _ITEM:
                    mark(child_marks)
                    current.append(child)
                elif key is None:
                    mark(child_marks[0])
                    key = self._not_text(current, marks, event)
                else:
                    mark(child_marks)
                    current[key] = child
                    key = None
                if special:
                    self._open_container(event, child, child_marks)
                stack.append((current, marks, key))
                current, marks, mark = child, child_marks, child_marks.append
                key = None if kind is MappingStartEvent else _ITEM
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                if kind is MappingEndEvent and "<<" in current:
                    self._merge(current, marks)
                if special:
                    self._anchors.close(marks)
                current, marks, key = stack.pop()
                mark = marks.append
            elif kind is AliasEvent:
                anchor = self._alias(event)
                if anchor is None:
                    return False
                start = event.start_mark.index
                plain = anchor.marks.__class__ is int
                mark(start if plain or key is None else (start, anchor.marks))
                if key is _ITEM:
                    current.append(anchor.data)
                elif key is not None:
                    current[key] = anchor.data
                    key = None
                elif not isinstance(anchor.data, str):
                    key = self._not_text(current, marks, event)
                else:
                    key = anchor.data
                    key = key if key not in current else self._duplicate(current, marks, key)
            elif kind is DocumentEndEvent or kind is StreamEndEvent:
                self._end = event.end_mark.index
                return True
        return self._stop_at("PP109", len(self.text), limit=f"{MAX_VALUES} values")

    # -- one token ---------------------------------------------------------------------------------------------------

    def _check_scalar(self, event: Any, value: Any, start: int) -> None:
        """Register a scalar's anchor, refuse its tag, its size, and what an escape in quotes hides."""
        if event.ctag is not None:
            self._tag(event)
        if event.anchor is not None:
            self._anchors.add(event.anchor, value, start)
        if event.style == '"' and (hidden := first_unprintable(event.value)):
            self._find("PP112", start, start + 1, character=hidden)
        if len(event.value) > MAX_SCALAR:
            self._find("PP109", start, start + 1, limit=f"{MAX_SCALAR // (1024 * 1024)} MiB")

    def _open_container(self, event: Any, data: Any, marks: list[Marks]) -> None:
        if event.ctag is not None:
            self._tag(event)
        if event.anchor is not None:
            self._anchors.open(event.anchor, data, marks)

    def _alias(self, event: Any) -> Anchor | None:
        """Return what an alias stands for, or ``None`` after the finding that ends the reading."""
        anchor = self._anchors.get(event.anchor)
        if anchor is None:
            self._stop("PP103", event, problem=PROBLEMS["alias"])
        elif anchor.size is None or self._anchors.expanded > MAX_VALUES:
            self._stop("PP108", event, limit=str(MAX_VALUES))
        else:
            return anchor
        return None

    def _tag(self, event: Any) -> None:
        start = event.start_mark.index
        at = self.text.find("!", start, start + 1000)
        at = start if at < 0 else at
        self._find("PP111", at, self._word_end(at), tag=self.text[at : self._word_end(at)])

    def _not_text(self, current: dict[Any, Any], marks: list[Marks], event: Any) -> _Dropped:
        """Report a list or mapping in the place of a key."""
        start = event.start_mark.index
        self._find("PP111", start, start + 1, tag="[]" if isinstance(event, SequenceStartEvent) else "{}")
        self._spoiled[id(current)] = (current, marks)
        return _Dropped()

    def _duplicate(self, current: dict[Any, Any], marks: list[Marks], key: str) -> _Dropped:
        """Report a repeated key; the first one counts."""
        self._duplicates += 1
        if self._duplicates <= MAX_SAME:
            first = marks[1 + 2 * list(current).index(key)]
            span = token_span(self.text, marks[-1], key)
            line = self.lines.line(token_start(self.text, first))
            self.findings.append(Found("PP106", *span, {"key": key[:100], "first_line": line}))
        self._spoiled[id(current)] = (current, marks)
        return _Dropped()

    # -- whole mappings ----------------------------------------------------------------------------------------------

    def _merge(self, current: dict[Any, Any], marks: list[Marks]) -> None:
        at = 1 + 2 * list(current).index("<<")
        start = token_start(self.text, marks[at])
        if self.text[start] not in "\"'" and not merge_entries(current, marks, at):
            self._find("PP103", start, start + 2, problem=PROBLEMS["merge"])

    def _leave_out_dropped(self) -> None:
        for data, marks in self._spoiled.values():
            for index, key in reversed(list(enumerate(data))):
                if isinstance(key, _Dropped):
                    del data[key]
                    del marks[1 + 2 * index : 3 + 2 * index]

    # -- the whole text ----------------------------------------------------------------------------------------------

    def _has_directive(self) -> bool:
        """Refuse ``%YAML`` and ``%TAG``: plans need neither, and many of them take the parser quadratic time."""
        start = first_content(self.text, 0)
        if not self.text.startswith("%", start):
            return False
        self._stop_at("PP111", start, tag=self.text[start : self._word_end(start)])
        return True

    def _has_second(self) -> bool:
        """Refuse a second document, without pulling it: its directives could take quadratic time."""
        start = first_content(self.text, self._end)
        if not self.text.startswith(("---", "%"), start):
            return False
        self._stop_at("PP110", start)
        return True

    def _word_end(self, start: int) -> int:
        words = self.text[start : start + 100].split(None, 1)
        return start + len(words[0]) if words else start

    def _find(self, code: str, start: int, end: int, **args: str) -> None:
        if len(self.findings) < 10 * MAX_SAME:
            self.findings.append(Found(code, start, end, args))

    def _stop(self, code: str, event: Any, **args: str) -> bool:
        """Report a finding that ends the reading, at a token; always ``False``."""
        start = event.start_mark.index
        self.complete = False
        self.findings.append(Found(code, start, max(event.end_mark.index, start + 1), args))
        return False

    def _stop_at(self, code: str, start: int, **args: str) -> bool:
        self.complete = False
        self.findings.append(Found(code, start, start + 1, args))
        return False
