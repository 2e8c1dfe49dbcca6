"""XML from strangers: a tree of elements with their places, and nothing that could grow, fetch or hide anything.

A document type is refused before anything in it is read, so there are no entities of its own: neither expansion nor
files from elsewhere. Depth is bounded, and nothing here recurses.
"""

from __future__ import annotations

from xml.parsers import expat

from msgspec import Struct, field

from perfplan.diagnostics import Diagnostic, Location
from perfplan.i18n import N_

DEEPEST = 64
MALFORMED = N_("the XML is malformed or breaks off here")
DOCUMENT_TYPE = N_("it declares a document type, which can hide anything; such files are not read")
TOO_DEEP = N_("its elements are nested too deeply")
ENCODING = N_("its encoding cannot be read; save it as UTF-8")


class Node(Struct):
    """An element: its name without the namespace, its text, its place, and what it holds."""

    name: str
    line: int
    column: int
    text: str = ""
    children: list[Node] = field(default_factory=list)

    def all(self, name: str) -> list[Node]:
        """Return the children of that name."""
        return [each for each in self.children if each.name == name]

    def first(self, name: str) -> Node | None:
        """Return the first child of that name."""
        return next((each for each in self.children if each.name == name), None)

    def listed(self, name: str, item: str) -> list[Node]:
        """Return the items of a section; none where there is no such section."""
        section = self.first(name)
        return section.all(item) if section else []

    def said(self, name: str) -> str:
        """Return the text of a child, without blanks around it; empty where there is none."""
        found = self.first(name)
        return found.text.strip() if found else ""

    def number(self, name: str, otherwise: int) -> int:
        """Return a child's whole number, 0 or more; ``otherwise`` where there is none of at most nine digits."""
        text = self.said(name)
        return int(text) if text.isascii() and text.isdigit() and len(text) <= 9 else otherwise

    def location(self, file: str) -> Location:
        """Return where the element begins."""
        return Location(file, self.line, self.column, self.line, self.column + len(self.name) + 1)


class _Refused(Exception):  # noqa: N818 - not an error of the program
    """The document holds what is not read; carries why."""


class _Builder:
    def __init__(self) -> None:
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self._refuse
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.root: Node | None = None
        self._open: list[Node] = []

    def _refuse(self, *_: object) -> None:
        raise _Refused(DOCUMENT_TYPE)

    def _start(self, name: str, _: object) -> None:
        if len(self._open) >= DEEPEST:
            raise _Refused(TOO_DEEP)
        node = Node(name.rpartition(" ")[2], self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1)
        if self._open:
            self._open[-1].children.append(node)
        else:
            self.root = node
        self._open.append(node)

    def _end(self, _: str) -> None:
        self._open.pop()

    def _text(self, text: str) -> None:
        self._open[-1].text += text


def parse_xml(data: bytes, file: str) -> Node | Diagnostic:
    """Return the root of a document, or why it is not read (finding PP331)."""
    builder = _Builder()
    try:
        builder.parser.Parse(data, True)
    except _Refused as refused:
        problem = str(refused)
    except expat.ExpatError:
        problem = MALFORMED
    except (LookupError, ValueError):  # what expat raises for encodings of several bytes that Python does not offer it
        problem = ENCODING
    else:
        if builder.root is not None:
            return builder.root
        problem = MALFORMED
    line, column = max(builder.parser.CurrentLineNumber, 1), builder.parser.CurrentColumnNumber + 1
    return Diagnostic("PP331", Location(file, line, column, line, column + 1), {"problem": problem})
