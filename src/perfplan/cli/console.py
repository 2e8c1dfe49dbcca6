"""One output stream: its width, whether it takes colour, and writing that never fails on a character."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from typing import TextIO

from msgspec import Struct

PLAIN_WIDTH = 80
_STYLES = {"bold": "1", "dim": "2", "red": "31", "green": "32", "yellow": "33", "blue": "34", "cyan": "36"}


class Console(Struct, frozen=True):
    """A stream to write to.

    Attributes:
        stream: where text goes.
        width: columns per line; 80 where there is no terminal, unless COLUMNS says otherwise.
        colour: whether to style text: a terminal without NO_COLOR, or FORCE_COLOR.
        terminal: whether a person is reading.
    """

    stream: TextIO
    width: int
    colour: bool
    terminal: bool

    @classmethod
    def of_stream(cls, stream: TextIO, environ: Mapping[str, str]) -> Console:
        """Look at a stream. Characters that it cannot show are written as escapes from here on."""
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")
        terminal = stream.isatty()
        return cls(stream, _width(stream, environ, terminal), _takes_colour(environ, terminal), terminal)

    @property
    def unicode(self) -> bool:
        """Return whether the stream takes any character; GBK and ASCII terminals do not."""
        return (getattr(self.stream, "encoding", None) or "utf-8").lower().replace("-", "").startswith("utf")

    def write(self, text: str) -> None:
        """Write a block of text and end its last line; at once, so that results and remarks keep their order."""
        self.stream.write(text if text.endswith("\n") or not text else f"{text}\n")
        self.stream.flush()

    def write_json(self, document: object) -> None:
        """Write a JSON document, readable where the stream takes any character, else in ASCII."""
        self.write(self.json(document))

    def json(self, document: object) -> str:
        """Return a JSON document as this stream takes it."""
        return json.dumps(document, ensure_ascii=not self.unicode, indent=2)

    def paint(self, text: str, *styles: str) -> str:
        """Return ``text`` in the given styles (bold, dim, red, …), or as it is where there is no colour."""
        if not (self.colour and text and styles):
            return text
        return f"\x1b[{';'.join(_STYLES[style] for style in styles)}m{text}\x1b[0m"


def _takes_colour(environ: Mapping[str, str], terminal: bool) -> bool:
    if environ.get("NO_COLOR"):
        return False
    if environ.get("FORCE_COLOR"):
        return True
    return terminal and environ.get("TERM") != "dumb"


def _width(stream: TextIO, environ: Mapping[str, str], terminal: bool) -> int:
    columns = environ.get("COLUMNS", "")
    if columns.isascii() and columns.isdigit() and int(columns) > 0:
        return int(columns)
    if terminal:
        try:
            return os.get_terminal_size(stream.fileno()).columns or PLAIN_WIDTH
        except OSError:
            pass  # a terminal that does not tell its size: take the usual one
    return PLAIN_WIDTH
