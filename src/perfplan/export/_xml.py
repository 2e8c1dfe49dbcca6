"""XML by a tree: elements with text that is always legal and escaped, in the order in which they are added."""

from __future__ import annotations

from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from perfplan.export._svg import legal

Value = str | int


def put(parent: Element, **values: Value | None) -> None:
    """Add a child with text for every value, in order; None is left out."""
    for name, value in values.items():
        if value is not None:
            ElementTree.SubElement(parent, name).text = legal(str(value))


def child(parent: Element, name: str, **values: Value | None) -> Element:
    """Add a child element with children of its own."""
    made = ElementTree.SubElement(parent, name)
    put(made, **values)
    return made


def document(root: Element) -> bytes:
    """Return the indented document with its declaration and a final line break."""
    ElementTree.indent(root)
    text = ElementTree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{text}\n'.encode()
