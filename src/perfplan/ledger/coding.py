"""Records as lines: JSON objects of texts, the kind first, then the fields in order, empty ones left out.

Every value is a text: dates are ISO dates, amounts plain decimals, so nothing passes through a float. A new kind of
record is one more type in :mod:`perfplan.ledger.record` and its entry in ``_TYPES``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from functools import cache, lru_cache
from itertools import chain
from typing import Any, NamedTuple, TypeAlias, cast

from perfplan.ledger.record import (
    Closed,
    Correction,
    Done,
    Evidence,
    Extended,
    Note,
    Problem,
    Record,
    Reopened,
    Reported,
    Retraction,
    Returned,
    Started,
)
from perfplan.model.project import read_duration
from perfplan.model.quantity import MAX_DIGITS

Texts: TypeAlias = Mapping[str, str]

_TYPES: Mapping[str, type[Record]] = {
    "started": Started,
    "done": Done,
    "closed": Closed,
    "returned": Returned,
    "reopened": Reopened,
    "extended": Extended,
    "progress": Reported,
    "note": Note,
    "problem": Problem,
    "evidence": Evidence,
    "correction": Correction,
    "retract": Retraction,
}
_NAMES = {record: name for name, record in _TYPES.items()}
_TEXT_ONLY = {str}
_DECIMAL = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_COUNT = re.compile(r"[1-9][0-9]{0,8}")


class _UnfitError(ValueError):
    """A field's text does not say what the field needs; the message says what it needs."""


@lru_cache(maxsize=4096)  # a ledger names few different days
def read_day(text: str) -> date:
    """Return the date that ``YYYY-MM-DD`` says; raises ``ValueError`` for anything else."""
    if len(text) != 10 or text[4] != "-" or text[7] != "-":
        raise _UnfitError("dates are written YYYY-MM-DD")
    try:
        return date.fromisoformat(text)
    except ValueError as none:
        raise _UnfitError("dates are written YYYY-MM-DD") from none


def _decimal(text: str) -> str:
    if len(text) > MAX_DIGITS or not _DECIMAL.fullmatch(text):
        raise _UnfitError("amounts are plain decimals such as 1234.5")
    return text


def _duration(text: str) -> str:
    found = read_duration(text)
    if found is None or found.days < 0:
        raise _UnfitError("a duration is 5wd or 10cd")
    return text


def _count(text: str) -> int:
    if not _COUNT.fullmatch(text):
        raise _UnfitError("a step is a whole number")
    return int(text)


_READERS: Mapping[str, Callable[[str], Any]] = {
    "on": read_day,
    "at": read_day,
    "to": read_day,
    "value": _decimal,
    "add": _decimal,
    "of": _decimal,
    "remaining": _duration,
    "step": _count,
}


class _Kind(NamedTuple):
    """How records of one kind are read: their type, all their keys, and those that must have a value."""

    record: Callable[..., Record]
    keys: frozenset[str]
    needed: tuple[str, ...]

    def build(self, data: Texts) -> Record:
        """Return the record; raises ``ValueError`` with the reason when a text does not fit its field."""
        readers = _READERS
        fields = {
            key: readers[key](text) if key in readers else text for key, text in data.items() if text and key != "kind"
        }
        return self.record(**fields)


def _kind(record: type[Record]) -> _Kind:
    needed = tuple(name for name in record._fields if name not in record._field_defaults)
    return _Kind(record, frozenset(("kind", *record._fields)), needed)


_KINDS: Mapping[str, _Kind] = {name: _kind(record) for name, record in _TYPES.items()}


def encode(record: Record) -> str:
    """Return the record's line, without its end: the kind first, then the fields in order, empty ones left out."""
    data: dict[str, str] = {"kind": _NAMES[type(record)]}
    data.update((name, str(value)) for name, value in zip(record._fields, record, strict=True) if value)
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def decode(data: object) -> Record | str:
    """Return the record that a line's JSON value stands for, or what is wrong with it, in English."""
    if not isinstance(data, dict):
        return "not a JSON object"
    if set(map(type, data.values())) - _TEXT_ONLY:
        return "every value must be a text"
    if not data.get("kind"):
        return "key missing: kind"
    if data["kind"] not in _KINDS:
        return f"unknown kind of record: {data['kind']}"
    return _decode_texts(data)


def _decode_texts(data: dict[str, str]) -> Record | str:
    kind = _KINDS[data["kind"]]
    if unknown := data.keys() - kind.keys:
        return f"unknown key: {min(unknown)}"
    if missing := [key for key in kind.needed if not data.get(key)]:
        return f"key missing: {missing[0]}"
    try:
        record = kind.build(data)
    except ValueError as unfit:
        return str(unfit)
    return _contradiction(record) or record


def _contradiction(record: Record) -> str:
    """Return what is wrong with fields that are each good, or ''."""
    if isinstance(record, Reported) and bool(record.value) == bool(record.add):
        return "a figure has either value or add"
    if isinstance(record, Correction):
        if record.value and record.add:
            return "a figure has either value or add"
        if not (record.value or record.add or record.on):
            return "a correction says what is to be replaced: value, add or on"
    if isinstance(record, Reported | Correction) and record.of and not (record.value and Fraction(record.of) > 0):
        return "of says how many there are, above zero, and value how many of them count"
    return ""


def decode_alike(rows: Sequence[object]) -> list[Record] | None:
    """Return the records of many JSON values when all are good, else None: the usual case, quickly."""
    if set(map(type, rows)) != {dict}:
        return None
    objects = cast("Sequence[dict[str, object]]", rows)
    if set(map(type, chain.from_iterable(map(dict.values, objects)))) != _TEXT_ONLY:
        return None
    found: list[Record] = []
    for row in cast("Sequence[dict[str, str]]", rows):
        kind = _KINDS.get(row.get("kind", ""))
        if kind is None or not row.keys() <= kind.keys:
            return None
        try:
            record = kind.build(row)
        except (TypeError, ValueError):  # a key is missing, or a text does not fit
            return None
        if _contradiction(record):
            return None
        found.append(record)
    return found


@cache
def _figure_line() -> re.Pattern[str]:
    """Return what matches a figure as :func:`encode` writes it, when no text of it needs an escape."""
    text = r'([^"\\\x00-\x1f]+)"'
    fields = ",".join(f'"{name}":"{text}' for name in Reported._fields[:4])
    others = "".join(f'(?:,"{name}":"{text})?' for name in Reported._fields[4:])
    return re.compile(rf'\{{"kind":"progress",{fields}{others}\}}')


def figure_in(line: str) -> Reported | None:
    """Return the figure in a line that holds one as :func:`encode` writes it, in a third of the time; else None.

    The line must be a good one: what it says is not checked again.
    """
    found = _figure_line().fullmatch(line)
    if found is None:
        return None
    id_, target, on, at, unit, value, add, by, source, note, step, of = found.groups("")
    return Reported(id_, target, read_day(on), read_day(at), unit, value, add, by, source, note, int(step or 0), of)
