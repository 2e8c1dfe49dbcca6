"""SVG by hand: escaped elements, and text measured without a font, so that nothing is ever cut."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from unicodedata import combining, east_asian_width

_WIDE = frozenset("WFA")
_NARROW_EM, _UPPER_EM = 0.56, 0.68


def text_width(text: str, size: int) -> float:
    """Return how wide a line is at most, in px: 1 em for East Asian characters, a good half for Latin ones."""
    return sum(map(_em, text)) * size


def _em(char: str) -> float:
    if combining(char):
        return 0.0
    if east_asian_width(char) in _WIDE:
        return 1.0
    return _UPPER_EM if char.isupper() or char in "mw@%—" else _NARROW_EM


def wrapped(text: str, size: int, width: float) -> list[str]:
    """Return the text in lines no wider than ``width``; breaks at spaces and between East Asian characters."""
    lines, line = [], ""
    for piece in _pieces(text):
        if line and text_width(line + piece.rstrip(), size) > width:
            lines.append(line.rstrip())
            line = ""
        line += piece if line else piece.lstrip()
    return [*lines, line.rstrip()] if line.strip() else lines


def _pieces(text: str) -> Iterator[str]:
    """Yield what must stay together: a word with its trailing space, or one East Asian character."""
    word = ""
    for char in text:
        wide = east_asian_width(char) in "WF"
        if wide and word:
            yield word
            word = ""
        word += char
        if wide or char == " ":
            yield word
            word = ""
    if word:
        yield word


def number(value: float) -> str:
    """Return a coordinate with at most one decimal."""
    return f"{value:.1f}".removesuffix(".0")


def element(name: str, content: str = "", /, **attributes: str | float) -> str:
    """Return one element; ``content`` is markup, attribute values are escaped, ``class_`` loses its underscore."""
    words = [name]
    for key, value in attributes.items():
        shown = value if isinstance(value, str) else number(value)
        words.append(f'{key.rstrip("_").replace("_", "-")}="{escape(legal(shown))}"')
    return f"<{' '.join(words)}>{content}</{name}>" if content else f"<{' '.join(words)}/>"


def text(x: float, y: float, words: str, class_: str) -> str:
    """Return a line of text with its baseline at ``y``."""
    return element("text", safe(words) or " ", x=x, y=y, class_=class_)


def titled(words: str) -> str:
    """Return a tooltip."""
    return f"<title>{safe(words)}</title>"


def safe(words: str) -> str:
    """Return text as XML content."""
    return escape(legal(words), quote=False)


def legal(words: str) -> str:
    """Drop what XML 1.0 cannot hold: control characters, lone surrogates, the two non-characters."""
    return "".join(
        c for c in words if c in "\t\n" or (c >= " " and not "\ud800" <= c <= "\udfff" and c not in "\ufffe\uffff")
    )
