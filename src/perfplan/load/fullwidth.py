"""Chinese punctuation in the place of YAML's own: PP105.

``name：示例县`` is no syntax error to YAML: it is a text, which swallows the next lines or fails far away. Chinese
input methods write such characters by default, so they are the commonest mistake in a plan. Inside values they are
ordinary: ``name: 目标：一`` is right and is never reported.

Here are the characters, and the judgement on a text that parses: a character is reported when the scalar that holds it
could only be structure. What to do with a text that does not parse is in :mod:`perfplan.load.mend`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import islice
from typing import Any, Final, NamedTuple

from perfplan.load.anchors import Marks
from perfplan.load.positions import token_span

WANTED: Final = {
    "：": ":",
    "，": ",",
    "【": "[",
    "】": "]",
    "［": "[",
    "］": "]",
    "｛": "{",
    "｝": "}",
    "“": '"',
    "”": '"',
    "－": "-",
    "＃": "#",
    "\u3000": " ",
    "\xa0": " ",
}
"""Each character people type, and the one YAML needs."""

_NEARBY: Final = 500
_MAX_SUSPECTS: Final = 50_000  # more than a plan of a megabyte holds: one on every line
WIDE: Final = "\u3000\xa0"
MATES: Final = {"【": "】", "［": "］", "｛": "｝", "“": "”"}
_CHARACTERS: Final = re.compile(f"[{''.join(WANTED)}]")
_IDENTIFIER: Final = re.compile(r"[a-z_][a-z0-9_-]*")
_LAST_IDENTIFIER: Final = re.compile(r"[,，]\s*[a-z_][a-z0-9_-]*\Z")
_NEXT_PAIR: Final = re.compile(r"\s*[a-z_][a-z0-9_-]*\s*[:：]")


class Scalar(NamedTuple):
    """A plain scalar of the document and the place it has in its container."""

    start: int
    end: int
    role: str  # "key", "value", "item" or "root"
    flow: bool
    beside_mapping: bool


def misread(text: str, data: Any, marks: Marks) -> list[int]:
    """Return the offsets of characters that YAML took for text though they stand where structure must be."""
    doubtful = [at for at in suspects(text) if _may_be_structure(text, at)]
    if not doubtful:
        return []
    scalars = sorted(_plain_scalars(text, data, marks))
    starts = [scalar.start for scalar in scalars]
    found: set[int] = set()
    for at in doubtful:
        index = bisect_right(starts, at) - 1
        if index >= 0 and at < scalars[index].end and _is_structure(text, at, scalars[index]):
            found |= {at, *_inside_brackets(text, at, scalars[index])}
    return sorted(found)


def _inside_brackets(text: str, at: int, scalar: Scalar) -> list[int]:
    """Return what belongs to an opening bracket or quotation mark: its mate, and the commas and colons between."""
    mate = MATES.get(text[at])
    if mate is None:
        return []
    between = range(at + 1, scalar.end - 1) if mate != "”" else range(0)
    return [*(place for place in between if text[place] in "，："), scalar.end - 1]


def suspicious(text: str) -> bool:
    """Tell whether anything in a text could be meant as structure; :func:`misread` decides."""
    return any(_may_be_structure(text, at) for at in suspects(text))


def suspects(text: str) -> Iterator[int]:
    """Yield the offset of every character that could be meant as structure."""
    if not text.isascii():
        for match in islice(_CHARACTERS.finditer(text), _MAX_SUSPECTS):
            yield match.start()


def _may_be_structure(text: str, at: int) -> bool:
    """Sort out, from the characters around it, what is certainly inside a sentence."""
    character, before = text[at], text[at - 1 : at]
    if character == "：":
        return before.isascii() and (before.isalnum() or before in ("_", "-"))
    if character == "，":
        line = line_before(text, at)
        return "[" in line or "{" in line
    if character in MATES:
        return not before.strip() or before in "[{,"
    return character in "－＃" + WIDE and not line_before(text, at).strip(" -" + WIDE)


def line_before(text: str, at: int) -> str:
    """Return what stands on the same line before an offset: of an endless line only the last few hundred characters.

    Nothing is decided by more, and a line of a hundred thousand commas must not be copied for each of them.
    """
    start = max(at - _NEARBY, 0)
    return text[max(text.rfind("\n", start, at) + 1, start) : at]


def _plain_scalars(text: str, data: Any, marks: Marks) -> Iterator[Scalar]:
    """Yield every plain scalar of the document that is more than a word of ASCII."""
    pending: list[tuple[Any, Marks, str, bool, bool]] = [(data, marks, "root", False, False)]
    while pending:
        value, place, role, flow, beside = pending.pop()
        if isinstance(place, tuple):
            continue  # an alias: its content is looked at where it is written
        if isinstance(place, list):
            inside = text[place[0] : place[0] + 1] in ("[", "{")
            if isinstance(value, dict):
                pending += [(key, at, "key", inside, False) for key, at in zip(value, place[1::2], strict=True)]
                pending += [
                    (item, at, "value", inside, False) for item, at in zip(value.values(), place[2::2], strict=True)
                ]
            else:
                mappings = any(isinstance(item, dict) for item in value)
                pending += [(item, at, "item", inside, mappings) for item, at in zip(value, place[1:], strict=True)]
        elif isinstance(value, str) and not value.isascii():
            start, end = token_span(text, place, value)
            if text[start] not in "\"'|>*":
                yield Scalar(start, end, role, flow, beside)


def _is_structure(text: str, at: int, scalar: Scalar) -> bool:
    """Decide whether a character inside a plain scalar can only have been meant as structure."""
    character = text[at]
    if character == "：":
        return _is_colon(text, at, scalar)
    if character == "，":
        follows = scalar.role == "value" and _NEXT_PAIR.match(text, at + 1)
        return scalar.flow and (scalar.role in ("key", "item") or bool(follows))
    if _before(text, at, scalar).strip(WIDE):
        return False
    if character in WIDE:
        return True
    if mate := MATES.get(character):
        return text[scalar.end - 1] == mate and _is_wrapped(text[at + 1 : scalar.end - 1], character, scalar)
    return character == "＃" or (character == "－" and text[at + 1 : at + 2] in (" ", "\u3000"))


def _before(text: str, at: int, scalar: Scalar) -> str:
    line = line_before(text, at)
    return line[max(len(line) - (at - scalar.start), 0) :]


def _is_colon(text: str, at: int, scalar: Scalar) -> bool:
    before = _before(text, at, scalar).strip()
    if not _IDENTIFIER.fullmatch(before):
        return scalar.flow and bool(_LAST_IDENTIFIER.search(before))
    if scalar.role == "value" and not scalar.flow:
        return not line_before(text, scalar.start).strip()
    return scalar.role in ("key", "root", "value") or scalar.beside_mapping


def _is_wrapped(inner: str, character: str, scalar: Scalar) -> bool:
    """Decide whether a scalar within brackets or quotes is a list, a mapping or a quoted word rather than a title."""
    if character == "“":
        return scalar.role == "key" or inner.isascii()
    return character != "【" or any(mark in inner for mark in ",，:：")
