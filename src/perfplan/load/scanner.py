"""Plans as people write them, read without a parser: blocks, brackets, plain words, simple quotes, literal texts.

Nearly every line of a plan is one of few shapes, and many are repeated, so a regular expression and a memory of lines
read it five times as fast as the events of the C parser can be put together. What a line means here is what it means
to the parser, to the offset; at the first thing that is not certain (anchors, tags, texts over several lines, escapes,
anything wrong) the whole text is left to it. ``tests/test_load_scanner.py`` holds the two against each other.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any, Final, NamedTuple

from perfplan.load.anchors import Marks
from perfplan.load.core import MAX_VALUES
from perfplan.load.scan_flow import scan_flow
from perfplan.load.scan_line import BLANK, Form, Line, scan_line

_DEEPEST: Final = 40  # with the brackets' own limit below what the composer allows
_UNKNOWN: Final = ("\t", "\r", "<<")  # tabs; merge keys, in quotation marks too
_REST: Final = re.compile(r"[ ]*(?:(?<=[ ])#[^\n]*)?(?:\n|\Z)")
_NOWHERE: Final = -1
_WHOLE: Final = Form.WHOLE  # an enumeration is slow to ask by name
_BRACKETS: Final = Form.BRACKETS
_LITERAL: Final = Form.LITERAL


_FIRST_LINE: Final = re.compile(r"(?:[ ]*\n)*+([ ]*)[^ \n]")
_BLANKS: Final = re.compile(r"[ ]+(?:\n|\Z)")
_LONGEST: Final = 100_000  # characters of a text on several lines


@cache
def _lines_of(depth: int) -> re.Pattern[str]:
    """Return what matches the lines of a text that stands so deep: with something in them, or not even as deep."""
    return re.compile(rf"(?:[ ]{{0,{depth}}}\n|[ ]{{{depth}}}(?![ ]*\n)[^\n]*\n)*+")


class Scan(NamedTuple):
    """What a text holds: data and marks as :class:`perfplan.load.composer.Composer` has them.

    ``doubtful`` is whether Chinese punctuation may stand for structure somewhere.
    """

    data: Any
    marks: Marks
    doubtful: bool


def scan(given: str) -> Scan | None:
    """Read a text; None where the parser must."""
    text = given.replace("\r\n", " \n")  # the same offsets, and blanks at a line's end mean nothing
    if any(sign in text for sign in _UNKNOWN):
        return None
    scanner = _Scanner(text, literal=text is given)
    return scanner.result() if scanner.run() else None


class _Scanner:
    """One reading of one text."""

    def __init__(self, text: str, *, literal: bool) -> None:
        self.text = text
        self.literal = literal  # whether blanks at a line's end are the text's own
        self.root: list[Any] = []
        self.root_marks: list[Marks] = [0]
        self.here: Any = self.root  # the innermost block that is open, its marks, and its column
        self.marks = self.root_marks
        self.depth = -1
        self.outer: list[tuple[Any, list[Marks], int]] = []  # the blocks around it
        self.key: str | None = None  # of the last entry
        self.missing = 0  # where the last entry has no value so far, or _NOWHERE
        self.behind = 0  # where the last brackets ended that span lines
        self.events = 0
        self.doubtful = False

    def result(self) -> Scan:
        """Return what was read."""
        return Scan(self.root[0], self.root_marks[1], self.doubtful)

    def run(self) -> bool:
        """Read all lines; return whether there was something, and all of it was certain."""
        start = 0
        read, blank = scan_line, BLANK
        for text in self.text.split("\n"):
            line = read(text) if start >= self.behind else blank
            if line is not blank and (
                line is None or not self._find_block(line, start) or not self._enter(line, start)
            ):
                return False
            start += len(text) + 1
        self._leave_missing()
        return bool(self.root) and self.events < MAX_VALUES

    def _find_block(self, line: Line, start: int) -> bool:
        """Make the block that a line belongs to the innermost one; return whether there is one."""
        indent = line.indent
        if self.missing != _NOWHERE:
            if indent > self.depth or (indent == self.depth and line.dash and self.key is not None):
                return self._open([] if line.dash else {}, start + indent, indent)
            self._leave_missing()
        while indent < self.depth:
            self._close()
        if indent == self.depth and not line.dash and self.here.__class__ is list:
            self._close()  # a list whose dashes stand below its own key ends at the next key
        return indent == self.depth and line.dash is (self.here.__class__ is list)

    def _enter(self, line: Line, start: int) -> bool:
        """Add what a line says to the innermost block; return whether it was certain."""
        _, column, dash, key, form, value, mark, events, doubtful = line
        self.events += events
        self.doubtful |= doubtful
        if key is not None:
            if dash:
                self.key = None
                self._open({}, start + column, column)
            elif key in self.here:
                return False
            self.marks.append(start + column)
        self.key = key
        if form is _WHOLE:
            self._add(value, mark + start if mark.__class__ is int else placed(mark, start))
        elif form is _BRACKETS:
            return self._brackets(start + mark)
        elif form is _LITERAL:
            return self._literal(start + mark, value)
        else:
            self.missing = start + mark
        return True

    def _brackets(self, start: int) -> bool:
        """Add brackets that span lines."""
        flow = scan_flow(self.text, start)
        rest = _REST.match(self.text, flow.end) if flow else None
        if flow is None or rest is None:
            return False
        self.behind = rest.end()
        self.events += flow.events
        self._add(flow.data, flow.marks)
        return True

    def _literal(self, start: int, sign: str) -> bool:
        """Add a text that stands below its key, deeper."""
        below = self.text.find("\n", start) + 1
        first = _FIRST_LINE.match(self.text, below) if below and self.literal else None
        if first is None or not self.depth < len(first[1]) <= _DEEPEST:
            return False
        inside = _lines_of(len(first[1])).match(self.text, below)
        end = inside.end() if inside else below
        if inside is None or self.text.startswith(first[1], end) or _BLANKS.match(self.text, end):
            return False  # blanks that may be text, or a last line without an end
        if end - below > _LONGEST:
            return False
        self.behind = end
        lines = [line[len(first[1]) :] for line in inside[0].split("\n")]
        self._add("\n".join(lines).rstrip("\n") + ("\n" if sign == "|" else ""), start)
        return True

    def _open(self, block: Any, start: int, depth: int) -> bool:
        """Begin a block as the value of the last entry; return whether it is not too deep."""
        marks: list[Marks] = [start]
        self._add(block, marks)
        self.outer.append((self.here, self.marks, self.depth))
        self.here, self.marks, self.depth = block, marks, depth
        self.missing = _NOWHERE
        self.events += 2
        return len(self.outer) <= _DEEPEST

    def _close(self) -> None:
        self.here, self.marks, self.depth = self.outer.pop()

    def _add(self, value: Any, mark: Marks) -> None:
        if self.key is None:
            self.here.append(value)
        else:
            self.here[self.key] = value
        self.marks.append(mark)

    def _leave_missing(self) -> None:
        """The last entry has no value: what came behind it belongs elsewhere."""
        if self.missing != _NOWHERE:
            self._add(None, self.missing)
            self.missing = _NOWHERE


def placed(marks: Marks, start: int) -> Marks:
    """Return offsets in a line as offsets in its text."""
    if marks.__class__ is int:
        return marks + start
    return [mark + start if mark.__class__ is int else placed(mark, start) for mark in marks]
