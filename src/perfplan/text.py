"""Text as people see it: where its lines end, how wide it is on a terminal, how it folds, and nothing hidden in it.

East Asian wide and full-width characters take two columns, combining and invisible ones none. Characters of ambiguous
width count as one, as terminals outside East Asian legacy encodings draw them.
"""

from __future__ import annotations

import re
from functools import lru_cache
from unicodedata import category, east_asian_width

_BREAK = re.compile(r"\r\n?|\n")
_WORDS = re.compile(r"\s+|[!-~]+|.", re.DOTALL)
_NEVER_FIRST = frozenset("，。、；：？！）》」』】〉”’…—·,.;:?!)]}%")
_INVISIBLE = frozenset(("Mn", "Me", "Cf", "Cc"))


def lines_of(text: str) -> list[str]:
    """Return the lines as editors and YAML number them: LF, CRLF and a lone CR end one, and nothing else does."""
    return _BREAK.split(text) if "\r" in text else text.split("\n")


def visible(text: str) -> str:
    """Return text in which nothing is hidden: control and direction marks become ``<U+202E>``, tabs blanks."""
    if text.isprintable():
        return text
    return "".join(_shown(character) for character in text)


def _shown(character: str) -> str:
    if character == "\t":
        return " "
    if category(character) in ("Cc", "Cf", "Cs"):
        return f"<U+{ord(character):04X}>"
    return character


def width(text: str) -> int:
    """Return the number of terminal columns that ``text`` takes."""
    if text.isascii():
        return len(text)
    return sum(map(_columns, text))


@lru_cache(maxsize=1 << 12)
def _columns(character: str) -> int:
    if east_asian_width(character) in "WF":
        return 2
    return 0 if category(character) in _INVISIBLE else 1


def pad(text: str, columns: int) -> str:
    """Return ``text`` followed by blanks up to ``columns``; longer text comes back whole."""
    return text + " " * (columns - width(text))


def fold(text: str, columns: int) -> list[str]:
    """Return ``text`` as lines of at most ``columns``, losing nothing but the blanks at which it breaks.

    Western words stay whole unless one alone is too wide; Chinese breaks anywhere, except that closing punctuation
    takes the character before it along to the next line. Line ends in the text are kept.
    """
    return [line for paragraph in text.split("\n") for line in _fold_paragraph(paragraph, max(columns, 2))]


def _fold_paragraph(text: str, columns: int) -> list[str]:
    if width(text) <= columns:
        return [text.rstrip()]
    lines: list[str] = []
    line: list[str] = []
    used = 0
    for piece in _pieces(text, columns):
        size = width(piece)
        if used + size > columns and line:
            kept = _kept_together(line, piece, columns)
            lines.append("".join(line).rstrip())
            line, used = kept, sum(map(width, kept))
            if piece.isspace():
                continue
        line.append(piece)
        used += size
    return [*lines, "".join(line).rstrip()]


def _kept_together(line: list[str], piece: str, columns: int) -> list[str]:
    """Take off a line what must not be parted from the punctuation that follows it; nothing if that is all of it."""
    if piece not in _NEVER_FIRST:
        return []
    first = len(line) - 1
    while first > 0 and line[first] in _NEVER_FIRST:
        first -= 1
    kept = line[first:]
    if first == 0 or line[first].isspace() or sum(map(width, kept)) + width(piece) > columns:
        return []
    del line[first:]
    return kept


def _pieces(text: str, columns: int) -> list[str]:
    """Return the unbreakable pieces of a text: words, single wide characters, blanks; too long words in parts."""
    return [word[start : start + columns] for word in _WORDS.findall(text) for start in range(0, len(word), columns)]
