"""Comments that ignore findings: ``# perfplan: ignore[PP507] reason`` and ``# perfplan: ignore-file[PP702] reason``.

A comment at the end of a line speaks of that line, one on a line of its own of the next line with content, and
``ignore-file``, which stands before all content, of the whole file. What looks like such a comment inside a quoted or
block text is text: YAML's own parser says where the texts are.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from operator import itemgetter
from typing import Final, NamedTuple

from msgspec import Struct

from perfplan.diagnostics import Location
from perfplan.load.positions import Lines

_COMMENT: Final = re.compile(
    r"(?:^|(?<=[ \t\r\n]))#[ \t]*perfplan:[ \t]*ignore(?P<file>-file)?(?![\w-])[ \t]*"
    r"(?P<codes>\[[^\]\r\n]*\])?(?P<reason>(?:(?!(?<=[ \t])#)[^\r\n])*)",
    re.MULTILINE,
)
_CONTENT: Final = re.compile(r"(?:\A|(?<=[\r\n]))(?![ \t]*(?:---|%))(?=[ \t]*[^\s#])")
_CODE: Final = re.compile(r"[^\s,]+")


class Ignore(Struct, frozen=True):
    """One comment.

    Attributes:
        place: the comment itself.
        codes: each code it names, with its place.
        bracketed: whether it has a list of codes at all.
        reason: why, as people wrote it.
        line: the line it speaks of; 0 for the whole file.
        misplaced: ``ignore-file`` behind the first content.
    """

    place: Location
    codes: tuple[tuple[str, Location], ...]
    bracketed: bool
    reason: str
    line: int
    misplaced: bool


def ignores(text: str, name: str) -> list[Ignore]:
    """Return the comments of a file, in order."""
    if "ignore" not in text or not _COMMENT.search(text):
        return []
    from perfplan.load.parsed import text_spans  # the parser: few plans have such comments

    spans = text_spans(text)
    source = _Source(text, Lines(text, name), [match.start() for match in _CONTENT.finditer(text)])
    return [_ignore(match, source) for match in _COMMENT.finditer(text) if not _within(match.start(), spans)]


class _Source(NamedTuple):
    """A text, its lines, and the offsets at which the lines with content begin."""

    text: str
    lines: Lines
    contents: list[int]

    def content_from(self, at: int) -> int:
        """Return where the first line with content from an offset on begins, or the end of the text."""
        index = bisect_left(self.contents, at)
        return self.contents[index] if index < len(self.contents) else len(self.text)


def _within(at: int, spans: list[tuple[int, int]]) -> bool:
    index = bisect_right(spans, at, key=itemgetter(0)) - 1
    return index >= 0 and at < spans[index][1]


def _ignore(match: re.Match[str], source: _Source) -> Ignore:
    lines = source.lines
    end = match.start() + len(match[0].rstrip())
    place = lines.location(match.start(), end)
    whole_file = match["file"] is not None
    line = 0 if whole_file else _line_meant(match.start(), source)
    return Ignore(
        place,
        tuple(_codes(match, lines)),
        match["codes"] is not None,
        match["reason"].strip(),
        line,
        misplaced=whole_file and match.start() > source.content_from(0),
    )


def _codes(match: re.Match[str], lines: Lines) -> Iterator[tuple[str, Location]]:
    if match["codes"] is not None:
        for code in _CODE.finditer(match["codes"], 1, len(match["codes"]) - 1):
            start = match.start("codes") + code.start()
            yield code[0], lines.location(start, start + len(code[0]))


def _line_meant(at: int, source: _Source) -> int:
    text = source.text
    start = max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1
    alone = not text[start:at].strip()
    return source.lines.line(source.content_from(start) if alone else at)
