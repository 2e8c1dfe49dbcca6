"""What the YAML parser says, in one plain sentence at the place where a person looks for the mistake.

The parser reports where it gave up, which for a bracket, a quotation mark or a key left open is lines too late; those
are reported where they were opened.
"""

from __future__ import annotations

import re
from contextlib import suppress
from typing import Final

from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import ScalarEvent

from perfplan.load.events import parser_events
from perfplan.load.positions import Found
from perfplan.load.source import MAX_SAME

INVALID: Final = "this is not valid YAML here"

_NO_SPACE: Final = "a space is needed after the colon"
_UNCLOSED_QUOTE: Final = "this quotation mark is not closed"
_NOT_OPENED: Final = "this bracket closes nothing"
_UNCLOSED: Final = "this bracket is not closed"

_SENTENCES: Final[tuple[tuple[str, str, bool], ...]] = (
    # the parser's words, ours, and whether the mistake is where the parser began rather than where it gave up
    ("mapping values are not allowed", "a value may not start here: quote a text that holds ': '", False),
    ("mapping keys are not allowed", "a key may not start here", False),
    ("could not find expected ':'", "this key has no colon and no value", True),
    ("found unexpected ':'", "a text that holds ':' needs quotation marks within brackets", False),
    ("did not find expected key", "a key is expected here: the indentation or a quotation mark is wrong", False),
    ("did not find expected '-'", "a list item '- ' is expected here: the indentation is wrong", False),
    ("did not find expected ',' or", "a comma or the closing bracket is missing before this", False),
    ("found unexpected end of stream", _UNCLOSED_QUOTE, True),
    ("found unexpected document indicator", _UNCLOSED_QUOTE, True),
    ("found character that cannot start", "a text that starts with this character needs quotation marks", False),
    ("block sequence entries are not allowed", "a list item '- ' may not start here", False),
    ("did not find expected node content", "a value is missing here", False),
    ("did not find expected alphabetic or numeric", "an anchor (&) or an alias (*) needs a name", False),
    ("found unknown escape character", "this escape is unknown: write \\\\ for a backslash", False),
    ("did not find expected hexdecimal", "this escape needs hexadecimal digits", False),
    ("did not find expected <document start>", "something follows after the end of the plan's data", False),
)  # fmt: skip

PROBLEMS: Final = (*dict.fromkeys(ours for _, ours, _ in _SENTENCES), _NO_SPACE, _UNCLOSED, _NOT_OPENED, INVALID)
"""Every sentence that PP103 can say about syntax, for the catalogue."""

_TIGHT_KEY: Final = re.compile(r"[ ]*(?:- +)*[A-Za-z_][\w-]*:(?=[^\s:/\\])")
_TAB_LINE: Final = re.compile(r"^\t+(?=[^\s#])", re.MULTILINE)


def syntax_findings(text: str, error: YAMLError) -> list[Found]:
    """Return the findings for the parser's error: tabs that indent (PP104), a tag (PP111) or PP103."""
    problem = str(getattr(error, "problem", "") or "")
    if not isinstance(error, MarkedYAMLError) or error.problem_mark is None:
        return [Found("PP103", 0, 0, {"problem": INVALID})]
    at = min(error.problem_mark.index, len(text))
    begin = error.context_mark.index if error.context_mark is not None else at
    if "tab" in problem or text.startswith("\t", at):
        return _tabs(text, at)
    if problem == "found undefined tag handle":
        return [Found("PP111", begin, begin + 1, {"tag": text[begin : begin + 50].split(maxsplit=1)[0]})]
    return [_explain(text, problem, at, begin)]


def _explain(text: str, problem: str, at: int, begin: int) -> Found:
    """Choose the sentence and the place for the parser's words."""
    if (quote := _open_quote(text, at)) is not None:
        return _found(quote, _UNCLOSED_QUOTE)
    for offset in (begin, at):
        if tight := _TIGHT_KEY.match(text, _line_start(text, offset)):
            return _found(tight.end() - 1, _NO_SPACE)
    if text[at : at + 1] in ("]", "}") and text[begin : begin + 1] not in ("[", "{"):
        return _found(at, _NOT_OPENED)
    if (bracket := _unclosed(text, at, begin)) is not None:
        return _found(bracket, _UNCLOSED)
    sentence, early = next(((ours, early) for theirs, ours, early in _SENTENCES if theirs in problem), (INVALID, False))
    return _found(begin if early else at, sentence)


def _open_quote(text: str, at: int) -> int | None:
    """Return where a quoted text of several lines began that ended on the line of the error: its quote was forgotten.

    The next quotation mark closed it, and what that should have opened stands there unquoted.
    """
    line = _line_start(text, at)
    if not any(mark in text[line:at] for mark in "\"'"):
        return None
    last = None
    with suppress(YAMLError):
        for event in parser_events(text):
            if event.__class__ is ScalarEvent and event.style in ("'", '"'):
                last = event
    if last is None or not line <= last.end_mark.index <= at or last.start_mark.index >= line:
        return None
    return int(last.start_mark.index)


def _unclosed(text: str, at: int, begin: int) -> int | None:
    """Return the bracket that was still open where the text ended, or where a line began no deeper than its own."""
    if text[begin : begin + 1] in ("'", '"'):
        return None
    if not text[at:].strip():
        bracket = (
            begin if text[begin : begin + 1] in ("[", "{") else max(text.rfind("[", 0, at), text.rfind("{", 0, at))
        )
        return bracket if bracket >= 0 and not text[bracket:].strip().endswith(("]", "}")) else None
    opened, line = _line_start(text, begin), _line_start(text, at)
    if text[begin] not in "[{" or opened == line:
        return None
    return begin if _indentation(text, line) <= _indentation(text, opened) else None


def _line_start(text: str, at: int) -> int:
    return max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1


def _indentation(text: str, start: int) -> int:
    line = text[start : start + 1000]
    return len(line) - len(line.lstrip(" "))


def _found(at: int, problem: str) -> Found:
    return Found("PP103", at, at + 1, {"problem": problem})


def _tabs(text: str, at: int) -> list[Found]:
    """Report the tab at fault, and every line that a tab starts: inside a block of text no line can."""
    tab = text.find("\t", _line_start(text, at), at + 1)
    places = {at if tab < 0 else tab}
    for match, _ in zip(_TAB_LINE.finditer(text), range(MAX_SAME), strict=False):
        places.add(match.start())
    return [Found("PP104", place, place + 1, {}) for place in sorted(places)]
