"""A text with the full-width punctuation that broke it replaced, so that reading can go on behind it.

What looks like structure is replaced by the character YAML needs. When that moves the syntax error on, or away, it was
the cause, and one run finds what else is wrong in the file. Nothing is ever written back.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Final, NamedTuple

from perfplan.load.fullwidth import MATES, WANTED, WIDE, line_before, suspects
from perfplan.load.positions import Found
from perfplan.load.source import MAX_SAME

_KEY_LINE: Final = re.compile(r"[\s－]*(?:[-－]\s+)*[A-Za-z_][\w-]*\Z")
_ANY_KEY_LINE: Final = re.compile(r"[^:#'\"，。；]*\Z")
_BLANK: Final = re.compile(r"[ \u3000\xa0]*(?:- +)*[ \u3000\xa0]*\Z")
_BLOCK_OPENS: Final = re.compile(r"(?:^|[:\s-])[|>][-+0-9]*\s*(?:#.*)?$")


def _found(text: str, at: int) -> Found:
    character = text[at]
    shown = character if not character.isspace() else f"U+{ord(character):04X}"
    return Found("PP105", at, at + 1, {"found": shown, "wanted": WANTED[character]})


def structure_like(text: str, first: int, last: int) -> list[int]:
    """Return what looks like structure: on the lines of the error ``[first, last]`` all of it, elsewhere key lines."""
    start = text.rfind("\n", 0, first) + 1
    stop = text.find("\n", last)
    stop = stop if stop >= 0 else len(text)
    offsets = [at for at in suspects(text) if _stands_for_structure(text, at, start <= at < stop)]
    blocks = block_texts(text) if offsets else []
    return [at for at in offsets if not inside(blocks, at)]


class Mended(NamedTuple):
    """A text with characters replaced by those YAML needs.

    ``inserted`` are the offsets, in the new text, of the spaces that had to be added.
    """

    text: str
    inserted: list[int]
    findings: list[Found]

    def original(self, offset: int) -> int:
        """Return where in the written text an offset of the mended text lies."""
        return offset - bisect_right(self.inserted, offset - 1)


def mend(text: str, offsets: list[int]) -> Mended:
    """Replace the full-width characters at ``offsets``, in order; each that opens or divides is a finding (PP105)."""
    parts: list[str] = []
    inserted: list[int] = []
    done = length = 0
    for at in offsets:
        wanted = WANTED[text[at]] + (" " if _needs_space(text, at) else "")
        parts += [text[done:at], wanted]
        length += at - done + len(wanted)
        if len(wanted) > 1:
            inserted.append(length - 1)
        done = at + 1
    findings = [_found(text, at) for at in _worth_a_finding(text, offsets)]
    return Mended("".join([*parts, text[done:]]), inserted, findings[:MAX_SAME])


def _worth_a_finding(text: str, offsets: list[int]) -> list[int]:
    """Leave out the mate of an opening bracket that is reported, and all but the first of several wide spaces."""
    awaited: list[str] = []
    worth = []
    for at in offsets:
        character = text[at]
        if character in awaited:
            awaited.remove(character)
        elif character not in WIDE or at == 0 or text[at - 1] not in WIDE:
            worth.append(at)
        if mate := MATES.get(character):
            awaited = [*awaited[-9:], mate]
    return worth


def _needs_space(text: str, at: int) -> bool:
    """Decide whether the replacement needs a space behind it; a wide space is as wide as two."""
    return text[at] == "\u3000" or (text[at] in "：，－" and not text[at + 1 : at + 2].isspace())


def _stands_for_structure(text: str, at: int, near: bool) -> bool:
    """Decide whether a suspect looks like structure; near the error everything outside quotes and comments does."""
    character, before = text[at], line_before(text, at)
    if " #" in before or before.lstrip().startswith("#") or before.count('"') % 2 or before.count("'") % 2:
        return False
    if character in "－＃" + WIDE:
        return bool(_BLANK.match(before)) and (character != "－" or text[at + 1 : at + 2] in (" ", "\u3000"))
    if character == "：" and _KEY_LINE.match(before):
        return True
    if not near:
        return False
    if character == "：" and _ANY_KEY_LINE.match(before):
        return True
    return "[" in before or "{" in before or before.rstrip().endswith((":", "-", "：")) or character in "】］｝”"


def block_texts(text: str) -> list[tuple[int, int]]:
    """Return the extents of literal and folded texts, judged by lines alone."""
    spans: list[tuple[int, int]] = []
    opened: tuple[int, int] | None = None  # indentation and end of the line that opens the block
    offset = 0
    for line in text.split("\n"):
        depth = len(line) - len(line.lstrip(" "))
        if opened and line.strip() and depth <= opened[0]:
            spans.append((opened[1], offset))
            opened = None
        offset += len(line) + 1
        if opened is None and ("|" in line or ">" in line) and _BLOCK_OPENS.search(line):
            opened = (depth, offset)
    return [*spans, (opened[1], len(text))] if opened else spans


def inside(spans: list[tuple[int, int]], at: int) -> bool:
    """Return whether an offset lies in one of the spans, which are in order."""
    index = bisect_right(spans, (at, len(spans) and spans[-1][1] + 1)) - 1
    return index >= 0 and spans[index][0] <= at < spans[index][1]
