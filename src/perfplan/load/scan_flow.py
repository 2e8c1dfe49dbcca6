"""One list or mapping in brackets, as plans write them: ``[a, b]``, ``{a: b, c: [d, e]}``, over several lines too.

A part of :mod:`perfplan.load.scanner`: what is not certainly understood is left to the parser.
"""

from __future__ import annotations

import re
from typing import Any, Final, NamedTuple

from perfplan.load.anchors import Marks
from perfplan.load.core import CORE

DEEPEST: Final = 16
KEY: Final = r"\w(?:[\w ./()-]{0,200}[\w)])?"
"""A key without quotation marks: words, and nothing that could be more than text."""
QUOTED: Final = r"""(?:'[^'\n]*'(?!')|"[^"\\\n]*")"""
"""A text in quotation marks, on one line and without anything escaped."""

_SPACE: Final = r"(?:[ \n]|(?<=[ \n])#[^\n]*)*+"
_TEXT: Final = r"""(?:[^\s\-?:,\[\]{}#&*!|>'"%@`.=<]|-(?=\d))[^,\[\]{}:#?\n]*+"""
_ENTRY: Final = re.compile(rf"{_SPACE}(?:({KEY}|{QUOTED}):[ ]+)?({_TEXT}|{QUOTED})?{_SPACE}([,\[\]{{}}])")
_BEHIND: Final = re.compile(rf"{_SPACE}([,\]}}])")


class Flow(NamedTuple):
    """What stands in brackets: its data, its offsets, where it ends, and how many events the parser would yield."""

    data: Any
    marks: list[Marks]
    end: int
    events: int


class _Value(NamedTuple):
    data: Any
    mark: Marks
    end: int
    events: int
    sign: str


def scan_flow(text: str, start: int, depth: int = 0) -> Flow | None:
    """Read the brackets that open at ``start``; None where anything in them is not certain."""
    if depth > DEEPEST:
        return None
    return _mapping(text, start, depth) if text[start] == "{" else _list(text, start, depth)


def _mapping(text: str, start: int, depth: int) -> Flow | None:
    data: dict[str, Any] = {}
    marks: list[Marks] = [start]
    at, events = start + 1, 2
    while match := _ENTRY.match(text, at):
        key, word, sign = match.groups()
        if key is None:
            return Flow(data, marks, match.end(), events) if sign == "}" and word is None and not data else None
        name = key[1:-1] if key[0] in "'\"" else key
        value = _value(text, match, depth)
        if value is None or name in data:
            return None
        data[name], mark, at, more, sign = value
        marks += (match.start(1), mark)
        events += 1 + more
        if sign == "}":
            return Flow(data, marks, at, events)
        if sign != ",":
            return None
    return None


def _list(text: str, start: int, depth: int) -> Flow | None:
    data: list[Any] = []
    marks: list[Marks] = [start]
    at, events = start + 1, 2
    while match := _ENTRY.match(text, at):
        key, word, sign = match.groups()
        if key is not None:
            return None
        if word is None and sign == "]":
            return Flow(data, marks, match.end(), events) if not data else None
        value = _value(text, match, depth)
        if value is None:
            return None
        item, mark, at, more, sign = value
        data.append(item)
        marks.append(mark)
        events += more
        if sign == "]":
            return Flow(data, marks, at, events)
        if sign != ",":
            return None
    return None


def _value(text: str, match: re.Match[str], depth: int) -> _Value | None:
    """Return the value of an entry, and the sign behind it."""
    word, sign = match.group(2, 3)
    if word is not None:
        return _Value(scalar(word), match.start(2), match.end(), 1, sign)
    inner = scan_flow(text, match.start(3), depth + 1) if sign in "[{" else None
    behind = _BEHIND.match(text, inner.end) if inner else None
    if inner is None or behind is None:
        return None
    return _Value(inner.data, inner.marks, behind.end(), inner.events, behind[1])


def scalar(word: str) -> str | bool | None:
    """Return the value of a scalar as it is written, blanks behind it aside: only plain words can be null or true."""
    word = word.rstrip(" ")
    if word[0] in "'\"":
        return word[1:-1]
    return CORE.get(word, word)
