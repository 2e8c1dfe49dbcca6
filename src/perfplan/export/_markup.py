"""HTML by hand: elements whose words and attribute values are always escaped."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from perfplan.export._svg import legal, safe

Attribute = str | bool
VOID = frozenset(("col", "input", "meta"))


class Markup(str):
    """Text that is markup already, and is not escaped again."""

    __slots__ = ()


def tag(name: str, /, *content: str | Iterable[str], **attributes: Attribute) -> Markup:
    """Return an element; plain texts among its content are escaped, markup is not.

    An attribute loses a trailing underscore and has hyphens for the others; True stands alone, False and an empty
    class or style are left out.
    """
    words = [name, *(_attribute(key, value) for key, value in attributes.items() if _said(key, value))]
    opening = f"<{' '.join(words)}>"
    return Markup(opening) if name in VOID else Markup(f"{opening}{joined(*content)}</{name}>")


def joined(*content: str | Iterable[str]) -> Markup:
    """Return pieces of content as one; plain texts are escaped, markup is not."""
    pieces = (piece for each in content for piece in ((each,) if isinstance(each, str) else each))
    return Markup("".join(piece if isinstance(piece, Markup) else safe(piece) for piece in pieces))


def _said(key: str, value: Attribute) -> bool:
    return value is not False and (bool(value) or key not in ("class_", "style"))


def _attribute(key: str, value: Attribute) -> str:
    name = key.rstrip("_").replace("_", "-")
    return name if value is True else f'{name}="{escape(legal(str(value)))}"'
