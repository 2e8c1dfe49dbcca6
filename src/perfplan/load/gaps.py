"""What gaps in a file touch: items and keys of which something is missing, and words that may have been names."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from perfplan.load.document import Document

_WORD: Final = re.compile(r"[^\s,:;'\"{}\[\]，：；“”【】｛｝]+")
_ROOT_KEY: Final = re.compile(r"\w")


class Torn(NamedTuple):
    """What cannot be relied on.

    Attributes:
        items: in each list of the root, the items with a gap, or beside one.
        keys: root keys with a gap that hold no list.
        words: what stands in the gaps; any of it may have been a name.
        root: whether a root key itself is lost; then nobody knows what the plan has.
    """

    items: dict[str, set[int]]
    keys: set[str]
    words: frozenset[str]
    root: bool


def torn(document: Document) -> Torn:
    """Return what the gaps of a document touch."""
    words = frozenset(word for start, end in document.gaps for word in _WORD.findall(document.text, start, end))
    found = Torn({}, set(), words, any(_is_root(document.text, *gap) for gap in document.gaps))
    outline = document.outline()
    for first, last in document.lines_of_gaps():
        for number, (key, line, items) in enumerate(outline):
            end = outline[number + 1][1] if number + 1 < len(outline) else last + 1
            if line > last or end <= first:
                continue
            if items:
                found.items.setdefault(key, set()).update(_touched(items, first, last))
            else:
                found.keys.add(key)
    return found


def _touched(items: list[int], first: int, last: int) -> set[int]:
    """Return the items that begin in the gap or right behind it, and the one that it may be the end of."""
    before = [number for number, line in enumerate(items) if line < first]
    return {*before[-1:], *(number for number, line in enumerate(items) if first <= line <= last + 1)}


def _is_root(text: str, start: int, end: int) -> bool:
    """Return whether a gap holds the beginning of a line that is not indented."""
    starts = [start] if start == 0 or text[start - 1] == "\n" else []
    starts += [at + 1 for at in range(start, end) if text[at] == "\n"]
    return any(_ROOT_KEY.match(text, at) for at in starts if at < end)
