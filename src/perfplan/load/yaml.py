"""One YAML file into plain data with an exact place for every value and key.

::

    bytes → source (UTF-8, printable) → scanner (data, offsets) → Document
                                      ↘ parsed: the same by the YAML parser, for whatever the scanner does not know

Numbers and dates stay text until a specification reads them. Everything wrong with the text is a finding (PP101–PP112),
as many as can be found in one reading; a ``Document`` comes with them whenever its data can be relied on for further
checks.
"""

from __future__ import annotations

from pathlib import Path

from perfplan.diagnostics import Diagnostic, ordered
from perfplan.load.collector import paused
from perfplan.load.document import Document
from perfplan.load.fullwidth import misread
from perfplan.load.positions import Found, Lines
from perfplan.load.scanner import scan
from perfplan.load.source import MAX_FILE_BYTES, decode, read_bytes, too_large, unprintable


def read_yaml(path: Path, name: str) -> tuple[Document | None, list[Diagnostic]]:
    """Read a file; see :func:`parse_yaml`. A file that cannot be read is PP101, one that is too large PP109."""
    content = read_bytes(path)
    if isinstance(content, Found):
        return None, [Lines("", name).diagnostic(content)]
    return parse_yaml(content, name)


def parse_yaml(source: bytes | str, name: str) -> tuple[Document | None, list[Diagnostic]]:
    """Read YAML text into a document and findings, in report order.

    Args:
        source: the file's bytes, or its text.
        name: the path as shown to the user; every location carries it.

    Returns:
        The document, or ``None`` where its data cannot be trusted at all, and the findings.
    """
    if len(source) > MAX_FILE_BYTES:
        return None, [Lines("", name).diagnostic(too_large())]
    text, undecodable = decode(source) if isinstance(source, bytes) else (source.removeprefix("\ufeff"), None)
    lines = Lines(text, name)
    if undecodable:
        return None, [lines.diagnostic(undecodable)]
    clean, findings = unprintable(text)
    with paused():
        document = None if findings else _scanned(clean, text, lines)
        if document is not None:
            return document, []
        from perfplan.load.parsed import compose

        document, more = compose(clean, text, lines)
    return document, ordered([lines.diagnostic(found) for found in (*findings, *more)])


def _scanned(clean: str, text: str, lines: Lines) -> Document | None:
    """Read without the parser; None where that is not certain to be right, or punctuation was taken for text."""
    found = scan(clean)
    if found is None or (found.doubtful and misread(clean, found.data, found.marks)):
        return None
    return Document(lines.name, text, found.data, (), clean, found.marks, lines)
