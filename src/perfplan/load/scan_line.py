"""One line of a plan in block style: ``key: value``, ``- item``, ``- key: value``.

A part of :mod:`perfplan.load.scanner`: what is not certainly understood is left to the parser. Plans say many things
over and over (``kind: flow``, ``uom: 人``), so what a line means is remembered by its text; its offsets count from its
start.
"""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache
from typing import Any, Final, NamedTuple

from perfplan.load.anchors import Marks
from perfplan.load.fullwidth import suspicious
from perfplan.load.scan_flow import KEY, QUOTED, scalar, scan_flow

_FIRST: Final = r"""[^\s\-?:,\[\]{}#&*!|>'"%@`]|-(?=\d)"""  # what begins a text and nothing else
_TEXT: Final = rf"(?:{_FIRST})[^:#]*+(?:(?::(?![ ]|$)|(?<![ ])#)[^:#]*+)*"
_LINE: Final = re.compile(
    rf"([ ]*)(-(?:[ ]+|$))?(?:({KEY}|{QUOTED}):(?:[ ]+|$))?([\[{{].*|{_TEXT}|{QUOTED}[ ]*|[|]-?[ ]*)?(#.*)?$"
)
_REST: Final = re.compile(r"[ ]*(?:(?<=[ ])#.*)?$")
_REMEMBERED: Final = 20_000
_LONGEST: Final = 10_000


class Form(Enum):
    """How much of a value stands on the line of its key or dash."""

    WHOLE = "whole"
    BRACKETS = "brackets that end on a later line"
    LITERAL = "a text on the lines below"
    MISSING = "none: it stands below, or nowhere"


class Line(NamedTuple):
    """What a line says.

    Attributes:
        indent: the column of its first character.
        column: the column of what stands behind the dash, or ``indent``.
        dash: whether an item begins.
        key: the key, if it has one.
        form: how much of the value there is.
        value: the value, if all of it is there; the sign that announces a text.
        mark: its offsets, or the offset at which it begins or is missing.
        events: how many of the parser's events the line is worth, without the mapping that it may begin.
        doubtful: whether Chinese punctuation may stand for structure.
    """

    indent: int
    column: int
    dash: bool
    key: str | None
    form: Form
    value: Any
    mark: Marks
    events: int
    doubtful: bool


BLANK: Final = Line(0, 0, False, None, Form.WHOLE, None, 0, 0, False)


@lru_cache(_REMEMBERED)
def scan_line(text: str) -> Line | None:
    """Read a line: :data:`BLANK` where it says nothing, None where it is not certain what it says."""
    match = _LINE.match(text) if len(text) <= _LONGEST else None
    if match is None:
        return None
    spaces, dash, key, word, comment = match.groups()
    if dash is None and key is None:
        return BLANK if word is None else None
    indent = len(spaces)
    head = (indent, match.end(2) if dash else indent, dash is not None, _unquoted(key))
    if word is None:
        missing = match.end(3) + 1 if key is not None else indent + 1
        return Line(*head, Form.MISSING, None, missing, 2, suspicious(text[:missing]))
    start, end = match.span(4)
    if word[0] in "[{":
        return _with_brackets(text, start, head)
    if comment and word[-1] != " ":
        return None
    form, value = (Form.LITERAL, word.rstrip(" ")) if word[0] == "|" else (Form.WHOLE, scalar(word))
    return Line(*head, form, value, start, 2, suspicious(text[:end]))


def _with_brackets(text: str, start: int, head: tuple[int, int, bool, str | None]) -> Line | None:
    flow = scan_flow(text, start)
    if flow is None:
        return Line(*head, Form.BRACKETS, None, start, 1, True)
    if not _REST.match(text, flow.end):
        return None
    return Line(*head, Form.WHOLE, flow.data, flow.marks, flow.events + 1, suspicious(text[: flow.end]))


def _unquoted(key: str | None) -> str | None:
    return key[1:-1] if key is not None and key[0] in "'\"" else key
