"""Reading on behind what is no YAML: the fault is blanked out, so that one run finds what else is wrong in the file.

What is blanked out becomes a gap: as little as lets the parser pass, tried from a line to the list item around it to
the section. Every character keeps its offset. Tabs that indent become blanks before, as many as fit. Nothing is ever
written back, and what holds a gap is never used.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

from ruamel.yaml.error import MarkedYAMLError, YAMLError

from perfplan.load.composer import Composer
from perfplan.load.mend import Mended, block_texts, inside, mend, structure_like
from perfplan.load.positions import Found
from perfplan.load.source import MAX_SAME
from perfplan.load.syntax import syntax_findings

Gap = tuple[int, int]
Read = Callable[[str], tuple[Composer, YAMLError | None]]

MOST_GAPS: Final = 20
"""Of one file; with more faults than that, people mend some first."""
_MOST_READ: Final = 16 * 1024 * 1024  # characters read again, all attempts together: about two seconds
_TABS: Final = re.compile(r"^[ ]*\t[ \t]*(?=[^\s#])", re.MULTILINE)
_LEAD: Final = re.compile(r"[ ]*(?:- +|-(?=\n))*")
_KEY: Final = re.compile(r"[\w-]+:(?=[ \n])")
_CONTENT: Final = re.compile(r"\n[ ]*[^\s]")
_NOT_BLANK: Final = re.compile(r"[^\s]")
_WIDTHS: Final = (2, 4, 8, 1)
_MOST_TABS: Final = 10_000


class Recovered(NamedTuple):
    """A reading that came to the end.

    Attributes:
        composer: what was understood.
        gaps: the spans that were blanked out, in the text that was read.
        findings: what is wrong in the gaps.
    """

    composer: Composer
    gaps: list[Gap]
    findings: list[Found]


class _Stop(NamedTuple):
    """Where reading ended: from where the parser began what it could not finish to where it gave up."""

    begin: int
    at: int
    findings: list[Found]

    def origin(self, text: str) -> int:
        """Return where the fault is: at what was opened and never closed, else where the parser gave up."""
        return self.begin if text[self.begin : self.begin + 1] in ("[", "{", '"', "'") else self.at


def recover(text: str, read: Read) -> Recovered | list[Found]:
    """Read a text that has faults; only what is wrong where nothing helps, or it would take too long."""
    gaps: list[Gap] = []
    findings: list[Found] = []
    left = _MOST_READ
    composer, error = read(text)
    while stop := _stopped(text, composer, error):
        findings += stop.findings
        found = None
        for gap in _gaps(text, stop, composer) if len(gaps) < MOST_GAPS else ():
            left -= len(text)
            if left < 0:
                break
            tried = _blanked(text, gap)
            again = read(tried)
            following = _stopped(tried, *again)
            if following is None or following.origin(tried) >= gap[1]:
                found = (tried, *again)
                gaps.append(gap)
                break
        if found is None:
            return [*composer.findings, *findings] if error is not None else findings
        text, composer, error = found
    return Recovered(composer, gaps, findings)


def _stopped(text: str, composer: Composer, error: YAMLError | None) -> _Stop | None:
    """Return where reading ended early, None when it did not; nothing behind a bomb or a flood is worth reading."""
    if error is not None:
        begin, at = _extent(error)
        return _Stop(begin, at, syntax_findings(text, error))
    if composer.complete:
        return None
    last = composer.findings[-1]
    return _Stop(last.start, last.start, [last])


def _extent(error: YAMLError) -> Gap:
    if not isinstance(error, MarkedYAMLError) or error.problem_mark is None:
        return 0, 0
    at = int(error.problem_mark.index)
    return min(int(error.context_mark.index), at) if error.context_mark is not None else at, at


def _gaps(text: str, stop: _Stop, composer: Composer) -> Iterator[Gap]:
    """Yield what may be blanked out, from little to much."""
    if not composer.complete:
        yield from _of_finding(text, stop)
        return
    told = max((found.start for found in stop.findings), default=stop.at)
    origin, last = stop.origin(text), _line_end(text, stop.at)
    yield _of_line(text, told, _line_end(text, told))
    yield _of_line(text, origin, _line_end(text, origin))
    yield _of_line(text, min(told, origin), last)
    yield _line_start(text, told), _line_end(text, told)
    line = _line_start(text, origin)
    if origin == stop.at and line:
        yield _of_line(text, line - 1, last)
    yield from _around(text, origin, last)


def _of_finding(text: str, stop: _Stop) -> Iterator[Gap]:
    (found,) = stop.findings
    if found.code == "PP103":  # an alias to nothing
        yield found.start, found.end
    elif found.code == "PP110":  # a second document
        yield found.start, len(text)
    elif found.code == "PP111":  # a directive
        yield found.start, _line_end(text, found.start)


def _around(text: str, origin: int, last: int) -> Iterator[Gap]:
    """Yield the list item around an offset, those around that, and at last the section."""
    start = _line_start(text, origin)
    depth = _depth(text, start)
    while start > 0 and depth > 0:
        start = _line_start(text, start - 1)
        here = _depth(text, start)
        if here < depth and _NOT_BLANK.match(text, start + here):
            depth = here
            if depth == 0 or text.startswith("-", start + here):
                yield _of_line(text, start, max(_block_end(text, start, here), last))
    yield 0, len(text)


def _block_end(text: str, start: int, depth: int) -> int:
    """Return where the lines end that belong to the one at ``start``: all that are deeper."""
    end = _line_end(text, start)
    while end < len(text):
        following = end + 1
        if _depth(text, following) <= depth and _NOT_BLANK.match(text, following + _depth(text, following)):
            break
        end = _line_end(text, following)
    return end


def _of_line(text: str, offset: int, end: int) -> Gap:
    """Return the span from the line of ``offset`` to ``end``, less the dashes and the key that the line begins with.

    The dash goes too where nothing of its item is left. A root line without a key takes along what lies below it: that
    would otherwise join the section before.
    """
    start = _line_start(text, offset)
    lead = _LEAD.match(text, start)
    begin = lead.end() if lead else start
    if key := _KEY.match(text, begin):
        return min(key.end(), end), end
    if begin == start and _NOT_BLANK.match(text, start):
        return start, max(_block_end(text, start, 0), end)
    depth = _depth(text, start)
    return (begin if _has_more(text, end, depth) else start + depth), end


def _has_more(text: str, end: int, depth: int) -> bool:
    """Return whether the next line with content is deeper than ``depth``."""
    following = _CONTENT.search(text, end)
    return following is not None and following.end() - following.start() - 2 > depth


def _blanked(text: str, gap: Gap) -> str:
    start, end = gap
    return text[:start] + re.sub(r"[^\n]", " ", text[start:end]) + text[end:]


def _line_start(text: str, offset: int) -> int:
    return text.rfind("\n", 0, offset) + 1


def _line_end(text: str, offset: int) -> int:
    end = text.find("\n", offset)
    return end if end >= 0 else len(text)


def _depth(text: str, start: int) -> int:
    line = text[start : _line_end(text, start)]
    return len(line) - len(line.lstrip(" "))


def punctuated(text: str, read: Read) -> Mended | None:
    """Return the text with what looks like structure replaced by what YAML needs, where that moves the error on."""
    _, error = read(text)
    if error is None:
        return None
    first, last = _extent(error)
    if first == last:  # a text may have begun on the line before
        first = _line_start(text, max(_line_start(text, last) - 1, 0))
    mended = mend(text, structure_like(text, first, last))
    _, following = read(mended.text)
    reached = len(text) if following is None else mended.original(_extent(following)[1])
    return mended if mended.findings and (reached >= len(text) or reached > _line_end(text, last)) else None


def without_tabs(text: str, read: Read) -> Mended | None:
    """Return the text with blanks for the tabs that indent, as many each as let the parser come farthest."""
    blocks = block_texts(text)
    tabs = [match for match in _TABS.finditer(text) if not inside(blocks, match.start())]
    if not tabs or sum(len(match[0]) for match in tabs) > _MOST_TABS:
        return None
    found = max((_widened(text, tabs, width) for width in _WIDTHS), key=lambda mended: _reach(mended.text, read))
    places = [match.start() + match[0].index("\t") for match in tabs[:MAX_SAME]]
    return found._replace(findings=[Found("PP104", place, place + 1, {}) for place in places])


def _reach(text: str, read: Read) -> int:
    composer, error = read(text)
    stop = _stopped(text, composer, error)
    return len(text) + 1 if stop is None else stop.at


def _widened(text: str, tabs: list[re.Match[str]], width: int) -> Mended:
    parts: list[str] = []
    inserted: list[int] = []
    done = length = 0
    for match in tabs:
        parts += [text[done : match.start()], match[0].replace("\t", " " * width)]
        length += match.start() - done
        for character in match[0]:
            step = width if character == "\t" else 1
            inserted += range(length + 1, length + step)
            length += step
        done = match.end()
    return Mended("".join([*parts, text[done:]]), inserted, [])
