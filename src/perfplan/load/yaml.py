"""One YAML file into plain data with an exact place for every value and key.

::

    bytes → source (UTF-8, printable) → composer (data, offsets) → Document
                                     ↘ syntax, fullwidth: what is wrong, in plain words

Numbers and dates stay text until a specification reads them. Everything wrong with the text is a finding (PP101–PP112),
as many as can be found in one reading; a ``Document`` comes with them whenever its data can be relied on for further
checks.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import ScalarEvent

from perfplan.diagnostics import Diagnostic, Location, ordered
from perfplan.load.anchors import Marks, target
from perfplan.load.composer import Composer
from perfplan.load.events import is_too_strict, parser_events
from perfplan.load.fullwidth import misread
from perfplan.load.mend import Mended, mend, structure_like
from perfplan.load.positions import Found, Lines, token_span
from perfplan.load.source import MAX_FILE_BYTES, decode, read_bytes, too_large, unprintable
from perfplan.load.syntax import syntax_findings

_MAX_MENDED = 2 * 1024 * 1024  # characters; a longer text is not read a second time


class _Step(NamedTuple):
    """A node on a path: its key's offset and text (``None`` in a list), its value and its offsets."""

    key: tuple[int, str] | None
    data: Any
    marks: Marks


@dataclass(slots=True)
class Document:
    """A YAML file that was read.

    Attributes:
        name: the path as shown to the user.
        text: the source, without a byte order mark.
        data: dict, list, str, bool or None; keys are always text, and so is every quoted scalar.
    """

    name: str
    text: str
    data: Any
    _clean: str = field(repr=False)  # the text as the parser saw it: unprintable characters replaced, offsets equal
    _marks: Marks = field(repr=False)
    _lines: Lines = field(repr=False)
    _orders: dict[int, dict[str, int]] = field(default_factory=dict, repr=False)

    def at(self, path: Sequence[str | int]) -> Location:
        """Return where the value at ``path`` is written.

        Segments that the document does not have are skipped, because validators put names of alternatives among them.
        A list or a mapping is shown by its own key, or as a list's item by its first token, never as a block; so is
        an empty value. A path that ends in something missing shows the deepest node there is.
        """
        step = self._walk(path)
        if path and path[-1] == "[key]" and step.key:  # a validator's way to say that the key itself is wrong
            return self._span(*step.key)
        marks = target(step.marks)
        if isinstance(marks, int):
            start, end = token_span(self._clean, marks, step.data)
            return self._span(*step.key) if step.key and start == end else self._lines.location(start, end)
        if step.key:
            return self._span(*step.key)
        if isinstance(step.marks, tuple):
            return self._span(step.marks[0], step.data)
        return self._first_token(step.data, marks)

    def key_at(self, path: Sequence[str | int]) -> Location:
        """Return where the key at the end of ``path`` is written; what :meth:`at` returns where there is none."""
        step = self._walk(path)
        return self._span(*step.key) if step.key else self.at(path)

    def _walk(self, path: Sequence[str | int]) -> _Step:
        step = _Step(None, self.data, self._marks)
        for segment in path:
            step = self._child(step, segment) or step
        return step

    def _child(self, parent: _Step, segment: str | int) -> _Step | None:
        data, marks = parent.data, target(parent.marks)
        if isinstance(data, dict):
            key = str(segment)
            if key not in data:
                return None
            order = self._orders.get(id(marks))
            if order is None:
                order = self._orders[id(marks)] = {name: index for index, name in enumerate(data)}
            at = 1 + 2 * order[key]
            return _Step((marks[at], key), data[key], marks[at + 1])
        if isinstance(data, list) and isinstance(segment, int) and 0 <= segment < len(data):
            return _Step(None, data[segment], marks[1 + segment])
        return None

    def _first_token(self, data: Any, marks: Marks) -> Location:
        """Return the first key or scalar inside a container, or its bracket when it is empty."""
        while isinstance(marks, list):
            if len(marks) == 1:
                return self._lines.location(marks[0], marks[0] + 1)
            data = next(iter(data))
            marks = marks[1]
        return self._span(marks[0] if isinstance(marks, tuple) else marks, data)

    def _span(self, start: int, value: Any) -> Location:
        return self._lines.location(*token_span(self._clean, start, value))


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
    with _without_gc():
        document, more = _compose(clean, text, lines)
    return document, ordered([lines.diagnostic(found) for found in (*findings, *more)])


def _compose(clean: str, text: str, lines: Lines) -> tuple[Document | None, list[Found]]:
    """Compose; where full-width punctuation was taken for text or broke the syntax, read on as if it were right."""
    composer, error = _read(clean, lines)
    if error is not None:
        explained = _explained(clean, text, error, lines)
        return explained or (None, [*composer.findings, *syntax_findings(clean, error)])
    if not composer.complete:
        return None, composer.findings
    offsets = misread(clean, composer.data, composer.marks)
    if isinstance(composer.data, str) and not offsets:  # a plan is never one text: look at every line
        offsets = structure_like(clean, 0, len(clean))
    if offsets:
        mended = mend(clean, offsets)
        document, findings, _ = _compose_mended(mended, clean, text, lines)
        if document is None:  # the mending itself may have broken the syntax: say nothing about that
            findings = [*composer.findings, *mended.findings]
        return document, findings
    return Document(lines.name, text, composer.data, clean, composer.marks, lines), composer.findings


def _read(text: str, lines: Lines) -> tuple[Composer, YAMLError | None]:
    """Compose a text; the error is what ended it early."""
    composer = Composer(text, lines)
    error = _run(composer)
    if error is not None and is_too_strict(text, error):
        composer = Composer(text, lines, relaxed=True)
        error = _run(composer)
    return composer, error


def _run(composer: Composer) -> YAMLError | None:
    try:
        composer.run()
    except YAMLError as error:
        return error
    return None


def _explained(clean: str, text: str, error: YAMLError, lines: Lines) -> tuple[Document | None, list[Found]] | None:
    """Read the text with what looks like structure replaced; ``None`` when that does not move the error on."""
    first, last = _extent(clean, error)
    offsets = structure_like(clean, first, last) if len(clean) <= _MAX_MENDED else []
    if not offsets:
        return None
    document, findings, reached = _compose_mended(mend(clean, offsets), clean, text, lines)
    return (document, findings) if lines.line(reached) > lines.line(last) or reached >= len(clean) else None


def _compose_mended(mended: Mended, clean: str, text: str, lines: Lines) -> tuple[Document | None, list[Found], int]:
    """Read a mended text; return all findings at the places where they are written, and how far reading came."""
    if len(clean) > _MAX_MENDED:
        return None, mended.findings, len(clean)
    composer, error = _read(mended.text, Lines(mended.text, lines.name))
    others = composer.findings if error is None else [*composer.findings, *syntax_findings(mended.text, error)]
    reached = len(clean) if error is None else mended.original(_extent(mended.text, error)[1])
    findings = [found for found in mended.findings if found.start <= reached]
    findings += [found._replace(start=mended.original(found.start), end=mended.original(found.end)) for found in others]
    if error is not None or not composer.complete:
        return None, findings, reached
    return Document(lines.name, text, composer.data, clean, _shift(composer.marks, mended), lines), findings, reached


def _extent(clean: str, error: YAMLError) -> tuple[int, int]:
    """Return where the parser began with what it could not finish, and where it gave up."""
    if not isinstance(error, MarkedYAMLError) or error.problem_mark is None:
        return 0, 0
    last = int(error.problem_mark.index)
    if error.context_mark is not None:
        return min(int(error.context_mark.index), last), last
    line = clean.rfind("\n", 0, last)
    return max(clean.rfind("\n", 0, max(line, 0)) + 1, 0), last  # a text may have begun on the line before


def _shift(marks: Marks, mended: Mended) -> Marks:
    """Move all offsets of a mended text to the text as it is written, in place."""
    root = [marks]
    pending = [root]
    seen = {id(root)}
    while pending:
        places = pending.pop()
        for index, place in enumerate(places):
            if isinstance(place, int):
                places[index] = mended.original(place)
                continue
            inner = target(place)
            if isinstance(place, tuple):
                places[index] = (mended.original(place[0]), inner)
            if isinstance(inner, list) and id(inner) not in seen:
                seen.add(id(inner))
                pending.append(inner)
    return root[0]


@contextmanager
def _without_gc() -> Iterator[None]:
    """Pause the cyclic collector: a tree of a hundred thousand live objects is otherwise walked again and again."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def text_spans(text: str) -> list[tuple[int, int]]:
    """Return the offsets ``[start, end)`` of the quoted and block texts, in order: what no comment can stand in.

    Behind a syntax error nothing is known, and none are returned.
    """
    spans: list[tuple[int, int]] = []
    texts = (event for event in parser_events(text) if event.__class__ is ScalarEvent and event.style)
    with suppress(YAMLError):
        spans.extend((event.start_mark.index, event.end_mark.index) for event in texts)
    return spans
