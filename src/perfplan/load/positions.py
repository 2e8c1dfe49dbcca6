"""Where things stand in a text: lines and columns from offsets, and the extent of one YAML token.

While a file is read only the offset where each token starts is kept: one small integer each. Where it ends, and on
which line, is worked out when somebody asks, because almost nobody does.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from itertools import accumulate
from typing import Final, NamedTuple

from perfplan.diagnostics import Diagnostic, Location


class Found(NamedTuple):
    """A finding by offsets into the text, before it has lines and columns."""

    code: str
    start: int
    end: int
    args: Mapping[str, str | int]


class Lines:
    """Line starts of a text. LF, CRLF and a lone CR end a line, as in YAML 1.2 and in editors."""

    __slots__ = ("_known", "_text", "name")

    def __init__(self, text: str, name: str) -> None:
        """Keep ``text``, shown to the user as ``name``, until the first question."""
        self.name = name
        self._text = text
        self._known: list[int] | None = None

    @property
    def _starts(self) -> list[int]:
        """The offset where each line starts."""
        if self._known is None:
            if "\r" in self._text:
                self._known = [0, *(match.end() for match in _BREAK.finditer(self._text))]
            else:
                self._known = [0, *accumulate(len(line) + 1 for line in self._text.split("\n"))][:-1]
        return self._known

    def line(self, offset: int) -> int:
        """Return the 1-based line of an offset."""
        return bisect_right(self._starts, offset)

    def offset(self, line: int, column: int) -> int:
        """Return the offset of a 1-based line and column, within the text."""
        starts = self._starts
        return min(starts[min(line, len(starts)) - 1] + column - 1, len(self._text))

    def location(self, start: int, end: int) -> Location:
        """Return the span ``[start, end)`` in 1-based lines and columns, counted in characters."""
        starts = self._starts
        line = bisect_right(starts, start)
        end_line = line if line == len(starts) or end < starts[line] else bisect_right(starts, end)
        return Location(self.name, line, start - starts[line - 1] + 1, end_line, end - starts[end_line - 1] + 1)

    def diagnostic(self, found: Found) -> Diagnostic:
        """Give a finding its place."""
        return Diagnostic(found.code, self.location(found.start, found.end), found.args)


_BREAK: Final = re.compile(r"\r\n?|\n")
_NO_CONTENT: Final = re.compile(r"(?:[ \t]*(?:#[^\r\n]*|\.\.\.[ \t]*)?(?:\r\n?|\n))*+")
_PROPERTIES: Final = re.compile(r"(?:[&!]\S*\s+)*(?:[&!]\S*$)?")
_BLANK: Final = re.compile(r"\s*")
_ALIAS: Final = re.compile(r"\*[\w-]*")
_DOUBLE: Final = re.compile(r'"(?:[^"\\]|\\.)*+"?', re.DOTALL)
_SINGLE: Final = re.compile(r"'(?:[^']|'')*+'?")
_BLOCK: Final = re.compile(r"[|>][^\r\n]*")
_CORE: Final = re.compile(r"(?:~|null|Null|NULL|true|True|TRUE|false|False|FALSE)(?!\w)")
_SHAPES: Final = {"*": _ALIAS, '"': _DOUBLE, "'": _SINGLE}


def token_start(text: str, start: int) -> int:
    """Return where the token itself starts, behind its anchor and tag."""
    if text[start : start + 1] in ("&", "!"):
        match = _PROPERTIES.match(text, start)
        return match.end() if match else start
    return start


def token_span(text: str, start: int, value: object) -> tuple[int, int]:
    """Return ``[start, end)`` of the scalar token at ``start`` whose value is ``value``.

    Args:
        text: the source.
        start: where the parser saw the token, anchor and tag included.
        value: the scalar's text, or ``None``/``True``/``False`` for a word of the core schema.
    """
    start = token_start(text, start)
    first = text[start : start + 1]
    if shape := _SHAPES.get(first):
        match = shape.match(text, start)
    elif first in ("|", ">"):
        return start, _block_end(text, start)
    elif isinstance(value, str):
        return start, _plain_end(text, start, value)
    else:
        match = _CORE.match(text, start)
    return start, match.end() if match else start


def _plain_end(text: str, start: int, value: str) -> int:
    """Return the end of a plain scalar: its words follow each other, with only blanks and breaks between them.

    In a text that was mended to be read on, the words as written can differ; then the first line of it is shown.
    """
    if text.startswith(value, start):
        return start + len(value)
    at = end = start
    for word in value.split():
        if not text.startswith(word, at):
            stop = _BREAK.search(text, start)
            limit = stop.start() if stop else len(text)
            return min(max(text.find(value, start, limit), start) + len(value), limit)
        end = at + len(word)
        blank = _BLANK.match(text, end)
        at = blank.end() if blank else end
    return end


def _block_end(text: str, start: int) -> int:
    """Return the end of a literal or folded scalar: its last line that is not blank."""
    header = _BLOCK.match(text, start)
    end = at = header.end() if header else start
    indent = None
    while following := _BREAK.match(text, at):
        at = following.end()
        stop = _BREAK.search(text, at)
        line = text[at : stop.start() if stop else len(text)]
        depth = len(line) - len(line.lstrip(" "))
        if line.strip():
            indent = depth if indent is None else indent
            if depth < indent or depth == 0:
                break
            end = at + len(line)
        at += len(line)
    return end


def first_content(text: str, start: int) -> int:
    """Return the offset of the first line from ``start`` that is neither blank, a comment nor ``...``."""
    match = _NO_CONTENT.match(text, start)
    return match.end() if match else start
