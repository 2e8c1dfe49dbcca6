"""What the scanner leaves to the parser: every text that is not certainly understood line by line.

::

    text → composer (data, offsets) → Document
         ↘ syntax, fullwidth: what is wrong, in plain words; mend, recover: reading on behind it
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from functools import partial

from ruamel.yaml.error import YAMLError
from ruamel.yaml.events import ScalarEvent

from perfplan.load.anchors import Marks, target
from perfplan.load.composer import Composer
from perfplan.load.document import Document
from perfplan.load.events import is_too_strict, parser_events
from perfplan.load.fullwidth import misread
from perfplan.load.mend import Mended, mend, structure_like
from perfplan.load.positions import Found, Lines
from perfplan.load.recover import punctuated, recover, without_tabs
from perfplan.load.syntax import syntax_findings

_MAX_MENDED = 2 * 1024 * 1024  # characters; a longer text is not read a second time


def compose(clean: str, text: str, lines: Lines) -> tuple[Document | None, list[Found]]:
    """Compose; where full-width punctuation was taken for text or anything broke the syntax, read on all the same."""
    composer, error = _read(clean, lines)
    if error is not None or not composer.complete:
        return _behind_faults(clean, text, lines, composer, error)
    offsets = misread(clean, composer.data, composer.marks)
    if isinstance(composer.data, str) and not offsets:  # a plan is never one text: look at every line
        offsets = structure_like(clean, 0, len(clean))
    if offsets:
        mended = mend(clean, offsets)
        document, findings = _behind_changes([mended], clean, text, lines)
        if document is None:  # the mending itself may have broken the syntax: say nothing about that
            findings = [*composer.findings, *mended.findings]
        return document, findings
    return Document(lines.name, text, composer.data, (), clean, composer.marks, lines), composer.findings


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


def _behind_faults(
    clean: str, text: str, lines: Lines, composer: Composer, error: YAMLError | None
) -> tuple[Document | None, list[Found]]:
    """Read on behind tabs, full-width punctuation and whatever else is no YAML."""
    if len(clean) > _MAX_MENDED:
        return None, [*composer.findings, *(syntax_findings(clean, error) if error is not None else ())]
    changes: list[Mended] = []
    read = partial(_read, lines=lines)
    for change in (without_tabs, punctuated):
        mended = change(changes[-1].text if changes else clean, read)
        changes += [mended] if mended is not None else []
    return _behind_changes(changes, clean, text, lines)


def _behind_changes(
    changes: Sequence[Mended], clean: str, text: str, lines: Lines
) -> tuple[Document | None, list[Found]]:
    """Read the last of the changed texts; give all findings and values the places where they are written."""
    if len(clean) > _MAX_MENDED:
        return None, [found for mended in changes for found in mended.findings]
    now = changes[-1].text if changes else clean
    own = [_moved(found, changes[:number]) for number, mended in enumerate(changes) for found in mended.findings]
    result = recover(now, partial(_read, lines=Lines(now, lines.name)))
    if isinstance(result, list):
        return None, [*own, *(_moved(found, changes) for found in result)]
    composer = result.composer
    single = _one_mapping(composer.findings, result.gaps, Lines(now, lines.name))
    findings = [*own, *(_moved(found, changes) for found in (*single, *result.findings))]
    marks = composer.marks
    for mended in reversed(changes):
        marks = _shift(marks, mended)
    gaps = tuple((found.start, found.end) for found in (_moved(Found("", *gap, {}), changes) for gap in result.gaps))
    return Document(lines.name, text, composer.data, gaps, clean, marks, lines), findings


def _one_mapping(findings: Sequence[Found], gaps: Sequence[tuple[int, int]], lines: Lines) -> list[Found]:
    """Leave out keys given twice with a gap between: what the gap held may have parted two mappings."""

    def is_parted(found: Found) -> bool:
        first = lines.offset(int(found.args["first_line"]), 1)
        return any(first <= start < found.start for start, _ in gaps)

    return [found for found in findings if found.code != "PP106" or not is_parted(found)]


def _moved(found: Found, changes: Sequence[Mended]) -> Found:
    """Return a finding in a changed text where it is in the text as it was before the changes."""
    start, end = found.start, found.end
    for mended in reversed(changes):
        start, end = mended.original(start), mended.original(end)
    return found._replace(start=start, end=max(end, start + 1))


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


def text_spans(text: str) -> list[tuple[int, int]]:
    """Return the offsets ``[start, end)`` of the quoted and block texts, in order: what no comment can stand in.

    Behind a syntax error nothing is known, and none are returned.
    """
    spans: list[tuple[int, int]] = []
    texts = (event for event in parser_events(text) if event.__class__ is ScalarEvent and event.style)
    with suppress(YAMLError):
        spans.extend((event.start_mark.index, event.end_mark.index) for event in texts)
    return spans
